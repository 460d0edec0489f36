"""Measure the cost of search in libraries of several sizes: CPU against FTS5, indexing, memory.

Every task runs in a process of its own that has just opened the index; no query is asked twice.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench import page_latency, search_request
from bench.figures import BenchError, Figure
from bench.processes import uss_bytes
from bench.project import PROJECT

SMALL: Final = 60
USUAL: Final = 1_000
LARGE: Final = 10_000
_TIMEOUT_SECONDS: Final = 1_200
_MEGABYTES_AT_MOST: Final[Mapping[int, float]] = {SMALL: 11, LARGE: 150}
# Times the CPU of FTS5, by the number of editions: median, 99th percentile.
_TIMES_AT_MOST: Final[Mapping[int, tuple[float, float]]] = {USUAL: (4, 6)}
_TIMES_AT_MOST_ELSE: Final = (12.0, 15.0)
_HOLDERS: Final = 2  # files that both have mapped are nobody's own


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCost:
    """The costs of one library. Query times are CPU milliseconds, of the same queries in both.

    ``again_seconds`` is the CPU time of indexing again after one edition changed.
    """

    editions: int
    building_seconds: float
    again_seconds: float
    ours: Sequence[float]
    fts5: Sequence[float]
    megabytes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NastyCost:
    """The CPU milliseconds of judged queries, and of nasty ones."""

    judged: Sequence[float]
    nasty: Sequence[float]


def figures(var: Path) -> tuple[Figure, ...]:
    """Measure libraries of 60 and of 1,000 editions, and the site that was built."""
    with TemporaryDirectory() as folder:
        libraries = [
            measured(editions, Path(folder) / str(editions)) for editions in (SMALL, USUAL)
        ]
        hurt = NastyCost(**_run("hurt", USUAL, Path(folder) / str(USUAL)))
    costs = [figure for library in libraries for figure in summary(library)]
    return (*costs, nastiness(hurt), *search_request.figures(var), *page_latency.figures(var))


def large_figures(_var: Path) -> tuple[Figure, ...]:
    """Measure libraries of 1,000 and of 10,000 editions: some minutes."""
    with TemporaryDirectory() as folder:
        usual, large = (
            measured(editions, Path(folder) / str(editions)) for editions in (USUAL, LARGE)
        )
    return (*summary(large), growth(usual, large))


def measured(editions: int, folder: Path) -> LibraryCost:
    """Build a library and ask it."""
    folder.mkdir()
    built = _run("build", editions, folder)
    return LibraryCost(
        editions=editions,
        megabytes=_megabytes(editions, folder),
        **built,
        **_run("ask", editions, folder),
    )


def summary(library: LibraryCost) -> Iterator[Figure]:
    """Yield the figures of one library."""
    size = f"{library.editions:,} editions"
    times = _TIMES_AT_MOST.get(library.editions, _TIMES_AT_MOST_ELSE)
    for share, at_most in zip((0.5, 0.99), times, strict=True):
        ours, fts5 = percentile(library.ours, share), percentile(library.fts5, share)
        shown = f"p{100 * share:.0f} of mixed queries with ten marked results, {size}"
        yield Figure(name=f"CPU, {shown}", value=ours, form="{:.2f} ms")
        yield Figure(
            name=f"CPU against FTS5 with snippet(), {shown}",
            value=ours / fts5,
            form="{:.1f} times",
            at_most=at_most,
        )
    if library.editions >= USUAL:
        rate = library.editions / library.building_seconds
        yield Figure(
            name=f"editions indexed a second of CPU, {size}", value=rate, form="{:.0f}", at_least=60
        )
        yield Figure(
            name=f"CPU, index after one edition changed, {size}",
            value=library.again_seconds,
            form="{:.2f} s",
        )
        share = library.building_seconds / library.again_seconds
        yield Figure(
            name=f"index after one edition changed, quicker than from nothing, {size}",
            value=share,
            form="{:.0f} times",
            at_least=20,
        )
    limit = _MEGABYTES_AT_MOST.get(library.editions)
    yield Figure(
        name=f"memory that search adds to a worker (USS), {size}",
        value=library.megabytes,
        form="{:.1f} MB",
        at_most=limit,
    )


def growth(usual: LibraryCost, large: LibraryCost) -> Figure:
    """Return how much more the slow queries of a large library take."""
    ratio = percentile(large.ours, 0.99) / percentile(usual.ours, 0.99)
    return Figure(
        name=f"p99 with {large.editions:,} editions against {usual.editions:,}",
        value=ratio,
        form="{:.1f} times",
        at_most=5,
    )


def nastiness(hurt: NastyCost) -> Figure:
    """Return the CPU time of the worst nasty query against that of the median judged one."""
    ratio = percentile(hurt.nasty, 0.999) / median(hurt.judged)
    name = (
        f"CPU, p99.9 of {len(hurt.nasty):,} nasty queries against the median judged one, "
        f"{USUAL:,} editions"
    )
    return Figure(name=name, value=ratio, form="{:.1f} times", at_most=20)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that this share of values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _megabytes(editions: int, folder: Path) -> float:
    """Return the private memory that search adds to one of two processes that both search."""
    with ExitStack() as running:
        holders = [
            running.enter_context(_process("hold", editions, folder)) for _ in range(_HOLDERS)
        ]
        before = [_answer(holder)["before_bytes"] for holder in holders]
        after = [uss_bytes(holder.pid) for holder in holders]
        for holder in holders:
            holder.communicate()
    return median(held - had for held, had in zip(after, before, strict=True)) / 1e6


def _run(task: str, editions: int, folder: Path) -> dict[str, Any]:
    with _process(task, editions, folder) as process:
        said, _ = process.communicate(timeout=_TIMEOUT_SECONDS)
    if process.returncode:
        raise BenchError(f"The searcher could not {task} {editions} editions.")
    answer: dict[str, Any] = json.loads(said)
    return answer


def _process(task: str, editions: int, folder: Path) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "bench.search_process", task, str(editions), str(folder))
    return subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _answer(process: subprocess.Popen[str]) -> dict[str, int]:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise BenchError("A searcher ended before it answered.")
    answer: dict[str, int] = json.loads(line)
    return answer
