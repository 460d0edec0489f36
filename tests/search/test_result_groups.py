"""Editions of a work are one result, and parts of a zine stand under it from the third on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.small_index import ask, engine_of, entry, slugs

from reader.library.model import Kind, Slug
from reader.search.engine import (
    PAGE_LENGTH,
    Engine,
    Facet,
    Order,
    SearchEntry,
    SearchRequest,
    SearchResults,
)


def of_zine(part: str | None, text: str, language: str = "en") -> SearchEntry:
    slug = Slug(part) if part else None
    return replace(entry("zine", text, language=language), kind=Kind.ZINE, part=slug)


# The more bread, the better; each has soup, in English or in Spanish.
ENTRIES = (
    *(of_zine(f"p{number}", "Soup. " + "bread " * number) for number in range(1, 7)),
    of_zine(None, "Soup, and a little bread."),
    of_zine("p3", "Sopa. Soup. Bread bread.", "es"),
    of_zine("p9", "Sopa. Bread.", "es"),
    entry("fridge", "Soup bread bread bread."),
    entry("fridge", "Sopa, soup, bread.", language="es"),
    entry("nevera", "Sopa.", language="es"),
    entry("barrio", "Sopa.", language="es"),
    entry("barrio", "Neighbors."),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(ENTRIES, tmp_path_factory.mktemp("groups") / "index")
    yield engine
    engine.close()


def names(results: SearchResults) -> list[str]:
    """Return what one page of results holds: the part of a zine, or the slug."""
    return [str(hit.part or hit.slug) for hit in results.hits]


def test_editions_of_a_work_are_one_result_in_the_reader_s_language(engine: Engine) -> None:
    for language, other in (("en", "es"), ("es", "en")):
        (fridge,) = (
            hit for hit in ask(engine, "soup", language=language).hits if hit.slug == "fridge"
        )
        assert (fridge.language, fridge.editions) == (language, (other,))


def test_a_work_that_matches_in_one_language_is_shown_in_that(engine: Engine) -> None:
    (barrio,) = (hit for hit in ask(engine, "sopa", language="en").hits if hit.slug == "barrio")
    assert (barrio.language, barrio.editions) == ("es", ())


def test_who_types_the_whole_title_of_an_edition_is_shown_that_one(tmp_path: Path) -> None:
    entries = (
        entry("doc", "Un texto. One text.", title="Un jardín", language="es"),
        entry("doc", "One text. Un jardín.", title="A garden"),
    )
    engine = engine_of(entries, tmp_path / "index")
    (hit,) = ask(engine, "un jardín", language="en").hits
    assert (hit.language, hit.editions) == ("es", ("en",))
    engine.close()


def test_from_the_third_on_parts_stand_under_the_first_result_of_their_zine(engine: Engine) -> None:
    results = ask(engine, "bread")
    parts = [hit for hit in results.hits if hit.slug == "zine" and hit.part]
    (first, second) = parts
    assert second.parts == ()
    found = [first.part, second.part, *first.parts]
    assert sorted(found) == [f"p{number}" for number in (1, 2, 3, 4, 5, 6, 9)]


def test_a_result_counts_once_and_for_every_language_that_it_matches_in(engine: Engine) -> None:
    results = ask(engine, "bread")
    assert sorted(names(results))[:1] == ["fridge"]
    assert results.total == len(results.hits) == 4  # the zine, two parts, the fridge
    assert results.counts[Facet.KIND] == {"zine": 3, "experiment": 1}
    assert results.counts[Facet.LANGUAGE] == {"en": 4, "es": 3}  # two parts and the fridge


def test_what_filters_leave_out_is_counted_too(engine: Engine) -> None:
    results = ask(engine, "sopa", only="en")
    assert (results.total, results.total_unfiltered) == (0, 5)
    assert ask(engine, "bread").total_unfiltered == 4


CHOICES = {Facet.KIND: ["zine", "experiment", "page"], Facet.LANGUAGE: ["en", "es"]}


def answer(engine: Engine, text: str, chosen: Mapping[Facet, str], order: Order) -> SearchResults:
    return cached_answer(engine, text, frozenset(chosen.items()), order)


@cache
def cached_answer(
    engine: Engine, text: str, chosen: frozenset[tuple[Facet, str]], order: Order
) -> SearchResults:
    return engine.search(SearchRequest(text=text, language="en", chosen=dict(chosen), order=order))


@given(
    st.sampled_from(["bread", "soup", "sopa", "bread soup"]),
    st.fixed_dictionaries(
        {}, optional={facet: st.sampled_from(values) for facet, values in CHOICES.items()}
    ),
    st.sampled_from(Order),
)
def test_a_count_is_what_choosing_the_value_leaves(
    engine: Engine, text: str, chosen: dict[Facet, str], order: Order
) -> None:
    for facet, values in CHOICES.items():
        counts = answer(engine, text, chosen, order).counts[facet]
        for value in values:
            left = answer(engine, text, {**chosen, facet: value}, order)
            assert left.total == counts.get(value, 0)


def test_pages_together_have_every_result_once(tmp_path: Path) -> None:
    entries = [
        replace(
            entry(f"w{at // 2}", "Bread.", language="en" if at % 2 else "es"), kind=Kind.EPISODE
        )
        for at in range(50)
    ]
    engine = engine_of(entries, tmp_path / "index")
    pages = [ask(engine, "bread", page=number) for number in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [PAGE_LENGTH, PAGE_LENGTH, 5]
    assert pages[0].page_count == 3
    assert len({slug for page in pages for slug in slugs(page)}) == 25
    engine.close()


def test_labels_are_told_only_if_nothing_that_is_shown_has_a_word(tmp_path: Path) -> None:
    labels = ("De-escalation", "Mutual aid")
    entries = (
        entry("label", "Nothing of it.", labels=labels),
        entry("text", "We teach de-escalation.", labels=labels),
    )
    engine = engine_of(entries, tmp_path / "index")
    told = {hit.slug: hit.labels for hit in ask(engine, "de-escalation").hits}
    assert told == {"label": ("De-escalation",), "text": ()}
    assert ask(engine, "mutual aid").hits[0].labels == ("Mutual aid",)
    engine.close()
