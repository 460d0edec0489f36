"""From the start of the server to its first answer, the site being built."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.client import ask, connect
from bench.figures import Figure
from bench.servers import SITE, serving

STARTS: Final = 5


def figures(var: Path) -> tuple[Figure, ...]:
    """Start the server some times and take the middle."""
    return (
        Figure(
            name=f"start to first answer, median of {STARTS}",
            value=seconds(var),
            form="{:.2f} s",
            at_most=1,
        ),
    )


def seconds(var: Path) -> float:
    """Return how long a start takes, the middle of some."""
    return median(_once(var) for _ in range(STARTS))


def _once(var: Path) -> float:
    started = perf_counter()
    with serving(SITE, var) as server, connect(server.port) as connection:
        ask(connection, "/")
        return perf_counter() - started
