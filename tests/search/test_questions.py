"""What a text answers finds it, though none of the words are in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES, ask, engine_of, entry, joined, slugs

from reader.library.questions import Question
from reader.search.engine import Corpus, Engine, Order, SearchEntry, SearchRequest
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

SECTIONS = "One\nBreathe out.\nTwo\nKeep the cord dry."


def asked(slug: str, text: str, *questions: str, language: str = "en") -> SearchEntry:
    return replace(
        entry(slug, text, language=language, title=slug.title()),
        questions=tuple(Question(text=question) for question in questions),
    )


ENTRIES = (
    asked("steady", "Breathe out.", "my heart is racing", "how do i not lose my temper"),
    asked("racing", "Cars were racing past the school."),
    asked("noise", "A knock helps.", "the dog next door barks all night", "loud music upstairs"),
    asked("firme", "Respira.", "me late el corazón", language="es"),
    replace(
        asked("host", SECTIONS, "electric bill"),
        anchors=((0, "one"), (SECTIONS.index("Two"), "two")),
        questions=(
            Question(text="electric bill", anchor="two"),
            Question(text="slow breath", anchor="one"),
        ),
    ),
    *(asked(f"other-{number}", f"Bread and rice, number {number}.") for number in range(40)),
)
SYNONYMS = ({EN: ("noisy", "loud"), ES: ("ruidoso",)},)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Open a small index with questions."""
    directory = tmp_path_factory.mktemp("index")
    engine = engine_of(ENTRIES, directory, synonyms=SYNONYMS)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("my heart is racing", "steady"),
        ("why is my heart racing like this", "steady"),
        ("dogs barking at night", "noise"),
        ("i lose my temper", "steady"),
        ("noisy music", "noise"),
    ],
)
def test_the_nearest_question_comes_first(engine: Engine, typed: str, first: str):
    assert slugs(ask(engine, typed))[0] == first


def test_accents_do_not_matter_in_questions(engine: Engine):
    assert slugs(ask(engine, "corazon", language="es")) == ["firme"]


def test_a_text_with_all_the_words_is_not_lost(engine: Engine):
    assert {"steady", "racing"} <= set(slugs(ask(engine, "racing")))


def test_who_asks_for_words_in_quotes_or_leaves_some_out_searches_texts_alone(engine: Engine):
    assert slugs(ask(engine, '"dog barks"')) == []
    assert slugs(ask(engine, "racing -school")) == []
    assert slugs(ask(engine, "tempe*")) == []


def test_newest_first_is_an_order_of_texts(engine: Engine):
    newest = SearchRequest(text="heart racing", language=EN, order=Order.NEWEST)
    assert slugs(engine.search(newest)) == ["racing"]


def test_the_section_that_answers_is_shown(engine: Engine):
    hit = ask(engine, "electric bills").hits[0]
    assert (hit.slug, hit.anchor, joined(hit.heading)) == ("host", "two", "Two")
    assert joined(hit.snippet) == "Keep the cord dry."


def test_no_question_is_shown(engine: Engine):
    hit = ask(engine, "loud music upstairs").hits[0]
    shown = joined((*hit.title, *hit.heading, *hit.snippet)) + " ".join(hit.labels)
    assert (hit.slug, hit.labels) == ("noise", ())
    assert "upstairs" not in shown


def test_a_question_that_has_all_the_words_leaves_no_word_unknown(engine: Engine):
    results = ask(engine, "loud music")
    assert (results.any_word, results.unknown) == (False, ())
    assert ask(engine, "loud xylophone").unknown == ("xylophone",)


def test_a_word_of_a_question_is_spelled_right_and_can_be_meant(engine: Engine):
    assert ask(engine, "upstairs").corrected is None
    assert ask(engine, "upstiars").corrected == "upstairs"


@given(st.text(max_size=60))
def test_anything_typed_has_an_answer(engine: Engine, typed: str):
    results = ask(engine, typed)
    assert results.total >= len(results.hits)


def test_a_delta_answers_the_questions_of_the_whole(tmp_path: Path):
    before, after = tmp_path / "before", tmp_path / "after"
    engine_of(ENTRIES, before).close()
    changed = (asked("new", "New.", "who fixes bicycles"), *ENTRIES)
    build_index(Corpus(entries=changed, languages=(EN, ES)), after, before)
    engine = open_index(after)
    assert slugs(ask(engine, "who fixes bicycles")) == ["new"]
    assert slugs(ask(engine, "my heart is racing"))[0] == "steady"
    engine.close()
