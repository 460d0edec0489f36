"""Words that are near a misspelled one, and how far two words are apart."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES

from reader.search.analysis.spelling import (
    MAX_CANDIDATES,
    MIN_LENGTH_FOR_TWO_EDITS,
    SpellChecker,
    edit_distance,
    words_by_length,
)
from reader.search.analysis.word_counts import MAX_WORDS, WordCounts
from reader.search.work_budget import WorkBudget


def suggested(typed: str, *words: str, language: str = "en") -> list[str]:
    checker = SpellChecker(EN if language == "en" else ES, words_by_length(dict.fromkeys(words, 1)))
    return [each.word for each in checker.suggestions(typed, WorkBudget())]


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("kithcen", "en", ["kitchen"]),
        ("nebera", "es", ["nevera", "lebera"]),
        ("boluntario", "es", ["voluntario"]),
        ("guerta", "es", ["huerta", "puerta"]),
        ("polisia", "es", ["policía"]),
        ("cahots", "en", ["cahoots"]),
        ("meditasion", "es", ["meditación", "mediación"]),
    ],
)
def test_a_word_that_sounds_alike_is_the_nearest(
    typed: str, language: str, words: list[str]
) -> None:
    assert suggested(typed, *reversed(words), language=language) == words


def test_two_letters_may_differ_only_in_a_long_word_that_begins_alike() -> None:
    assert suggested("neghbrs", "neighbors") == ["neighbors"]
    assert suggested("xeghbors", "neighbors") == []
    assert suggested("plices", "places", "police") == ["places"]


def test_small_and_short_words_are_not_suggested() -> None:
    assert suggested("thinggs", "things", "thongs") == ["thongs"]
    assert suggested("cat", "cart", "ca") == []
    assert suggested("cats", "cat") == []


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("abc", "abc", 0),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abcd", "badc", 2),
        ("a", "xyz", 3),
    ],
)
def test_letters_that_differ_are_counted_and_a_swap_is_one(
    first: str, second: str, apart: int
) -> None:
    assert edit_distance(first, second, 2) == edit_distance(second, first, 2) == apart


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_edits_are_as_many_as_in_the_whole_table_of_damerau(first: str, second: str) -> None:
    for limit in (1, 2):
        assert edit_distance(first, second, limit) == min(whole_table(first, second), limit + 1)


def whole_table(first: str, second: str) -> int:
    """Return the edits between two words, from a table of all their beginnings."""
    edits: dict[tuple[int, int], int] = {}
    for row, column in product(range(len(first) + 1), range(len(second) + 1)):
        ways = [max(row, column)] if 0 in (row, column) else []
        if row and column:
            is_other = first[row - 1] != second[column - 1]
            ways += [edits[row - 1, column] + 1, edits[row, column - 1] + 1]
            ways.append(edits[row - 1, column - 1] + is_other)
        if row > 1 < column and first[row - 2 : row] == second[column - 2 : column][::-1]:
            ways.append(edits[row - 2, column - 2] + 1)
        edits[row, column] = min(ways)
    return edits[len(first), len(second)]


@given(
    st.text(alphabet="abcdé", min_size=MIN_LENGTH_FOR_TWO_EDITS, max_size=9),
    st.integers(0, 8),
    st.sampled_from("xyz"),
)
def test_a_word_with_one_letter_changed_is_found_again(word: str, at: int, letter: str) -> None:
    typed = word[: at % len(word)] + letter + word[at % len(word) + 1 :]
    assert suggested(typed, word) == [word]


def test_words_are_known_in_their_commonest_spelling_without_numbers_and_short_ones() -> None:
    counts = WordCounts({})
    for spelled in ({"Policía", "no", "911"}, {"policía"}, {"policia", "ñandú"}):
        counts.add(frozenset(spelled))
    assert counts.words() == {"policía": 3, "ñandú": 1}


def test_the_commonest_words_are_known_and_a_bounded_number_is_compared() -> None:
    counts = WordCounts({})
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = frozenset(
        f"{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in "ab"
    )
    counts.add(many)
    counts.add(frozenset({"zzzb"}))
    words = counts.words()
    assert len(words) == MAX_WORDS < len(many)
    assert "zzzb" in words
    budget = WorkBudget()
    SpellChecker(EN, words_by_length(words)).suggestions("mnoa", budget)
    assert budget.work.candidates <= MAX_CANDIDATES
