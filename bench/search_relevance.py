"""Compare the relevance of our results on judged queries with that of stock search engines.

On the queries held back from tuning, ours must be ahead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import Figure
from bench.judgments import HELD_BACK, TUNE, EditionKey, JudgedQuery, judged
from bench.project import content_corpus
from bench.relevance_measures import Relevance, Search, relevance
from bench.stock_engines import StockEngine, StockFts5, StockWhoosh, write_fts5
from reader.library.model import LanguageTag
from reader.search.engine import Corpus, Engine, SearchRequest
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

OURS: Final = "ours"
_AHEAD: Final = 0.001  # the smallest difference that is printed


def figures(_var: Path) -> tuple[Figure, ...]:
    """Run every judged query in every engine."""
    corpus = content_corpus()
    with TemporaryDirectory() as folder, ExitStack() as open_ones:
        searches = _searches(corpus, Path(folder), open_ones)
        tune, held_back = (
            measured(searches, judged(file, corpus.languages)) for file in (TUNE, HELD_BACK)
        )
    return summary(tune, held_back)


def measured(
    searches: Mapping[str, Search], queries: tuple[JudgedQuery, ...]
) -> Mapping[str, Relevance]:
    """Return how well each search answers."""
    return {name: relevance(search, queries) for name, search in searches.items()}


def summary(
    tune: Mapping[str, Relevance], held_back: Mapping[str, Relevance]
) -> tuple[Figure, ...]:
    """Return the figures of both sets. Only those of the queries held back have bounds."""
    return (*_rows("tuned on", tune, {}), *_rows("held back", held_back, _bounds(held_back)))


def _bounds(found: Mapping[str, Relevance]) -> Mapping[str, float]:
    """Return measure → what ours has to reach: more than every other search."""
    others = [each for name, each in found.items() if name != OURS]
    return {
        measure: max(getattr(other, measure) for other in others) + _AHEAD for measure in _MEASURES
    }


_MEASURES: Final[Mapping[str, str]] = {
    "ndcg": "nDCG@10",
    "reciprocal_rank": "MRR",
    "right_first": "right first",
}


def _rows(
    which: str, found: Mapping[str, Relevance], bounds: Mapping[str, float]
) -> Iterator[Figure]:
    for measure, shown in _MEASURES.items():
        for name, each in found.items():
            at_least = bounds.get(measure) if name == OURS else None
            yield Figure(
                name=f"{shown}, queries {which}: {name}",
                value=getattr(each, measure),
                form="{:.3f}",
                at_least=at_least,
            )


def _searches(corpus: Corpus, folder: Path, open_ones: ExitStack) -> Mapping[str, Search]:
    entries, languages = tuple(corpus.entries), corpus.languages
    build_index(corpus, folder / "ours")
    for tokenizer in ("unicode61", "porter unicode61"):
        write_fts5(entries, languages, folder / tokenizer, tokenizer)
    stock_engines = {
        "Whoosh as it comes": StockWhoosh(entries, languages, folder / "whoosh"),
        "FTS5, unicode61": StockFts5(folder / "unicode61", languages),
        "FTS5, porter": StockFts5(folder / "porter unicode61", languages),
    }
    ours = open_ones.enter_context(closing(open_index(folder / "ours")))
    others = {
        name: _stock_search(open_ones.enter_context(closing(each)))
        for name, each in stock_engines.items()
    }
    return {OURS: search_ours(ours), **others}


def search_ours(engine: Engine) -> Search:
    """Return our engine as a search for editions."""

    def search(asked: str, language: LanguageTag) -> tuple[EditionKey, ...]:
        hits = engine.search(SearchRequest(text=asked, language=language)).hits
        return tuple(EditionKey(hit.kind, hit.slug, hit.part, hit.language) for hit in hits)

    return search


def _stock_search(engine: StockEngine) -> Search:
    return lambda asked, language: [hit.key for hit in engine.search(asked, language)]
