"""Let go of what CLDR knows and no page says: money, time zones, units other than those of data.

Babel keeps whatever it has once read for as long as the process lives: 3.7 MB for English and Spanish, of which a server needs half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from babel import core, localedata

from reader.i18n.languages import Language

# Of what CLDR knows of a language.
_UNSAID: Final = frozenset(
    {
        "compact_currency_formats",
        "compact_decimal_formats",
        "compound_unit_patterns",
        "currency_names",
        "currency_names_plural",
        "currency_symbols",
        "date_fields",
        "day_period_rules",
        "interval_formats",
        "meta_zones",
        "time_zones",
    }
)
_BY_UNIT: Final = ("unit_display_names", "unit_patterns")
_DATA: Final = "digital-"


def trim_cldr(languages: Iterable[Language]) -> None:
    """Keep, of what Babel has read for these languages, what is said in them. For good, in all of this process."""
    for name in dict.fromkeys(
        each
        for language in languages
        for tag in (language.tag, language.locale)
        for each in _ancestry(tag)
    ):
        known = localedata.load(name)
        for section in _UNSAID:
            known.pop(section, None)
        for section in _BY_UNIT:
            known[section] = {
                unit: said
                for unit, said in known.get(section, {}).items()
                if unit.startswith(_DATA)
            }
    # Of the world: tables of scripts, currencies and time zones, needed only to find the tables of a language.
    core._global_data = None  # Babel reads it again where it has to


def _ancestry(tag: str) -> Iterator[str]:
    """Yield what Babel calls a language, the youngest first: each takes from the next what it does not say itself."""
    parts = tag.replace("-", "_").split("_")
    yield from filter(
        localedata.exists, ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    )
    yield "root"
