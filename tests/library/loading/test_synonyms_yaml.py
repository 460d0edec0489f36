"""Groups of terms that search takes to mean the same."""

from __future__ import annotations

from support.builders import load_library, write_content
from support.own_content import own_library

from reader.library.loading.loader import load
from reader.library.loading.vocabulary_yaml import SYNONYMS_FILE

ENOUGH = 40


def test_groups_are_read_by_language_in_their_order(tmp_path):
    words = "- en: [fridge, community fridge]\n  es: [nevera]\n- es: [refri, heladera]\n"

    assert load_library(tmp_path, {SYNONYMS_FILE: words}).vocabulary.synonyms == (
        {"en": ("fridge", "community fridge"), "es": ("nevera",)},
        {"es": ("refri", "heladera")},
    )


def test_a_library_without_synonyms_is_sound(tmp_path):
    assert load_library(tmp_path).vocabulary.synonyms == ()


def test_only_a_group_with_a_fault_is_left_out(tmp_path):
    words = "- en: [fridge]\n- [1]\n- en: [pantry, food bank]\n"
    library = load(write_content(tmp_path, {SYNONYMS_FILE: words})).library

    assert library is not None
    assert library.vocabulary.synonyms == ({"en": ("pantry", "food bank")},)


def test_the_library_has_synonyms_across_its_languages():
    groups = own_library().vocabulary.synonyms
    assert sum(set(group) == {"en", "es"} for group in groups) >= ENOUGH
