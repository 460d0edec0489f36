"""Processor time of the server for one document page, against a hello-world of the same size in the same gunicorn.

Both are asked in turns, so that what else the machine does meets both. Requests per second depend on it much more, and
on the load generator, which shares the processors; they are only told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.client import ask, connect
from bench.figures import BenchError, Figure
from bench.load import generate
from bench.processes import cpu_seconds
from bench.project import library
from bench.servers import HELLO, SITE, Server, serving
from reader.library.addresses import document_address

_CONNECTIONS: Final = 64
_ROUNDS: Final = 5
_ROUND_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One round of one server."""

    cpu_microseconds: float
    per_second: float


def figures(var: Path) -> tuple[Figure, ...]:
    """Load both servers in turns and compare round by round."""
    target = _document_page(var)
    with serving(SITE, var) as site, serving(HELLO, var) as hello:
        with connect(site.port) as connection:
            if ask(connection, target).coding != "br":
                raise BenchError(f"{target} was not answered with brotli.")
        for server in (site, hello):
            _sample(server, target, seconds=_ROUND_SECONDS / 2)
        rounds = [_round(site, hello, target, site_first=bool(number % 2)) for number in range(_ROUNDS)]
    return summary(rounds)


def summary(rounds: Sequence[tuple[Sample, Sample]]) -> tuple[Figure, ...]:
    """Return the figures of rounds, each of the site and of hello-world. The ratio is the median of the rounds' own."""
    named = (("document page with brotli", [site for site, _ in rounds]), ("gthread hello-world, 4 kB", [hello for _, hello in rounds]))
    costs = [
        Figure(name=f"CPU per request, {name}", value=median(each.cpu_microseconds for each in samples), form="{:,.0f} µs")
        for name, samples in named
    ]
    speeds = [
        Figure(name=f"requests per second, {name}", value=median(each.per_second for each in samples), form="{:,.0f}")
        for name, samples in named
    ]
    ratio = median(site.cpu_microseconds / hello.cpu_microseconds for site, hello in rounds)
    name = f"CPU per request against hello-world, {_CONNECTIONS} connections"
    return (*costs, Figure(name=name, value=ratio, form="{:.2f} times", at_most=0.7), *speeds)


def _document_page(var: Path) -> str:
    shelf = library(var)
    document = next(shelf.documents())
    return document_address(document.kind, document.slug, shelf.languages[0])


def _round(site: Server, hello: Server, target: str, *, site_first: bool) -> tuple[Sample, Sample]:
    servers = (site, hello) if site_first else (hello, site)
    taken = {server.port: _sample(server, target, seconds=_ROUND_SECONDS) for server in servers}
    return taken[site.port], taken[hello.port]


def _sample(server: Server, target: str, *, seconds: float) -> Sample:
    processes = server.processes()
    before = cpu_seconds(processes)
    tally = generate(server.port, target, _CONNECTIONS, seconds)
    used = cpu_seconds(processes) - before
    return Sample(cpu_microseconds=used / tally.answers * 1e6, per_second=tally.answers / tally.seconds)
