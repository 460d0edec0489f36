"""Measure what forms cost: memory, waiting, and those who read meanwhile.

Readers and senders are processes of their own, each as lean as can be: on two processors, what a
client takes is missing in the server. Memory is compared with that of a server which as many people
have asked for other answers: what they take is not the forms'. Reading alone takes turns with
reading while others send: on a machine with other work, its speed changes from minute to minute.
"""

from __future__ import annotations

import statistics
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from bench.figures import Figure
from bench.form_load import together
from bench.load import Tally, generate
from bench.memory import ask_workers, mixed
from bench.processes import cpu_seconds, pss_bytes
from bench.project import library
from bench.servers import SITE, Server, serving

PEOPLE: Final = 100
FORMS: Final = 1_000
_READERS: Final = 4
_PAGE: Final = "/en/about"
# Readers come for so long, and again until all forms of a turn are sent.
_READ_SECONDS: Final = 3.0
_TURNS: Final = 4


def figures(var: Path) -> tuple[Figure, ...]:
    """Send, then read alone and while others send, in turns."""
    folder = str(var.with_name(f"{var.name}-submissions"))
    with serving(SITE, var, READER_SUBMISSIONS=folder, READER_TRUSTED_PROXY="X-Real-IP") as server:
        with ExitStack() as open_ones:
            ask_workers(server, mixed(library(var)), open_ones)
        together("list", server.port, PEOPLE, FORMS)
        _read(server)
        before = pss_bytes(server.processes())
        together("form", server.port, 4, 20)
        few = pss_bytes(server.processes()) - before
        used = cpu_seconds(server.processes())
        together("form", server.port, PEOPLE, FORMS)
        used = cpu_seconds(server.processes()) - used
        many = pss_bytes(server.processes()) - before
        seconds, rate = _in_turns(server)
    who = f"{PEOPLE} people who send {FORMS} forms at once"
    centiles = statistics.quantiles(seconds, n=100)
    return (
        _more_memory("a few forms", few),
        _more_memory(who, many),
        Figure(name="to open and to take a form", value=used / FORMS * 1e3, form="{:.2f} ms CPU"),
        Figure(name=f"{who}: p50", value=centiles[49], form="{:.2f} s"),
        Figure(
            name=f"{who}: p99 against p50",
            value=centiles[98] / centiles[49],
            form="{:.1f} times",
            at_most=20,
        ),
        Figure(
            name="pages read a second meanwhile, against undisturbed",
            value=rate,
            form="{:.2f} times",
            at_least=0.7,
        ),
    )


def _more_memory(after: str, count: int) -> Figure:
    name = f"memory of all processes after {after}, more than before"
    return Figure(name=name, value=count / 1e6, form="{:.1f} MB", at_most=8)


def _in_turns(server: Server) -> tuple[list[float], float]:
    """Read alone and while others send, in turns.

    Return how long each form took, and how many pages were read meanwhile for one read alone.
    """
    alone, meanwhile, seconds = [_read(server)], list[Tally](), list[float]()
    for _ in range(_TURNS):
        took, read = _read_while_sending(server, FORMS // _TURNS)
        seconds += took
        meanwhile += read
        alone.append(_read(server))
    return seconds, _rate(meanwhile) / _rate(alone)


def _read(server: Server) -> Tally:
    return generate(server.port, _PAGE, _READERS, _READ_SECONDS)


def _rate(tallies: list[Tally]) -> float:
    """Return how many pages readers got in a second."""
    return sum(each.answers for each in tallies) / sum(each.seconds for each in tallies)


def _read_while_sending(server: Server, forms: int) -> tuple[list[float], list[Tally]]:
    """Send forms; return how long each took, and what was read until the last was sent."""
    with ThreadPoolExecutor(1) as people:
        sending = people.submit(together, "form", server.port, PEOPLE, forms)
        tallies = [_read(server)]
        while not sending.done():
            tallies.append(_read(server))
        # The last readers were alone for a part of their time.
        return sending.result(), tallies[:-1] or tallies
