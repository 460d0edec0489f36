"""Measure what a server's memory becomes when generations are switched under it, again and again.

A generation that was replaced has to be let go of whole: after ten switches a server takes what it
took after one.
"""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from bench import build_time, memory
from bench.client import ask
from bench.editing import add_sentence
from bench.figures import BenchError, Figure
from bench.processes import pss_bytes
from bench.project import CONTENT, library
from bench.servers import SITE, Server, serving
from reader.publishing.generations import pointer

SWITCHES: Final = 10
# A worker looks at the pointer twice a second, and lets go of the old generation after some looks.
_SETTLE_SECONDS: Final = 5


def figures(var: Path) -> tuple[Figure, ...]:
    """Build a second generation, and switch between the two."""
    content = var.with_name("content-switches")
    shutil.copytree(CONTENT, content)
    add_sentence(content)
    build_time.build(var, content)
    newest, before = pointer.history(var)[:2]
    once, often = measured(var, (before, newest), memory.mixed(library(var)))
    name = f"memory of all processes after {SWITCHES} switches"
    return (
        Figure(name="memory of all processes after a switch (PSS)", value=once, form="{:.1f} MB"),
        Figure(name=f"{name} (PSS)", value=often, form="{:.1f} MB"),
        Figure(name=f"{name}, to that after one", value=often / once, form="{:.3f}", at_most=1.05),
    )


def measured(var: Path, names: Sequence[str], targets: Sequence[str]) -> tuple[float, float]:
    """Return the megabytes of a server after a switch, and after ten.

    Each time it has answered the same requests from what it was switched to.
    """
    found = []
    with serving(SITE, var) as server, ExitStack() as open_ones:
        connections = [each for own in memory.connections(server, open_ones) for each in own]
        _ask_all(connections, targets)
        for number in range(SWITCHES):
            pointer.switch(var, names[number % len(names)])
            _settle(server)
            _ask_all(connections, targets)
            found.append(pss_bytes(server.processes()) / 1e6)
    return found[0], found[-1]


def _ask_all(connections: Sequence[socket.socket], targets: Sequence[str]) -> None:
    for connection in connections:
        for target in targets:
            ask(connection, target)


def _settle(server: Server) -> None:
    """Wait until every worker has opened the generation, and has let go of the one before."""
    time.sleep(_SETTLE_SECONDS)
    if not server.processes():
        raise BenchError("The server has ended.")
