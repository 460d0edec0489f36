"""Phrases and queries become words that can be compared, however they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.intents import PhraseWords
from reader.library.text.phrase_patterns import PhraseReader, all_words, folded_words

READER = PhraseReader(
    PhraseWords(
        persons=("i", "me", "someone"),
        skipped=("the", "really"),
        spellings={"u": "you", "someone": "somebody", "can not": "cant"},
        sets={"partner": ("husband", "someone", "the")},
    )
)


@pytest.mark.parametrize(
    "typed",
    ["Me PEGA mi niño", "me pega mi nin\u0303o", "  me—pega: mi niño!", "me pegaaaa mi niño"],
)
def test_capitals_accents_signs_and_letters_held_down_do_not_matter(typed):
    assert folded_words(typed) == ("me", "pega", "mi", "nino")


@pytest.mark.parametrize("typed", ["don't", "dont", "don\u2019t", "don\u00b4t", "DON`T"])
def test_an_apostrophe_may_be_missing_or_wrong(typed):
    assert folded_words(typed) == ("dont",)


def test_a_word_or_two_are_read_as_what_is_meant():
    assert READER.words("u can not see someone") == ("you", "cant", "see", "somebody")


def test_skipped_words_are_left_out():
    assert READER.words("really the end") == ("end",)


def test_a_phrase_has_alternatives_and_sets_in_its_places():
    assert READER.pattern("my <partner>/ex really hits/beats me") == (
        {"my"},
        {"husband", "somebody", "ex"},
        {"hits", "beats"},
        {"me"},
    )


def test_an_unknown_set_is_named_and_means_nothing():
    assert READER.unknown_sets("<partner> and <kin>") == ("kin",)
    assert READER.pattern("<kin> cries") == ({"cries"},)


def test_a_speller_learns_every_word_of_the_phrases():
    words = PhraseWords(persons=("Yo",), spellings={"xq": "porque"}, sets={"kin": ("niño",)})

    assert all_words(words, ["<kin> llora/grita"]) == {
        *("yo", "xq", "porque", "nino", "llora", "grita")
    }


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(typed):
    once = folded_words(typed)
    assert folded_words(" ".join(once)) == once


@given(st.text(alphabet="aáñ'’ /<>kq2", max_size=40))
def test_no_phrase_is_refused(phrase):
    assert all(isinstance(place, frozenset) and place for place in READER.pattern(phrase))
