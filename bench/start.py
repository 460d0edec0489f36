"""From the start of the server to its first answer, the site being built."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from bench.client import ask, connect
from bench.figures import Figure
from bench.servers import SITE, serving

_STARTS: Final = 5


def figures(var: Path) -> tuple[Figure, ...]:
    """Start the server some times and take the middle."""
    seconds = median(_seconds(var) for _ in range(_STARTS))
    return (Figure(name=f"start to first answer, median of {_STARTS}", value=seconds, form="{:.2f} s", at_most=1.5),)


def _seconds(var: Path) -> float:
    started = perf_counter()
    with serving(SITE, var) as server, connect(server.port) as connection:
        ask(connection, "/")
        return perf_counter() - started
