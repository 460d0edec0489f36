"""Did you mean: words of the texts for words that no text has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import ask, engine_of, entry, slugs

from reader.search.analysis.spelling import (
    MAX_CANDIDATES,
    MAX_WORDS,
    MIN_LENGTH_FOR_TWO_EDITS,
    SpellChecker,
    WordCounts,
    edit_distance,
)
from reader.search.engine import Engine, Facet, SearchRequest
from reader.search.work_budget import WorkBudget

ENTRIES = (
    *(entry(f"mental{number}", "Mental health for all neighbors.") for number in range(3)),
    entry("mantel", "A mantel in the kitchen."),
    entry("deescalation", "De-escalation at the door. Nobody is hurt.", title="A talk"),
    entry("desescalada", "La desescalada y la información, año tras año.", language="es"),
    entry("dato", "Policía y vecinas.", language="es"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(ENTRIES, tmp_path_factory.mktemp("spelling") / "index")
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("mental helth", "en", "mental health"),
        ("Neihgbors", "en", "neighbors"),
        ("neghbrs", "en", "neighbors"),
        ('"mental helth" -kitchen', "en", '"mental health" -kitchen'),
        ("kithcen", "en", "kitchen"),
        ("de-escalashun", "en", None),
        ("de-esclation", "en", "deescalation"),
        ("desescalda", "es", "desescalada"),
        ("informasion", "es", "información"),
        ("policai", "en", "policía"),
        ("xyzzyplugh", "en", None),
        ("xy", "en", None),
        ("12345", "en", None),
    ],
)
def test_a_misspelt_query_has_a_suggestion_that_finds_something(
    engine: Engine, typed: str, language: str, meant: str | None
) -> None:
    suggestion = ask(engine, typed, language=language).suggestion
    assert suggestion == meant
    if suggestion:
        assert ask(engine, suggestion, language=language).total > 0


def test_a_query_that_finds_all_of_its_words_has_no_suggestion(engine: Engine) -> None:
    assert ask(engine, "mantel").suggestion is None


def test_the_commonest_word_is_meant_among_equally_near_ones(engine: Engine) -> None:
    assert ask(engine, "mentel").suggestion == "mental"


def test_a_suggestion_that_finds_nothing_with_what_is_chosen_is_not_made(engine: Engine) -> None:
    spanish = SearchRequest(text="kithcen", language="en", chosen={Facet.LANGUAGE: "es"})
    assert engine.search(spanish).suggestion is None


def test_what_any_of_the_words_found_is_shown_beside_the_suggestion(engine: Engine) -> None:
    results = ask(engine, "neighbors helth")
    assert (results.any_word, results.suggestion) == (True, "neighbors health")
    assert set(slugs(results)) == {"mental0", "mental1", "mental2"}


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
def test_a_limit_changes_nothing_below_it(first: str, second: str) -> None:
    assert edit_distance(first, second, 2) == min(edit_distance(first, second, 20), 3)


@given(
    st.text(alphabet="abcdé", min_size=MIN_LENGTH_FOR_TWO_EDITS, max_size=9),
    st.integers(0, 8),
    st.sampled_from("xyz"),
)
def test_a_word_with_one_letter_changed_is_found_again(word: str, at: int, letter: str) -> None:
    typed = word[: at % len(word)] + letter + word[at % len(word) + 1 :]
    assert [found for *_, found in SpellChecker({word: 1}).suggestions(typed, WorkBudget())] == [
        word
    ]


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
    list(SpellChecker(words).suggestions("mnoa", budget))
    assert budget.work.candidates <= MAX_CANDIDATES
