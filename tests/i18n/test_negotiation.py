"""Which language a browser's header leads to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.i18n.negotiation import negotiate
from reader.library.model import LanguageTag

TWO = (LanguageTag("en"), LanguageTag("es"))
FOUR = tuple(map(LanguageTag, ("en", "es", "pt-BR", "zh-Hant")))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("es", "es"),
        ("ES", "es"),
        ("es-MX", "es"),
        ("es-419,es;q=0.9,en;q=0.8", "es"),
        ("en-US,en;q=0.9,es;q=0.8", "en"),
        ("fr-CA, es;q=0.5, en;q=0.4", "es"),
        ("en;q=0.3, es;q=0.7", "es"),
        ("es_MX", "es"),
    ],
)
def test_the_heaviest_language_that_is_offered_is_chosen(header, expected):
    assert negotiate(header, TWO) == expected


def test_of_equal_weights_the_first_named_is_chosen():
    assert negotiate("es;q=0.5, en;q=0.5", TWO) == "es"
    assert negotiate("es, en, es;q=0.1", TWO) == "es"


@pytest.mark.parametrize(
    "header",
    ["", "fr", "pt", "zz-ZZ", ",,,", "*", "*;q=0.5", "en-GB;q=0", "es;q=0", "es;q=0.000, fr"],
)
def test_the_first_offered_language_stands_in_when_nothing_fits(header):
    assert negotiate(header, TWO) == "en"


def test_a_star_means_any_language_the_header_does_not_name():
    assert negotiate("en;q=0.5, *", TWO) == "es"
    assert negotiate("fr, *;q=0.1", TWO) == "en"
    assert negotiate("es, *;q=0.5", TWO) == "es"


def test_weight_zero_refuses_a_language():
    assert negotiate("en;q=0, *", TWO) == "es"
    assert negotiate("en;q=0, es;q=0", TWO) == "en"
    assert negotiate("es-MX, es;q=0", TWO) == "en"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("pt", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("pt-PT", "en"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hant-x-private", "zh-Hant"),
        ("zh-TW", "en"),
        ("zh", "zh-Hant"),
    ],
)
def test_a_range_is_shortened_and_a_beginning_of_a_tag_fits(header, expected):
    assert negotiate(header, FOUR) == expected


@pytest.mark.parametrize(
    "header",
    [
        "es;q=2",
        "es;q=-1",
        "es;q=nan",
        "es;q=",
        "es;level=1",
        "es q=1",
        "e s",
        "español",
        "es;q=0.5555",
        "٣",
        "\x00",
        "es" * 40,
    ],
)
def test_what_cannot_be_read_is_skipped(header):
    assert negotiate(header, TWO) == "en"
    assert negotiate(f"{header}, es;q=0.1", TWO) == "es"


RANGES = st.from_regex(
    r"\A(\*|[A-Za-z]{1,3}(-[A-Za-z0-9]{1,4}){0,2})[ \t]*(;[ \t]*q=[01](\.[0-9]{0,3})?)?\Z"
)
HEADERS = st.text() | st.lists(RANGES | st.text(max_size=8), max_size=8).map(",".join)


@given(HEADERS, st.permutations(FOUR))
def test_any_header_gives_an_offered_language(header, offered):
    assert negotiate(header, offered) in offered


@given(HEADERS, st.sampled_from(FOUR))
def test_one_offered_language_is_always_chosen(header, tag):
    assert negotiate(header, (tag,)) == tag


@given(
    st.sampled_from(FOUR), st.lists(st.sampled_from(["fr", "de", "it-IT", "nl;q=0.1"]), max_size=19)
)
def test_a_language_asked_for_by_name_is_chosen_over_unknown_ones(tag, others):
    assert negotiate(",".join([*others, f"{tag};q=0.001"]), FOUR) == tag


def test_only_the_first_twenty_ranges_are_read():
    others = [f"x{letter}" for letter in "abcdefghijklmnopqrs"]

    assert negotiate(", ".join([*others, "es"]), TWO) == "es"
    assert negotiate(", ".join([*others, "fr", "es"]), TWO) == "en"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("fr," + " " * 507 + "es", "es"),
        ("fr," + " " * 508 + "es", "en"),
        ("fr," + " " * 507 + "es,en", "es"),
        # Cut in the middle, it would be Spanish, or Spanish with the full weight.
        ("fr," + " " * 507 + "est", "en"),
        ("en;q=0.5," + " " * 501 + "es;q=0.1", "en"),
        ("es" + "-aa" * 2_720, "en"),
    ],
)
def test_only_the_whole_ranges_in_the_first_512_characters_are_read(header, expected):
    assert negotiate(header, TWO) == expected


def test_a_range_of_more_than_eight_subtags_is_skipped():
    assert negotiate("es" + "-ab" * 7, TWO) == "es"
    assert negotiate("es" + "-ab" * 8, TWO) == "en"


def calls_of(function: Callable[[], object]) -> int:
    """Return the number of calls of Python functions: the same on a slow machine."""
    calls = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    profiler = sys.getprofile()
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(profiler)
    return calls


def test_a_header_is_read_once_and_forgotten_when_64_others_came_after_it():
    first = calls_of(lambda: negotiate("fr, es-419, es;q=0.9", TWO))
    again = calls_of(lambda: negotiate("fr, es-419, es;q=0.9", TWO))
    for number in range(64):
        negotiate(f"es;q=0.{number}", TWO)
    later = calls_of(lambda: negotiate("fr, es-419, es;q=0.9", TWO))

    assert again < first / 3
    assert later == first
