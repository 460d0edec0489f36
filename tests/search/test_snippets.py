"""What is marked, and which passage is shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import entry, joined, marks
from support.nasty import NASTY

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.index.index_reader import BudgetedReader, Postings
from reader.search.index.indexing import SENTENCE, index_entry
from reader.search.query.parser import parse_query
from reader.search.query.plan import Planner
from reader.search.query.significance import Significance
from reader.search.snippets import SNIPPET_LENGTH, Highlight, Highlighter, best_passage, fragments
from reader.search.work_budget import WorkBudget


class OneText:
    """An index that holds one text, as the summary of its only entry."""

    def __init__(self, text: str, language: str) -> None:
        self.analyzer = Analyzer(LanguageTag(language))
        self.indexed = index_entry(
            entry("only", "", language=language, title="", summary=text), self.analyzer
        )

    def frequency(self, term: str) -> int:
        return int(term in self.indexed.postings)

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        return tuple(
            sorted(term for term in self.indexed.postings if term.startswith(prefix))[:limit]
        )

    def postings(self, term: str) -> Postings:
        weight, positions = self.indexed.postings[term]
        return Postings((0,), (weight,), (positions,))


def highlights_of(query: str, text: str, language: str = "en") -> list[Highlight]:
    index = OneText(text, language)
    reader = BudgetedReader(index, WorkBudget())
    significance = Significance(LanguageTag(language))
    planner = Planner(index.analyzer, significance, reader, is_common=lambda _: False)
    plan = planner.plan(parse_query(query))
    return Highlighter(plan.phrases(), reader, index.analyzer).highlights(
        0, text, index.indexed.stored.passage_words
    )


def passage_of(text: str, marks: Sequence[Highlight]) -> tuple[int, int]:
    return best_passage(text, marks, [match.span() for match in SENTENCE.finditer(text)])


def marked_words(query: str, text: str, language: str = "en") -> list[str]:
    return marks(fragments(text, highlights_of(query, text, language)))


def shown(query: str, text: str) -> str:
    found = highlights_of(query, text)
    return joined(fragments(text, found, passage_of(text, found)))


@pytest.mark.parametrize(
    ("language", "query", "text", "expected"),
    [
        (
            "en",
            "de-escalation",
            "On de-escalation, and de\u2011escalation.",
            ["de-escalation", "de\u2011escalation"],
        ),
        (
            "en",
            "deescalation",
            "On De-Escalation and de escalation.",
            ["De-Escalation", "de escalation"],
        ),
        ("en", "de escalation", "Plaza de Mayo: the escalator, a de-escalator.", ["de-escalator"]),
        ("en", "escalation", "On de-escalation.", ["escalation"]),
        ("en", "de\u00adescalation", "On de\u00adescalation.", ["de\u00adescalation"]),
        ("en", "dont", "They don’t. Don't!", ["don’t", "Don't"]),
        ("en", '"mental health"', "Mental health, not health or mental.", ["Mental health"]),
        ("en", '"health first"', "Health. First of all.", ["Health", "First"]),
        ("en", "mutual aid", "MutualAid is mutual aid.", ["MutualAid", "mutual", "aid"]),
        ("en", "mutualaid", "Mutual aid\n\nmutual\naid", ["Mutual aid"]),
        ("en", "health -police", "Health without police.", ["Health"]),
        ("en", "the health", "The health of the people.", ["health"]),
        ("en", "911", "Call 911, not 9110.", ["911"]),
        ("en", "x < b", "if x < b & c > d", ["x", "b"]),
        (
            "es",
            "informacion",
            "Información e informacio\u0301n.",
            ["Información", "informacio\u0301n"],
        ),
        ("es", "ano", "El año y el ano.", ["año", "ano"]),
        ("es", "año", "El an\u0303o y el ano.", ["an\u0303o"]),
        ("es", "desescalar", "¡La DESESCALADA!", ["DESESCALADA"]),
        ("es", "desescal*", "La desescalada y desescalas.", ["desescalada", "desescalas"]),
        ("es", "salud", "(salud)_salud_«salud»", ["salud", "salud", "salud"]),
        ("en", "calm", "ｃａｌｍ 𝒸𝒶𝓁𝓂 CALM", ["ｃａｌｍ", "𝒸𝒶𝓁𝓂", "CALM"]),
        ("tr", "istanbul", "İstanbul'da, İSTANBUL", ["İstanbul", "İSTANBUL"]),
    ],
)
def test_marks_stand_on_exactly_the_words_that_were_searched_for(
    language: str, query: str, text: str, expected: list[str]
) -> None:
    assert marked_words(query, text, language) == expected


def test_a_passage_has_the_sentence_with_most_of_the_words() -> None:
    text = (
        "Police came. Nobody called. "
        + "Filler words go here. " * 20
        + "Call a friend before the police. The end."
    )
    assert "Call a friend before the police." in shown("call police", text)


def test_a_passage_is_made_of_whole_sentences_in_one_line() -> None:
    text = (
        "A heading\nFirst things first. The fridge stands in the street and is open to all the "
        "neighbors, day and night.\nAnother line"
    )
    assert shown("fridge", text) == text.split("\n")[1]


def test_a_short_line_takes_the_next_one_with_it() -> None:
    assert shown("how", "How it works\nTake what you need.") == "How it works\nTake what you need."


def test_a_passage_without_a_marked_word_is_the_beginning() -> None:
    assert shown("xyzzy", "The summary stands first.\n" + "Then the text. " * 40).startswith(
        "The summary stands first."
    )


def test_a_sentence_without_end_is_shown_around_the_word_in_whole_words() -> None:
    text = "word " * 300 + "fridge " + "word " * 300
    passage = shown("fridge", text)
    assert "fridge" in passage
    assert set(passage.split()) == {"word", "fridge"}
    assert SNIPPET_LENGTH / 2 < len(passage) <= SNIPPET_LENGTH


def test_a_word_of_five_hundred_letters_is_shown_in_part() -> None:
    assert shown("abcdefghij" * 50, "x. " + "abcdefghij" * 50) == "abcdefghij" * 20


def test_an_empty_text_has_an_empty_passage() -> None:
    assert fragments("", [], passage_of("", [])) == ()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_texts_are_shown_in_pieces_of_themselves(text: str) -> None:
    assert_pieces("calm police de-escalation the", text)


@given(st.text(alphabet="ab .\n-é\u0301'!?") | st.text(), st.text(alphabet='ab "-*é') | st.text())
def test_no_piece_of_any_text_is_lost(text: str, query: str) -> None:
    assert_pieces(query, text)


def assert_pieces(query: str, text: str) -> None:
    found = highlights_of(query, text)
    whole = fragments(text, found)
    passage = fragments(text, found, passage_of(text, found))
    assert joined(whole) == text
    assert joined(passage) in text
    assert len(joined(passage)) <= SNIPPET_LENGTH
    assert all(fragment.text for fragment in (*whole, *passage))
    assert not any(first.marked is second.marked is False for first, second in pairwise(whole))
    assert bool(marks(passage)) == bool(found)
