"""How well searches answer the judged queries: ours, and what others would have set up. On the queries held back, ours must be ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import Figure
from bench.judged import HELD_BACK, TUNE, Judged, Place, judged
from bench.project import content_corpus
from bench.relevance import Relevance, Search, relevance
from bench.yardsticks import StockFts5, StockWhoosh, Yardstick, write_fts5
from reader.library.model import LanguageTag
from reader.search.engine import Corpus, Engine, SearchRequest
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

OURS: Final = "ours"
_AHEAD: Final = 0.001  # what is printed: the same is not ahead


def figures(_var: Path) -> tuple[Figure, ...]:
    """Ask every search every judged query."""
    corpus = content_corpus()
    with TemporaryDirectory() as folder, ExitStack() as open_ones:
        searches = _searches(corpus, Path(folder), open_ones)
        tune, held_back = (
            measured(searches, judged(file, corpus.languages)) for file in (TUNE, HELD_BACK)
        )
    return summary(tune, held_back)


def measured(
    searches: Mapping[str, Search], queries: tuple[Judged, ...]
) -> Mapping[str, Relevance]:
    """Return how well each search answers."""
    return {name: relevance(search, queries) for name, search in searches.items()}


def summary(
    tune: Mapping[str, Relevance], held_back: Mapping[str, Relevance]
) -> tuple[Figure, ...]:
    """Return the figures of both sets. Bounds are on what was held back alone."""
    return (*_rows("tuned on", tune, {}), *_rows("held back", held_back, _bounds(held_back)))


def _bounds(found: Mapping[str, Relevance]) -> Mapping[str, float]:
    """Return measure → what ours has to reach: more than each other search."""
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
    yardsticks = {
        "Whoosh as it comes": StockWhoosh(entries, languages, folder / "whoosh"),
        "FTS5, unicode61": StockFts5(folder / "unicode61", languages),
        "FTS5, porter": StockFts5(folder / "porter unicode61", languages),
    }
    ours = open_ones.enter_context(closing(open_index(folder / "ours")))
    others = {
        name: _asking(open_ones.enter_context(closing(each))) for name, each in yardsticks.items()
    }
    return {OURS: asking_ours(ours), **others}


def asking_ours(engine: Engine) -> Search:
    """Return how our engine is asked for places."""

    def search(asked: str, language: LanguageTag) -> tuple[Place, ...]:
        hits = engine.search(SearchRequest(text=asked, language=language)).hits
        return tuple(Place(hit.kind, hit.slug, hit.part, hit.language) for hit in hits)

    return search


def _asking(yardstick: Yardstick) -> Search:
    return lambda asked, language: [found.place for found in yardstick.search(asked, language)]
