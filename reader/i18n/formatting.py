"""Dates, numbers, sizes and lists as CLDR writes them. Pages show no times and no time zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel import dates, lists, numbers, units

from reader.i18n.languages import Language, locale_of
from reader.library.model import PartialDate

WORDS_A_MINUTE: Final = 200

# Decimal, as networks and data plans count.
_UNITS: Final = ("kilobyte", "megabyte", "gigabyte")
_STEP: Final = 1_000
_ENDS_OF_SENTENCES: Final = (".", "!", "?", "…", ":")
_ONE_DECIMAL: Final = Decimal("0.1")
# Spanish "y" becomes "e" before the sound of "i" (iglesia, hijas; not hielo). CLDR has no rule.
_SOUND_OF_I: Final = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)


def format_date(value: date | PartialDate, language: Language) -> str:
    """Write a date in words, as exact as known: ``May 1, 2026``, ``agosto de 2020``, ``2020``.

    Raises ValueError for a day that does not exist.
    """
    if isinstance(value, date):
        return dates.format_date(value, "long", locale=language.locale)
    day = date(value.year, value.month or 1, value.day or 1)
    if value.day:
        return dates.format_date(day, "long", locale=language.locale)
    return dates.format_skeleton("yMMMM" if value.month else "y", day, locale=language.locale)


def format_number(value: int, language: Language) -> str:
    """Write a whole number with the separators of the language."""
    return numbers.format_decimal(value, locale=language.locale)


def format_size(size_bytes: int, language: Language) -> str:
    """Write a size with one decimal and its unit, such as ``3.4 kB``, which no line parts.

    One kB is 1,000 bytes. A byte is shown as 0.1 kB, not as 0.
    """
    amounts = [
        (Decimal(size_bytes) / _STEP**power).quantize(_ONE_DECIMAL, ROUND_HALF_UP)
        for power in (1, 2, 3)
    ]
    at = sum(amount >= _STEP for amount in amounts[:-1])
    shown = max(amounts[at], _ONE_DECIMAL) if size_bytes else amounts[at]
    size = units.format_unit(shown, _UNITS[at], "short", format="#,##0.0", locale=language.locale)
    return size.replace(" ", "\u00a0")


def format_list(items: Sequence[str], language: Language) -> str:
    """Write a list as in a sentence: ``a, b, and c``; empty for no items."""
    if len(items) == 1:
        return items[0]
    written = lists.format_list(items, locale=language.locale)
    if not items or not _SOUND_OF_I.match(items[-1]) or language.locale.split("_")[0] != "es":
        return written
    before = written.removesuffix(items[-1])
    return before.removesuffix(" y ") + " e " + items[-1] if before.endswith(" y ") else written


def separator(first: str, second: str) -> str:
    """Return what stands between a title, or a kind, and what it is of: a colon and a space.

    Where one of them has a colon already, a second would be misread, so that it is a full stop; and
    after a mark that ends a sentence, a space is enough.
    """
    if first.endswith(_ENDS_OF_SENTENCES):
        return " "
    return ". " if ": " in f"{first} {second}" else ": "


def reading_minutes(words: int) -> int:
    """Return how many minutes a text takes at 200 words a minute, rounded up, at least 1."""
    return max(1, -(-words // WORDS_A_MINUTE))


def number_signs(locale: str) -> tuple[str, str]:
    """Return the separators of thousands and of decimals in a CLDR locale.

    Raises ValueError if there is no such locale.
    """
    found = locale_of(locale)
    return numbers.get_group_symbol(found), numbers.get_decimal_symbol(found)
