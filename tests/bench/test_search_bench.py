"""The benches of search have engines that work, realistic libraries, bounds that can fail."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from search.small_index import entry
from support.own_content import own_library

from bench import judgments, page_latency, sample_corpus, search_process, search_request
from bench.figures import BenchError
from bench.judgments import EditionKey
from bench.nasty_queries import nasty_queries
from bench.processes import parse_uss_bytes
from bench.search_cost import (
    LARGE,
    SMALL,
    USUAL,
    LibraryCost,
    NastyCost,
    growth,
    nastiness,
    percentile,
    summary,
)
from bench.stock_engines import StockEngine, StockFts5, StockWhoosh, write_fts5
from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import Corpus
from reader.search.index.corpus import corpus

EN, ES = LanguageTag("en"), LanguageTag("es")
ENTRIES = (
    entry("fridge", "A fridge stands on the street.", title="Food for <all>"),
    entry("title", "Bread and rice.", title="The fridge"),
    entry("nevera", "La nevera está en la calle.", language="es"),
    entry("fridge-es", "Fridge, en inglés.", language="es"),
)


@pytest.fixture(scope="module")
def real() -> Corpus:
    """Read the project's own content."""
    found = corpus(own_library())
    return replace(found, entries=tuple(found.entries))


def yardstick(name: str, folder: Path) -> StockEngine:
    if name == "whoosh":
        return StockWhoosh(ENTRIES, (EN, ES), folder / "index")
    write_fts5(ENTRIES, (EN, ES), folder / "index", name)
    return StockFts5(folder / "index", (EN, ES))


@pytest.mark.parametrize("name", ["whoosh", "unicode61", "porter unicode61"])
def test_a_yardstick_finds_titles_first_and_the_readers_language_first_and_marks_words(
    name: str, tmp_path: Path
) -> None:
    with closing(yardstick(name, tmp_path)) as search:
        found = search.search("fridge", EN)
        assert [each.key.slug for each in found] == ["title", "fridge", "fridge-es"]
        assert [each.key.slug for each in search.search("fridge", ES)] == [
            "fridge-es",
            "title",
            "fridge",
        ]
        assert re.search(r"<mark[^>]*>fridge</mark>", found[1].snippet)
        assert re.search(r"<mark[^>]*>fridge</mark>", found[0].title)
        assert search.search('"fridge stands" zzz', EN)[0].key == EditionKey(
            Kind.EXPERIMENT, Slug("fridge"), None, EN
        )
        assert search.search("nev*", EN)[0].key.slug == "nevera"
        assert list(search.search("--- ?", EN)) == []


def test_an_invented_library_is_the_same_each_time_and_has_the_size_asked_for(real: Corpus) -> None:
    one, other = (tuple(sample_corpus.larger(real, 50).entries) for _ in range(2))
    assert one == other
    assert Counter(each.language for each in one) == {EN: 25, ES: 25}
    assert len({each.slug for each in one}) == 50


def test_an_invented_text_is_made_of_real_sentences_about_as_many_as_real_texts_have(
    real: Corpus,
) -> None:
    entries = tuple(real.entries)
    own = {
        language: {
            line
            for each in entries
            if each.language == language
            for line in sample_corpus.sentences(each.text)
        }
        for language in (EN, ES)
    }
    invented = tuple(sample_corpus.larger(real, 200).entries)
    shares = []
    for each in invented:
        said = list(sample_corpus.sentences(each.text))
        # Blocks run into one another: what ended a line in its own text may end none here.
        shares.append((sum(sentence in own[each.language] for sentence in said), len(said)))
        assert shares[-1][0] >= 0.5 * len(said) - sample_corpus.NAMES, each.text
        assert [offset for offset, _ in each.anchors] == sorted(
            {offset for offset, _ in each.anchors}
        )
    assert sum(known for known, _ in shares) >= 0.7 * sum(length for _, length in shares)
    lengths = [sum(len(each.text) for each in shelf) / len(shelf) for shelf in (entries, invented)]
    assert lengths[1] == pytest.approx(lengths[0], rel=0.25)


def test_mixed_queries_are_distinct_and_of_every_kind(real: Corpus) -> None:
    queries = sample_corpus.mixed_queries(real.entries, 200)
    assert len(set(queries)) == 200
    assert {language for _, language in queries} == {EN, ES}
    shapes = Counter(
        "phrase" if '"' in asked else "beginning" if "*" in asked else len(asked.split())
        for asked, _ in queries
    )
    assert min(shapes["phrase"], shapes["beginning"], shapes[1], shapes[2]) >= 15
    assert sample_corpus.mixed_queries(real.entries, 20) == queries[:20]


