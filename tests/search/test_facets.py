"""Results filtered down, counted and put in order by date; topics named; where a hit leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import EN, ES, ask, engine_of, entry, slugs
from support.builders import load_library

from reader.library.model import Kind, Slug, StatusWord
from reader.search.engine import Engine, Facet, Order, SearchEntry, SearchRequest, SearchResults
from reader.search.index.corpus import corpus
from reader.search.index.facet_columns import FacetColumns, FacetColumnsBuilder
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index


def about(
    slug: str,
    kind: Kind,
    topics: str,
    *,
    date: str,
    status: StatusWord | None = None,
    language: str = "en",
) -> SearchEntry:
    bare = entry(slug, "Neighbors share bread.", language=language)
    codes = tuple(map(Slug, topics.split()))
    attributes = (Slug("no-police"),) if "o" in slug else ()
    return replace(bare, kind=kind, topics=codes, attributes=attributes, status=status, date=date)


ENTRIES = (
    about("two", Kind.EXPERIMENT, "food health", date="2026-03-01", status=StatusWord.CLOSED),
    about("one", Kind.EXPERIMENT, "food", date="2026-01-02", status=StatusWord.OPEN),
    about("three", Kind.ZINE, "health", date="2025-12-31"),
    about("four", Kind.EPISODE, "", date="2026-03-01"),
    about("uno", Kind.EXPERIMENT, "food", date="2026-09-09", status=StatusWord.OPEN, language="es"),
)
TOPICS = {
    EN: {
        "food": "Food",
        "health": "Health",
        "mental-health": "Mental health",
        "how": "How to start",
        "deescalation": "De-escalation",
    },
    ES: {
        "food": "Comida",
        "health": "Salud",
        "mental-health": "Salud mental",
        "how": "Cómo empezar",
        "deescalation": "Desescalada",
    },
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(ENTRIES, tmp_path_factory.mktemp("facets") / "index", topics=TOPICS)
    yield engine
    engine.close()


def filtered(
    engine: Engine, chosen: Mapping[Facet, str], order: Order = Order.RELEVANCE
) -> SearchResults:
    return engine.search(SearchRequest(text="bread", language=EN, chosen=chosen, order=order))


def test_every_value_of_every_facet_is_counted(engine: Engine) -> None:
    assert filtered(engine, {}).counts == {
        Facet.KIND: {"experiment": 3, "zine": 1, "episode": 1},
        Facet.TOPIC: {"food": 3, "health": 2},
        Facet.LANGUAGE: {"en": 4, "es": 1},
        Facet.ATTRIBUTE: {"no-police": 4},
        Facet.STATUS: {"open": 2, "closed": 1},
    }


def test_what_is_chosen_is_left_and_counts_say_what_another_choice_would_leave(
    engine: Engine,
) -> None:
    results = filtered(engine, {Facet.TOPIC: "food", Facet.LANGUAGE: "en"})
    assert set(slugs(results)) == {"one", "two"}
    assert results.total == 2
    assert results.counts[Facet.TOPIC] == {"food": 2, "health": 2}
    assert results.counts[Facet.LANGUAGE] == {"en": 2, "es": 1}
    assert results.counts[Facet.STATUS] == {"open": 1, "closed": 1}


@pytest.mark.parametrize("facet", Facet)
def test_a_value_that_nothing_has_leaves_nothing(engine: Engine, facet: Facet) -> None:
    results = filtered(engine, {facet: "no such thing"})
    assert (results.total, results.hits, results.page_count) == (0, (), 0)


def answer(engine: Engine, chosen: Mapping[Facet, str]) -> SearchResults:
    return cached_answer(engine, frozenset(chosen.items()))


@cache
def cached_answer(engine: Engine, chosen: frozenset[tuple[Facet, str]]) -> SearchResults:
    return filtered(engine, dict(chosen))


VALUES = {
    Facet.KIND: ["experiment", "zine", "page"],
    Facet.TOPIC: ["food", "health"],
    Facet.LANGUAGE: ["en", "es"],
    Facet.ATTRIBUTE: ["no-police"],
    Facet.STATUS: ["open", "closed"],
}


@given(
    st.fixed_dictionaries(
        {}, optional={facet: st.sampled_from(values) for facet, values in VALUES.items()}
    )
)
def test_a_count_is_what_choosing_the_value_leaves(
    engine: Engine, chosen: dict[Facet, str]
) -> None:
    for facet, counts in answer(engine, chosen).counts.items():
        for value in VALUES[facet]:
            assert answer(engine, {**chosen, facet: value}).total == counts.get(value, 0)


def test_what_has_closed_weighs_less(engine: Engine) -> None:
    assert slugs(filtered(engine, {Facet.KIND: "experiment", Facet.LANGUAGE: "en"})) == [
        "one",
        "two",
    ]


def test_the_newest_come_first_within_a_language_and_equals_by_relevance(engine: Engine) -> None:
    assert slugs(filtered(engine, {}, Order.NEWEST)) == ["four", "two", "one", "three", "uno"]
    assert [hit.date for hit in filtered(engine, {}, Order.NEWEST).hits][:3] == [
        "2026-03-01",
        "2026-03-01",
        "2026-01-02",
    ]


def test_columns_know_the_lengths_of_one_language() -> None:
    builder = FacetColumnsBuilder()
    for number, language in enumerate(("en", "es", "en")):
        builder.add(entry("x", "x", language=language), number + 1)
    columns: FacetColumns = builder.columns()
    assert list(columns.lengths_in(EN)) == [1, 0, 3]
    assert list(columns.lengths_in(ES)) == [0, 2, 0]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("food", ("food",)),
        ("COMIDA gratis", ("food",)),
        ("mental health first", ("mental-health",)),
        ("salud", ("health",)),
        ("how do I start", ("how",)),
        ("de escalation", ("deescalation",)),
        ("deescalation", ("deescalation",)),
        ('"mental health"', ("mental-health",)),
        ("-food bread", ()),
        ("the", ()),
        ("", ()),
        ("food salud", ("food", "health")),
    ],
)
def test_a_topic_whose_whole_name_is_asked_for_is_named(
    engine: Engine, text: str, topics: tuple[str, ...]
) -> None:
    assert ask(engine, text).topics == topics


def test_a_hit_leads_to_the_heading_above_what_it_shows(tmp_path: Path) -> None:
    build_index(corpus(load_library(tmp_path)), tmp_path / "index")
    engine = open_index(tmp_path / "index")
    anchors = {(hit.slug, hit.part): hit.anchor for hit in ask(engine, "bread", only="en").hits}
    assert anchors["free-fridge", None] == "how-it-works"
    assert ask(engine, "free fridge", only="en").hits[0].anchor is None
    engine.close()


def test_who_looks_for_what_the_title_says_begins_at_the_top(tmp_path: Path) -> None:
    text = "Heading\nWords about gardens and bread."
    engine = engine_of(
        [replace(entry("doc", text, title="Gardens"), anchors=((0, "heading"),))],
        tmp_path / "index",
    )
    assert [
        ask(engine, query).hits[0].anchor for query in ("gardens", "bread", "gardens bread")
    ] == [None, "heading", "heading"]
    engine.close()


def test_what_stands_in_the_summary_or_in_a_label_leads_to_the_top(tmp_path: Path) -> None:
    text = "Intro line.\nHeading one\nWords about gardens.\nHeading two\nWords about bread."
    anchors = ((text.index("Heading one"), "one"), (text.index("Heading two"), "two"))
    entries = [
        replace(
            entry("doc", text, summary="A summary of soup.", labels=("Oakland",)), anchors=anchors
        )
    ]
    engine = engine_of(entries, tmp_path / "index")
    led = {
        word: ask(engine, word).hits[0].anchor
        for word in ("soup", "intro", "gardens", "bread", "oakland", "heading")
    }
    assert led == {
        "soup": None,
        "intro": None,
        "gardens": "one",
        "bread": "two",
        "oakland": None,
        "heading": "one",
    }
    engine.close()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("helth", ("health", "mental-health")),
        ("saludd", ("health", "mental-health")),
        ("xyzzy", ()),
    ],
)
def test_the_topics_named_most_like_what_was_not_found_are_told(
    engine: Engine, text: str, nearest: tuple[str, ...]
) -> None:
    assert ask(engine, text).nearest_topics == nearest


def test_the_topics_of_what_the_filters_left_out_are_told(engine: Engine) -> None:
    results = filtered(engine, {Facet.KIND: "page"})
    assert (results.total, results.nearest_topics) == (0, ("food", "health"))
    assert filtered(engine, {}).nearest_topics == ()
