"""Run searches to be measured in a process of its own; prints JSON.

`python -m bench.search_process TASK EDITIONS FOLDER`: ``build`` writes the indexes and the queries,
``ask`` runs the mixed queries, ``hurt`` the nasty ones beside the judged ones, and ``hold`` runs
the mixed queries in our engine and stays until its input ends.
"""

# ruff: noqa: PLC0415
# Imports are inside functions: what a task does not need is not measured.

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final, TypeAlias

MIXED: Final = 200
NASTY: Final = 1_000
ROUNDS: Final = 3
_QUERIES: Final = "queries.json"

Asked: TypeAlias = Sequence[tuple[str, str]]  # query, language of who asks
Search: TypeAlias = Callable[[str, str], object]


def build(editions: int, folder: Path) -> Mapping[str, float]:
    """Build our index, again after one edition changed, and FTS5's; return the CPU time of ours."""
    from bench.judgments import HELD_BACK, TUNE, judged
    from bench.nasty_queries import nasty_queries
    from bench.project import content_corpus
    from bench.sample_corpus import larger, mixed_queries
    from bench.stock_engines import write_fts5
    from reader.search.index.whoosh_writer import build_index

    corpus = larger(content_corpus(), editions)
    entries, languages = tuple(corpus.entries), corpus.languages
    first, *others = entries
    changed = (*others, replace(first, text=f"{first.text}\nOne more line."))
    seconds = {
        "building_seconds": _cpu_seconds(
            build_index, replace(corpus, entries=entries), folder / "ours"
        ),
        "again_seconds": _cpu_seconds(
            build_index, replace(corpus, entries=changed), folder / "again", folder / "ours"
        ),
    }
    write_fts5(entries, languages, folder / "fts5", "porter unicode61")
    queries = {
        "mixed": mixed_queries(entries, MIXED),
        "judged": [
            (each.asked, each.reader)
            for file in (TUNE, HELD_BACK)
            for each in judged(file, languages)
        ],
        "nasty": [
            (text, languages[number % len(languages)])
            for number, text in enumerate(nasty_queries(entries, NASTY))
        ],
    }
    (folder / _QUERIES).write_text(json.dumps(queries), encoding="utf-8")
    return seconds


def ask(_editions: int, folder: Path) -> Mapping[str, list[float]]:
    """Return the median milliseconds of each mixed query in both engines."""
    rounds: dict[str, list[list[float]]] = {"ours": [], "fts5": []}
    for _ in range(ROUNDS):
        with closing(_Ours(folder)) as ours, closing(_fts5(folder)) as fts5:
            each = [
                (_milliseconds(ours.search, *query), _milliseconds(fts5.search, *query))
                for query in _queries(folder)["mixed"]
            ]
        for name, times in zip(rounds, zip(*each, strict=True), strict=True):
            rounds[name].append(list(times))
    return _middle(rounds)


def hurt(_editions: int, folder: Path) -> Mapping[str, list[float]]:
    """Return the median milliseconds of the judged and the nasty queries in our engine."""
    queries = _queries(folder)
    rounds: dict[str, list[list[float]]] = {"judged": [], "nasty": []}
    for _ in range(ROUNDS):
        with closing(_Ours(folder)) as ours:
            for name, own in rounds.items():
                own.append([_milliseconds(ours.search, *query) for query in queries[name]])
    return _middle(rounds)


def hold(_editions: int, folder: Path) -> Mapping[str, int]:
    """Run the mixed queries in our engine; return the private memory before search was imported."""
    from bench.processes import uss_bytes

    queries = _queries(folder)["mixed"]
    before = uss_bytes(os.getpid())
    ours = _Ours(folder)
    for query in queries:
        ours.search(*query)
    return {"before_bytes": before}


class _Ours:
    """Our engine, with the interface of a stock engine."""

    def __init__(self, folder: Path) -> None:
        from reader.search.engine import SearchRequest
        from reader.search.open_index import open_index

        self._engine = open_index(folder / "ours")
        self._request: Callable[..., Any] = SearchRequest

    def search(self, text: str, language: str) -> object:
        return self._engine.search(self._request(text=text, language=language))

    def close(self) -> None:
        self._engine.close()


def _middle(rounds: Mapping[str, list[list[float]]]) -> dict[str, list[float]]:
    """Return the median of each query over the rounds."""
    return {
        name: [median(times) for times in zip(*own, strict=True)] for name, own in rounds.items()
    }


def _fts5(folder: Path) -> Any:
    from bench.stock_engines import StockFts5
    from reader.library.model import LanguageTag

    return StockFts5(folder / "fts5", (LanguageTag("en"), LanguageTag("es")))


def _queries(folder: Path) -> Mapping[str, Asked]:
    queries: Mapping[str, Asked] = json.loads((folder / _QUERIES).read_text(encoding="utf-8"))
    return queries


def _cpu_seconds(task: Callable[..., object], *arguments: object) -> float:
    started = process_time()
    task(*arguments)
    return process_time() - started


def _milliseconds(search: Search, text: str, language: str) -> float:
    started = process_time()
    search(text, language)
    return (process_time() - started) * 1_000


TASKS: Final[Mapping[str, Callable[[int, Path], Mapping[str, Any]]]] = {
    "build": build,
    "ask": ask,
    "hurt": hurt,
    "hold": hold,
}

if __name__ == "__main__":
    _task, _editions, _folder = sys.argv[1:]
    print(json.dumps(TASKS[_task](int(_editions), Path(_folder))), flush=True)
    if _task == "hold":
        sys.stdin.read()
