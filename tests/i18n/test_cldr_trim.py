"""Trimmed data stays gone in its process, so each of these tests runs a process of its own."""

from __future__ import annotations

import subprocess
import sys

SAY = """
from datetime import date

from reader.i18n.formatting import format_date, format_list, format_number, format_size
from reader.i18n.languages import Language, language_name, locale_of
from reader.i18n.cldr_trim import trim_cldr
from reader.library.model import PartialDate

OFFERED = {
    "en": "en", "es": "es_419", "pt-BR": "pt_BR", "ar": "ar", "de": "de", "zh-Hant": "zh_Hant"
}
LANGUAGES = [
    Language(tag=tag, autonym=tag, direction="ltr", locale=locale)
    for tag, locale in OFFERED.items()
]
MONTHS = range(1, 13)


def said():
    for each in LANGUAGES:
        yield from (format_date(date(2026, month, 23), each) for month in MONTHS)
        yield from (format_date(PartialDate(year=2020, month=month), each) for month in MONTHS)
        yield format_date(PartialDate(year=2020), each)
        yield from (format_number(number, each) for number in (0, 1, 1234, 1234567))
        yield from (format_size(size, each) for size in (0, 1, 3400, 1500000, 2000000000))
        yield from (format_list("abcd"[:count], each) for count in range(5))
        yield from (language_name(tag, each) for tag in OFFERED)
        yield from (locale_of(each.tag).get_display_name(), locale_of(each.tag).text_direction)
"""


def run(script: str) -> str:
    done = subprocess.run(
        (sys.executable, "-c", SAY + script), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_everything_is_said_as_before_in_every_language() -> None:
    assert (
        run(
            "before = list(said()); trim_cldr(LANGUAGES);"
            " print(list(said()) == before, len(before) > 200)"
        )
        == "True True\n"
    )


def test_half_of_what_babel_keeps_is_let_go_and_not_read_again() -> None:
    script = """
import gc
from babel import core, localedata

def size(kept, seen):
    if id(kept) in seen or callable(kept):
        return 0
    seen.add(id(kept))
    return sys.getsizeof(kept) + sum(size(each, seen) for each in gc.get_referents(kept))

import sys
LANGUAGES = LANGUAGES[:2]
list(said())
before = size([core._global_data, localedata._cache], set())
trim_cldr(LANGUAGES)
list(said())
print(size([core._global_data, localedata._cache], set()) < before / 2)
"""
    assert run(script) == "True\n"


def test_a_language_that_is_offered_later_is_read_whole() -> None:
    assert (
        int(
            run(
                "late = LANGUAGES.pop(); trim_cldr(LANGUAGES); LANGUAGES = [late];"
                " print(len(list(said())))"
            )
        )
        > 30
    )
