"""Compare the relevance of our results on judged queries with that of stock search engines.

On the queries held back from tuning, ours must be far ahead, and keep what was promised to people
in distress and to people who type sentences. The table by class is printed as it is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import Figure
from bench.judgments import (
    HELD_BACK,
    TUNE,
    WRITTEN_FIRST,
    JudgedQuery,
    QueryClass,
    judged,
)
from bench.our_answers import search_ours
from bench.project import content_corpus
from bench.relevance_measures import Answer, Relevance, Search, relevance, score, summed
from bench.stock_engines import StockEngine, StockFts5, StockWhoosh, write_fts5
from reader.search.engine import Corpus
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index

OURS: Final = "ours"
TOGETHER: Final = "all"
_AHEAD: Final = 0.001  # the smallest difference that is printed
AHEAD_IN_NDCG: Final = 0.2
LOST_OF_NDCG: Final = 0.05  # at most, from the queries tuned on to those held back
IN_THREE: Final = 0.8  # at least, of distress and of sentences
_SETS: Final[Mapping[str, Path]] = {"tuned on": TUNE, "held back": HELD_BACK}


def figures(_var: Path) -> tuple[Figure, ...]:
    """Run every judged query in every engine."""
    corpus = content_corpus()
    with TemporaryDirectory() as folder, ExitStack() as open_ones:
        searches = _searches(corpus, Path(folder), open_ones)
        sets = {name: judged(file, corpus.languages) for name, file in _SETS.items()}
        tune, held_back = (measured(searches, queries) for queries in sets.values())
        sets["written first"] = judged(WRITTEN_FIRST, corpus.languages)
        classes = {name: by_class(searches[OURS], queries) for name, queries in sets.items()}
    print(class_table(classes))
    return (*summary(tune, held_back), *promises(classes["tuned on"], classes["held back"]))


def measured(
    searches: Mapping[str, Search], queries: tuple[JudgedQuery, ...]
) -> Mapping[str, Relevance]:
    """Return how well each search answers."""
    return {name: relevance(search, queries) for name, search in searches.items()}


def by_class(search: Search, queries: Iterable[JudgedQuery]) -> Mapping[str, Relevance]:
    """Return class of queries → how well a search answers them, and all of them together."""
    scored = [(each, score(search(each.asked, each.reader), each)) for each in queries]
    of_class = {
        each: [pair for pair in scored if pair[0].query_class is each] for each in QueryClass
    }
    return {each: summed(pairs) for each, pairs in of_class.items()} | {TOGETHER: summed(scored)}


_COLUMNS: Final[Mapping[str, str]] = {
    "queries": "{:d}",
    "ndcg": "{:.3f}",
    "right_first": "{:.2f}",
    "right_in_three": "{:.2f}",
    "forbidden_first": "{:d}",
    "wrong_suggestions": "{:d}",
    "helped": "{:.2f}",
    "alarms": "{:d}",
}


def class_table(classes: Mapping[str, Mapping[str, Relevance]]) -> str:
    """Return set → class → relevance as a table in Markdown."""
    names = (
        "queries | nDCG@10 | right first | right in three | forbidden first | wrong suggestions"
        " | help shown | false alarms"
    )
    rows = (
        f"| {which}: {name} | "
        + " | ".join(form.format(getattr(each, column)) for column, form in _COLUMNS.items())
        + " |"
        for which, found in classes.items()
        for name, each in found.items()
        if each.queries
    )
    ruler = f"|---|{'---:|' * len(_COLUMNS)}"
    return "\n".join((f"| class | {names} |", ruler, *rows)) + "\n"


def promises(tune: Mapping[str, Relevance], held_back: Mapping[str, Relevance]) -> Iterator[Figure]:
    """Yield the figures of the queries held back that do not depend on another engine."""
    for name in (QueryClass.DISTRESS, QueryClass.SENTENCE):
        yield Figure(
            name=f"right page or help in the first three, queries held back: {name}",
            value=held_back[name].right_in_three,
            form="{:.2f}",
            at_least=IN_THREE,
        )
    both = held_back[TOGETHER]
    for fault, count in (
        ("forbidden first results", both.forbidden_first),
        ("wrong suggestions", both.wrong_suggestions),
    ):
        yield Figure(name=f"{fault}, queries held back", value=count, form="{:.0f}", at_most=0)
    yield Figure(
        name="nDCG@10, queries tuned on less those held back",
        value=tune[TOGETHER].ndcg - both.ndcg,
        form="{:.3f}",
        at_most=LOST_OF_NDCG,
    )


def summary(
    tune: Mapping[str, Relevance], held_back: Mapping[str, Relevance]
) -> tuple[Figure, ...]:
    """Return the figures of both sets. Only those of the queries held back have bounds."""
    return (*_rows("tuned on", tune, {}), *_rows("held back", held_back, _bounds(held_back)))


def _bounds(found: Mapping[str, Relevance]) -> Mapping[str, float]:
    """Return measure → what ours has to reach: so much more than every other search."""
    others = [each for name, each in found.items() if name != OURS]
    return {
        measure: max(getattr(other, measure) for other in others) + ahead
        for measure, ahead in _MUST_BE_AHEAD.items()
    }


_MEASURES: Final[Mapping[str, str]] = {
    "ndcg": "nDCG@10",
    "reciprocal_rank": "MRR",
    "right_first": "right first",
}
_MUST_BE_AHEAD: Final[Mapping[str, float]] = {
    "ndcg": AHEAD_IN_NDCG,
    "reciprocal_rank": _AHEAD,
    "right_first": _AHEAD,
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
    stock_engines: Mapping[str, StockEngine] = {
        "Whoosh as it comes": StockWhoosh(entries, languages, folder / "whoosh"),
        "FTS5, unicode61": StockFts5(folder / "unicode61", languages),
        "FTS5, porter": StockFts5(folder / "porter unicode61", languages),
    }
    ours = open_ones.enter_context(closing(open_index(folder / "ours")))
    others = {
        name: _stock_search(open_ones.enter_context(closing(each)))
        for name, each in stock_engines.items()
    }
    return {OURS: search_ours(ours, corpus), **others}


def _stock_search(engine: StockEngine) -> Search:
    return lambda asked, language: Answer(found=[hit.key for hit in engine.search(asked, language)])
