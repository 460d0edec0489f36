"""`reader build` as it is typed, whole processes: from nothing, and with nothing changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.figures import BenchError, Figure
from bench.project import CONTENT, PROJECT, environment

# What the command `reader` does, found without knowing where it was installed.
_COMMAND: Final = (sys.executable, "-c", "from reader.cli.main import main; main()", "build")
_PATIENCE_SECONDS: Final = 300
_FROM_NOTHING: Final = 3
_UNCHANGED: Final = 5


def build(var: Path, content: Path = CONTENT) -> float:
    """Build content, the project's own if none is named, in ``var``; return the seconds it took. Raises BenchError when it is refused."""
    started = perf_counter()
    done = subprocess.run(_COMMAND, cwd=PROJECT, env=environment(var, content), capture_output=True, timeout=_PATIENCE_SECONDS, check=False)
    seconds = perf_counter() - started
    if done.returncode:
        raise BenchError(f"The site could not be built:\n{(done.stdout + done.stderr).decode(errors='replace')}")
    return seconds


def figures(var: Path) -> tuple[Figure, ...]:
    """Build some times into new folders beside ``var``, and some times into ``var``, where it was built before."""
    nothing = median(build(var.with_name(f"from-nothing-{number}")) for number in range(_FROM_NOTHING))
    unchanged = median(build(var) for _ in range(_UNCHANGED))
    return summary(nothing, unchanged)


def summary(nothing_seconds: float, unchanged_seconds: float) -> tuple[Figure, ...]:
    """Return the figures of two times."""
    return (
        Figure(name=f"reader build from nothing, median of {_FROM_NOTHING}", value=nothing_seconds, form="{:.2f} s"),
        Figure(name=f"reader build unchanged, median of {_UNCHANGED}", value=unchanged_seconds, form="{:.2f} s"),
        Figure(name="reader build, unchanged is faster", value=nothing_seconds / unchanged_seconds, form="{:.0f} times", at_least=10),
    )
