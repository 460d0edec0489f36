"""Common words are known however they are typed, misspellings are not, and the lists stay small."""

from __future__ import annotations

import random
import string

import pytest

from reader.library.model import LanguageTag
from reader.search.analysis.common_words import (
    HASH_SIZE,
    WORD_LISTS,
    is_common,
    is_form_of_common,
)
from tools.common_words import frequent_words, listed

EN, ES = LanguageTag("en"), LanguageTag("es")
MAX_BYTES = 90_000  # of a list, in memory as on disk


@pytest.mark.parametrize(
    "word",
    [
        "want",
        "done",
        "don't",
        "dont",
        "Don’t",
        "police",
        "someone",
        "husband",
        "scared",
        "bleeding",
        "landlord",
    ],
)
def test_a_common_word_of_english_is_known(word):
    assert is_common(word, EN)


@pytest.mark.parametrize(
    "word",
    [
        "quiero",
        "policía",
        "policia",
        "POLICÍA",
        "año",
        "novio",
        "pastillas",
        "brazos",
        "molestan",
        "señora",
    ],
)
def test_a_common_word_of_spanish_is_known_with_or_without_accents(word):
    assert is_common(word, ES)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("accountabilty", EN),
        ("harrasment", EN),
        ("bystandar", EN),
        ("desescalda", ES),
        ("vesinos", ES),
        ("ospital", ES),
        ("quiero", LanguageTag("fr")),
        ("", EN),
    ],
)
def test_a_misspelling_is_not_known_nor_a_word_without_a_list(word, language):
    assert not is_common(word, language)


def test_a_variety_of_a_language_has_the_list_of_the_language():
    assert is_common("nevera", LanguageTag("es-MX"))


@pytest.mark.parametrize("language", [EN, ES])
def test_a_list_is_sorted_without_repeats_and_small(language):
    data = (WORD_LISTS / f"{language}.hashes").read_bytes()
    hashes = [data[start : start + HASH_SIZE] for start in range(0, len(data), HASH_SIZE)]
    assert hashes == sorted(set(hashes))
    assert all(len(each) == HASH_SIZE for each in hashes)
    assert len(hashes) > 25_000
    assert len(data) <= MAX_BYTES


def test_few_invented_words_are_taken_for_common_ones():
    draw = random.Random(1)
    invented = ["".join(draw.choices(string.ascii_lowercase, k=14)) for _ in range(5_000)]
    assert sum(is_common(word, EN) for word in invented) <= 25


def test_a_list_is_made_of_the_most_frequent_words_first(tmp_path):
    # {"format": "cB", "version": 1}, [], ["the"], ["it's", "00"], in MessagePack
    packed = b"\x94\x82\xa6format\xa2cB\xa7version\x01\x90\x91\xa3the\x92\xa4it's\xa200"
    assert list(frequent_words(packed)) == ["the", "it's", "00"]
    assert listed(["the", "it's", "00"]) == listed(["its", "The"])
    assert len(listed(["the", "it's", "00"])) == 2 * HASH_SIZE


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("inyecto", "es"),
        ("inyectaron", "es"),
        ("overdosed", "en"),
        ("yelled", "en"),
        ("kids", "en"),
    ],
)
def test_a_form_of_a_common_word_is_recognized_by_its_ending(word: str, language: str) -> None:
    assert is_form_of_common(word, LanguageTag(language))


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("helth", "en"),
        ("neihgbors", "en"),
        ("nebera", "es"),
        ("respirasion", "es"),
        ("vesinos", "es"),
    ],
)
def test_a_misspelled_word_is_no_form_of_a_common_one(word: str, language: str) -> None:
    assert not is_form_of_common(word, LanguageTag(language))
