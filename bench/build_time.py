"""Time `reader build` as a process: from nothing, unchanged, after one changed document."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.figures import BenchError, Figure
from bench.project import CONTENT, PROJECT, environment
from bench.sample_content import write_content

# What the command `reader` does, found without knowing where it was installed.
_COMMAND: Final = (sys.executable, "-c", "from reader.cli.main import main; main()", "build")
_TIMEOUT_SECONDS: Final = 7_200
_FROM_NOTHING: Final = 3
_UNCHANGED: Final = 5
SMALLER, LARGER = 1_000, 10_000
_FROM_NOTHING_SECONDS: Final = 180
_UNCHANGED_SECONDS: Final = 5
# The cost per edition may grow a little with the library, by sorting and by search.
_GROWTH: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildTimes:
    """How many seconds `reader build` took for a library of so many editions."""

    editions: int
    nothing: float
    unchanged: float
    changed: float


def build(var: Path, content: Path = CONTENT) -> float:
    """Build content in ``var``, and return the seconds. Raises BenchError if it is refused."""
    # nginx and the measure of painting read the files of our own content.
    tree = "yes" if content == CONTENT else "no"
    started = perf_counter()
    done = subprocess.run(
        _COMMAND,
        cwd=PROJECT,
        env=environment(var, content) | {"READER_PLAIN_TREE": tree},
        capture_output=True,
        timeout=_TIMEOUT_SECONDS,
        check=False,
    )
    seconds = perf_counter() - started
    if done.returncode:
        raise BenchError(
            f"The site could not be built:\n{(done.stdout + done.stderr).decode(errors='replace')}"
        )
    return seconds


def figures(var: Path) -> tuple[Figure, ...]:
    """Build a few times into new folders, and a few times into ``var``, which was built before."""
    nothing = median(
        build(var.with_name(f"from-nothing-{number}")) for number in range(_FROM_NOTHING)
    )
    unchanged = median(build(var) for _ in range(_UNCHANGED))
    return summary(nothing, unchanged)


def summary(nothing_seconds: float, unchanged_seconds: float) -> tuple[Figure, ...]:
    """Return the figures of two times."""
    return (
        Figure(
            name=f"reader build from nothing, median of {_FROM_NOTHING}",
            value=nothing_seconds,
            form="{:.2f} s",
        ),
        Figure(
            name=f"reader build unchanged, median of {_UNCHANGED}",
            value=unchanged_seconds,
            form="{:.2f} s",
        ),
        Figure(
            name="reader build, unchanged is faster",
            value=nothing_seconds / unchanged_seconds,
            form="{:.0f} times",
            at_least=10,
        ),
    )


def thousand_figures(var: Path) -> tuple[Figure, ...]:
    """Build a library of a thousand editions."""
    return large_summary(_built(var, SMALLER))


def ten_thousand_figures(var: Path) -> tuple[Figure, ...]:
    """Build a library of ten thousand editions, and one of a thousand to compare it with."""
    smaller, larger = _built(var, SMALLER), _built(var, LARGER)
    return (*large_summary(smaller), *large_summary(larger), growth(smaller, larger))


def _built(var: Path, editions: int) -> BuildTimes:
    content, target = var.with_name(f"content-{editions}"), var.with_name(f"var-{editions}")
    write_content(content, editions)
    nothing = build(target, content)
    unchanged = median(build(target, content) for _ in range(_UNCHANGED))
    changed = next(path for path in sorted(content.glob("experiments/*/en.md")))
    changed.write_text(
        f"{changed.read_text(encoding='utf-8')}\nIt is still there.\n", encoding="utf-8"
    )
    return BuildTimes(
        editions=editions, nothing=nothing, unchanged=unchanged, changed=build(target, content)
    )


def large_summary(built: BuildTimes) -> tuple[Figure, ...]:
    """Return the figures of a large library. Only those of a thousand editions have bounds."""
    named = f"{built.editions:,} editions"
    bounds = (
        (_FROM_NOTHING_SECONDS, _UNCHANGED_SECONDS) if built.editions == SMALLER else (None, None)
    )
    return (
        Figure(
            name=f"reader build, {named} from nothing",
            value=built.nothing,
            form="{:.1f} s",
            at_most=bounds[0],
        ),
        Figure(
            name=f"reader build, {named} unchanged, median of {_UNCHANGED}",
            value=built.unchanged,
            form="{:.2f} s",
            at_most=bounds[1],
        ),
        Figure(
            name=f"reader build, {named} after one changed document",
            value=built.changed,
            form="{:.1f} s",
        ),
    )


def growth(smaller: BuildTimes, larger: BuildTimes) -> Figure:
    """Return how much more an edition costs in the larger library."""
    each = (larger.nothing / larger.editions) / (smaller.nothing / smaller.editions)
    return Figure(
        name=f"reader build, an edition of {larger.editions:,} to one of {smaller.editions:,}",
        value=each,
        form="{:.2f} times",
        at_most=_GROWTH,
    )
