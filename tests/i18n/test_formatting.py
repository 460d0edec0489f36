"""Dates, numbers, sizes and lists in each language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.formatting import (
    format_date,
    format_list,
    format_number,
    format_size,
    reading_minutes,
    separator,
)
from reader.i18n.languages import Language
from reader.library.model import LanguageTag, PartialDate

ENGLISH = Language(tag=LanguageTag("en"), autonym="English", direction="ltr", locale="en")
SPANISH = Language(tag=LanguageTag("es"), autonym="Español", direction="ltr", locale="es_419")
CASTILIAN = Language(tag=LanguageTag("es"), autonym="Español", direction="ltr", locale="es")


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (date(2026, 11, 23), "November 23, 2026", "23 de noviembre de 2026"),
        (PartialDate(year=2020, month=9, day=1), "September 1, 2020", "1 de septiembre de 2020"),
        (PartialDate(year=2020, month=8), "August 2020", "agosto de 2020"),
        (PartialDate(year=2020), "2020", "2020"),
    ],
)
def test_a_date_is_written_in_words_as_exactly_as_it_is_known(value, english, spanish):
    assert format_date(value, ENGLISH) == english
    assert format_date(value, SPANISH) == spanish


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="day"):
        format_date(PartialDate(year=2021, month=2, day=30), ENGLISH)


def test_spanish_numbers_are_those_of_latin_america():
    assert format_number(13000, SPANISH) == "13,000"
    assert format_number(13000, ENGLISH) == "13,000"
    assert format_number(13000, CASTILIAN) == "13.000"


@pytest.mark.parametrize(
    ("size_bytes", "written"),
    [
        (0, "0.0\u00a0kB"),
        (1, "0.1\u00a0kB"),
        (3_449, "3.4\u00a0kB"),
        (3_450, "3.5\u00a0kB"),
        (12_999, "13.0\u00a0kB"),
        (999_949, "999.9\u00a0kB"),
        (999_950, "1.0\u00a0MB"),
        (1_250_000, "1.3\u00a0MB"),
        (4_000_000_000, "4.0\u00a0GB"),
        (4_000_000_000_000, "4,000.0\u00a0GB"),
    ],
)
def test_a_size_has_one_decimal_and_a_thousand_bytes_are_a_kilobyte(size_bytes, written):
    assert format_size(size_bytes, ENGLISH) == written
    assert format_size(size_bytes, SPANISH) == written


def test_the_decimal_mark_of_a_size_is_the_languages():
    assert format_size(3_400, CASTILIAN) == "3,4\u00a0kB"


@given(st.integers(1, 10**13))
def test_a_size_is_never_shown_as_nothing(size_bytes):
    assert not format_size(size_bytes, ENGLISH).startswith("0.0")


@pytest.mark.parametrize(
    ("items", "english", "spanish"),
    [
        ((), "", ""),
        (("Oakland",), "Oakland", "Oakland"),
        (("Oakland", "Sacramento"), "Oakland and Sacramento", "Oakland y Sacramento"),
        (("a", "b", "c"), "a, b, and c", "a, b y c"),
    ],
)
def test_a_list_is_written_as_a_sentence_has_it(items, english, spanish):
    assert format_list(items, ENGLISH) == english
    assert format_list(items, SPANISH) == spanish


@pytest.mark.parametrize("last", ["iglesias", "hijas", "Illinois", "Íñigo", "historia"])
def test_the_spanish_and_gives_way_before_the_sound_of_i(last):
    assert format_list(("Oakland", last), SPANISH) == f"Oakland e {last}"
    assert format_list((last, "Oakland"), SPANISH) == f"{last} y Oakland"
    assert format_list(("Oakland", last), ENGLISH) == f"Oakland and {last}"


@pytest.mark.parametrize("last", ["hielo", "hierba", "Iowa", "yoga", "ocio"])
def test_the_spanish_and_stays_before_other_sounds(last):
    assert format_list(("Oakland", last), SPANISH) == f"Oakland y {last}"


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (200, 1), (201, 2), (400, 2), (1001, 6)]
)
def test_reading_takes_a_minute_for_two_hundred_words_and_at_least_one(words, minutes):
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("first", "second", "written"),
    [
        ("Glossary", "Pod", "Glossary: Pod"),
        ("The map: what is here", "What is near", "The map: what is here. What is near"),
        ("Zine", "Before you call: other doors", "Zine. Before you call: other doors"),
        ("¿A quién llamarías?", "Un plan", "¿A quién llamarías? Un plan"),
        (
            "Ahora: ¿alguien corre peligro?",
            "Para seguir",
            "Ahora: ¿alguien corre peligro? Para seguir",
        ),
    ],
)
def test_no_two_colons_stand_between_two_titles(first: str, second: str, written: str) -> None:
    assert first + separator(first, second) + second == written
