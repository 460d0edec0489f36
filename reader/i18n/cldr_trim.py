"""Trim CLDR data that no page uses: money, time zones, and units other than those of data.

Babel caches what it has read for the life of the process and has no setting to read less, so this
edits its private cache. Measured with English and Spanish, gunicorn and two workers, as the sum of
proportional set sizes: a server takes 69.8 MB, and 75.4 MB without the trim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from babel import core, localedata

from reader.i18n.languages import Language

_UNUSED_SECTIONS: Final = frozenset(
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
_UNIT_SECTIONS: Final = ("unit_display_names", "unit_patterns")
_DATA_UNITS: Final = "digital-"


def trim_cldr(languages: Iterable[Language]) -> None:
    """Drop what no page uses from the CLDR data of these languages, for the life of the process."""
    tags = (tag for language in languages for tag in (language.tag, language.locale))
    for locale in dict.fromkeys(locale for tag in tags for locale in _with_parents(tag)):
        data = localedata.load(locale)
        for section in _UNUSED_SECTIONS:
            data.pop(section, None)
        for section in _UNIT_SECTIONS:
            data[section] = {
                unit: value
                for unit, value in data.get(section, {}).items()
                if unit.startswith(_DATA_UNITS)
            }
    # Tables of scripts, currencies and time zones. Babel reads them again if it needs them.
    core._global_data = None


def _with_parents(tag: str) -> Iterator[str]:
    """Yield the locale and its parents, most specific first, as Babel names them."""
    parts = tag.replace("-", "_").split("_")
    names = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    yield from filter(localedata.exists, names)
    yield "root"