def test_some_queries_have_a_misspelled_word(real: Corpus) -> None:
    written = set(re.findall(r"\w+", "\n".join(entry.text for entry in real.entries)))
    asked = [asked for asked, _ in sample_corpus.mixed_queries(real.entries, 40) if asked.isalpha()]
    assert 3 <= sum(word not in written for word in asked) <= 4


def library(editions: int, **changed: object) -> LibraryCost:
    usual = {
        "building_seconds": 1.0,
        "again_seconds": 0.05,
        "ours": [2.0] * 100,
        "fts5": [1.0] * 100,
        "megabytes": 1.0,
    }
    return LibraryCost(editions=editions, **{**usual, **changed})


@pytest.mark.parametrize(
    ("measured", "missed"),
    [
        (library(SMALL), []),
        (library(SMALL, megabytes=11.1), ["memory"]),
        (library(USUAL, megabytes=15.1), []),
        (library(LARGE, megabytes=150.1, building_seconds=160), ["memory"]),
        (library(USUAL, building_seconds=16.8), ["editions indexed"]),
        (library(USUAL, again_seconds=0.051), ["index after one edition changed"]),
        (library(USUAL, ours=[4.1] * 99 + [2.0]), ["CPU against FTS5 with snippet(), p50"]),
        (library(USUAL, ours=[2.0] * 98 + [6.1] * 2), ["CPU against FTS5 with snippet(), p99"]),
        (library(SMALL, ours=[12.0] * 98 + [15.1] * 2), ["CPU against FTS5 with snippet(), p99"]),
    ],
)
def test_a_slow_or_hungry_search_misses_its_bound(measured: LibraryCost, missed: list[str]) -> None:
    told = [figure.name for figure in summary(measured) if figure.verdict == "MISSED"]
    assert [name[: len(begin)] for name, begin in zip(told, missed, strict=True)] == missed


def test_slow_queries_must_not_become_much_slower_in_a_large_library() -> None:
    verdicts = [
        growth(library(USUAL), library(LARGE, ours=[2.0] * 98 + [slow] * 2)).verdict
        for slow in (10.0, 10.1)
    ]
    assert verdicts == ["ok", "MISSED"]


def test_the_worst_query_of_a_thousand_is_held_against_the_median_judged_one() -> None:
    verdicts = [
        nastiness(NastyCost(judged=[1, 2, 30], nasty=[1.0] * 999 + [worst])).verdict
        for worst in (40, 41)
    ]
    assert verdicts == ["ok", "MISSED"]


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = list(range(1, 201))
    assert [percentile(values[::-1], share) for share in (0, 0.5, 0.99, 1)] == [1, 101, 199, 200]


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        (search_request.summary([1, 6, 90], [2, 2, 50]), "ok"),
        (search_request.summary([1, 6.1, 90], [2, 2, 50]), "MISSED"),
        (page_latency.summary([1.0] * 100, [1.0] * 98 + [5.0] * 2), "ok"),
        (page_latency.summary([1.0] * 100, [1.0] * 98 + [5.1] * 2), "MISSED"),
    ],
)
def test_requests_and_disturbance_have_bounds(figures: tuple, verdict: str) -> None:
    assert [figure.verdict for figure in figures] == ["", verdict]


def test_own_memory_is_what_no_other_process_has_mapped() -> None:
    rollup = (
        "Pss: 90 kB\nShared_Clean: 40 kB\nPrivate_Clean:   7 kB\n"
        "Private_Dirty:  5 kB\nPrivate_Hugetlb: 9 kB\n"
    )
    assert parse_uss_bytes(rollup) == 12 * 1024
    with pytest.raises(BenchError):
        parse_uss_bytes("Pss: 90 kB\nPrivate_Dirty: 5 kB\n")


def test_nasty_queries_are_the_same_each_time_and_of_every_kind(real: Corpus) -> None:
    entries = tuple(real.entries)
    queries = nasty_queries(entries, 100)
    assert queries == nasty_queries(entries, 200)[:100]
    assert len(set(queries)) > 95
    assert sum('"' in query for query in queries) >= 30
    assert sum("*" in query for query in queries) >= 10
    assert max(map(len, queries)) > 200


def test_a_searcher_builds_asks_and_is_hurt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, less in (("MIXED", 12), ("NASTY", 10), ("ROUNDS", 2)):
        monkeypatch.setattr(search_process, name, less)
    every = judgments.judged
    monkeypatch.setattr(judgments, "judged", lambda *which: every(*which)[:40])

    assert min(search_process.build(6, tmp_path).values()) > 0
    asked, hurt = search_process.ask(6, tmp_path), search_process.hurt(6, tmp_path)

    assert {name: len(times) for name, times in asked.items()} == {"ours": 12, "fts5": 12}
    assert len(hurt["nasty"]) == 10 and len(hurt["judged"]) == 80
    assert search_process.hold(6, tmp_path)["before_bytes"] > 1_000_000
