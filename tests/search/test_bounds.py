"""No query hurts: each is answered, and none takes more of an index than is stated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from search.endless_index import ENTRIES, endless
from search.small_index import EN, ES, ask
from support.builders import load_library
from support.nasty import DANGEROUS_QUERIES, NASTY
from support.own_content import own_library
from support.sampling import examples
from support.sites import client_of

from reader.search.engine import PAGE_LENGTH, Cut, Engine, SearchResults
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index
from reader.search.searcher import Searcher
from reader.search.work_budget import MAX_POSITIONS, MAX_POSTINGS, MAX_SECONDS

LANGUAGES = (EN, ES)
SYNONYMS = own_library().vocabulary.synonyms
# Of each language. Nothing but the limits of a query holds a search to these.
MAX_TERMS = 8_000
MAX_CANDIDATES = 600
EVERY_WORD_KNOWN = endless(SYNONYMS)
NO_WORD_KNOWN = endless(SYNONYMS, knows="\N{SNOWMAN}")
LONG = 400  # characters: longer ones are asked by themselves


@pytest.fixture(scope="module")
def engine(own_index: Path) -> Iterator[Engine]:
    """The index of our own content."""
    engine = open_index(own_index)
    yield engine
    engine.close()


def assert_bounded(results: SearchResults) -> None:
    work = results.work
    assert work.terms <= MAX_TERMS * len(LANGUAGES)
    assert work.candidates <= MAX_CANDIDATES * len(LANGUAGES)
    assert work.postings <= MAX_POSTINGS
    assert work.positions <= MAX_POSITIONS
    assert len(results.hits) <= PAGE_LENGTH
    assert Cut.TIME not in results.cuts


COMMON = (
    "calm",
    "police",
    "the",
    "de",
    "la",
    "people",
    "gente",
    "safety",
    "a",
    "neighbors",
    "mutual aid",
    "salud mental",
    "policia",
    "fridge",
)
WORDS = st.sampled_from(COMMON) | st.text(alphabet="abcdelmnopsñáé'-", min_size=1, max_size=12)
PHRASES = st.lists(WORDS, min_size=1, max_size=14).map(lambda words: f'"{" ".join(words)}"')
BEGINNINGS = st.text(alphabet="abcdelmnops", min_size=1, max_size=4).map(
    lambda letters: f"{letters}*"
)
ITEMS = (
    WORDS
    | PHRASES
    | BEGINNINGS
    | st.sampled_from([text for text in DANGEROUS_QUERIES.values() if len(text) <= LONG])
    | st.text(max_size=30)
)
WITHOUT = st.one_of(ITEMS, ITEMS.map(lambda item: f"-{item}"))


@pytest.mark.uncounted
@pytest.mark.parametrize("language", LANGUAGES)
@settings(examples(200, long=2_500), suppress_health_check=list(HealthCheck))
@given(query=st.lists(WITHOUT, max_size=14).map(" ".join))
def test_any_query_is_answered_within_bounds(engine: Engine, query: str, language: str) -> None:
    assert_bounded(ask(engine, query, language=language))


@pytest.mark.uncounted
@pytest.mark.parametrize("text", DANGEROUS_QUERIES.values(), ids=DANGEROUS_QUERIES)
def test_dangerous_queries_stay_within_bounds_where_every_word_is_known(text: str) -> None:
    assert_bounded(ask(EVERY_WORD_KNOWN, text))


@pytest.mark.uncounted
@pytest.mark.parametrize("text", DANGEROUS_QUERIES.values(), ids=DANGEROUS_QUERIES)
def test_dangerous_queries_stay_within_bounds_where_no_word_is_known(text: str) -> None:
    assert_bounded(ask(NO_WORD_KNOWN, text))


@example("abcdxf abcdxg abcdxh abcdxi")
@examples(50, long=500)
@given(st.lists(st.text(alphabet="abcdef", min_size=5, max_size=8), max_size=12).map(" ".join))
def test_misspelt_words_are_compared_with_a_bounded_number_of_words(text: str) -> None:
    assert_bounded(ask(NO_WORD_KNOWN, text))


def test_what_is_too_much_work_is_left_out_and_said() -> None:
    results = ask(endless(), " ".join(f"{letter}bc*" for letter in "abcdefghijkl"))
    assert Cut.WORK in results.cuts
    assert results.work.postings > MAX_POSTINGS - ENTRIES
    assert results.hits


def test_an_ordinary_query_is_not_cut(engine: Engine) -> None:
    assert (
        ask(endless(), "cal*").cuts == ask(engine, "the police and the people").cuts == frozenset()
    )


def slow(seconds: float) -> Searcher:
    """Return a search whose clock goes on by so much whenever it is asked."""
    ticks = count()
    return endless(clock=lambda: next(ticks) * seconds)


def test_what_takes_too_long_is_shown_in_part_and_said() -> None:
    results = ask(slow(MAX_SECONDS / 3), 'calm police "people safety"')
    assert Cut.TIME in results.cuts
    assert results.any_word
    assert results.hits


def test_where_no_time_is_left_at_all_the_page_is_empty_and_says_so() -> None:
    results = ask(slow(MAX_SECONDS), "calm")
    assert (results.total, results.cuts) == (0, {Cut.TIME})


def test_a_search_in_time_is_not_said_to_be_cut() -> None:
    assert ask(slow(MAX_SECONDS / 1_000_000), "cal*").cuts == frozenset()


def test_every_dangerous_query_gets_a_page(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    build_index(corpus(load_library(tmp_path / "library")), directory)
    engine = open_index(directory)
    client = client_of(tmp_path / "site", engine=engine)  # type: ignore[arg-type]
    for text in {**NASTY, **DANGEROUS_QUERIES}.values():
        answer = client.get("/es/search", query_string={"q": text.encode("utf-8", "replace")})
        assert answer.status_code == 200
    engine.close()
