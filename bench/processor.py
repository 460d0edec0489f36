"""Measure CPU time per document page, and requests per second.

Each door is compared with a hello-world of the same size in the same gunicorn, the ASGI door also
with nginx sending the same file. All are loaded in turns, so that other load on the machine affects
them equally. It affects requests per second much more: the load generator shares the processors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.client import ask, connect
from bench.figures import BenchError, Figure
from bench.load import generate
from bench.nginx import sending
from bench.processes import cpu_seconds
from bench.project import document_page
from bench.servers import HELLO, SITE, WSGI, Server, serving

ASGI_DOOR: Final = "page, ASGI door"
WSGI_DOOR: Final = "page, WSGI door"
HELLO_WORLD: Final = "gthread hello-world, 4 kB"
NGINX: Final = "the same file, nginx"
_CONNECTIONS: Final = 64
_ROUNDS: Final = 5
_ROUND_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One round of one server."""

    cpu_microseconds: float
    per_second: float


# Server → what it did in this round.
Round = Mapping[str, Sample]


def figures(var: Path) -> tuple[Figure, ...]:
    """Load all servers in turns and compare round by round."""
    target = document_page(var)
    with ExitStack() as stack:
        ours = {
            name: stack.enter_context(serving(door, var))
            for name, door in ((ASGI_DOOR, SITE), (WSGI_DOOR, WSGI))
        }
        servers = {
            **ours,
            HELLO_WORLD: stack.enter_context(serving(HELLO, var)),
            NGINX: stack.enter_context(sending(var)),
        }
        for name in (ASGI_DOOR, WSGI_DOOR, NGINX):
            with connect(servers[name].port) as connection:
                if ask(connection, target).coding != "br":
                    raise BenchError(f"{target} was not answered with brotli: {name}.")
        for server in servers.values():
            _sample(server, target, seconds=_ROUND_SECONDS / 2)
        rounds = [_round(servers, target, backwards=bool(number % 2)) for number in range(_ROUNDS)]
    return summary(rounds)


def summary(rounds: Sequence[Round]) -> tuple[Figure, ...]:
    """Return the figures of rounds. A ratio is the median of the rounds' own."""
    costs = [
        Figure(
            name=f"CPU per request, {name}",
            value=median(each[name].cpu_microseconds for each in rounds),
            form="{:,.0f} µs",
        )
        for name in rounds[0]
    ]
    speeds = [
        Figure(
            name=f"requests per second, {name}",
            value=median(each[name].per_second for each in rounds),
            form="{:,.0f}",
        )
        for name in rounds[0]
    ]
    return (
        *costs,
        _cost(rounds, ASGI_DOOR, HELLO_WORLD, at_most=0.5),
        _cost(rounds, WSGI_DOOR, HELLO_WORLD, at_most=1.25),
        _cost(rounds, ASGI_DOOR, NGINX, at_most=6),
        *speeds,
        _speed(rounds, ASGI_DOOR, HELLO_WORLD, at_least=2),
        _speed(rounds, WSGI_DOOR, HELLO_WORLD, at_least=0.8),
    )


def _cost(rounds: Sequence[Round], name: str, other: str, *, at_most: float) -> Figure:
    ratio = median(each[name].cpu_microseconds / each[other].cpu_microseconds for each in rounds)
    return Figure(
        name=f"CPU per request, {name}, against {other}",
        value=ratio,
        form="{:.2f} times",
        at_most=at_most,
    )


def _speed(rounds: Sequence[Round], name: str, other: str, *, at_least: float) -> Figure:
    ratio = median(each[name].per_second / each[other].per_second for each in rounds)
    return Figure(
        name=f"requests per second, {name}, against {other}",
        value=ratio,
        form="{:.2f} times",
        at_least=at_least,
    )


def _round(servers: Mapping[str, Server], target: str, *, backwards: bool) -> Round:
    order = reversed(list(servers)) if backwards else iter(servers)
    taken = {name: _sample(servers[name], target, seconds=_ROUND_SECONDS) for name in order}
    return {name: taken[name] for name in servers}


def _sample(server: Server, target: str, *, seconds: float) -> Sample:
    processes = server.processes()
    before = cpu_seconds(processes)
    tally = generate(server.port, target, _CONNECTIONS, seconds)
    used = cpu_seconds(processes) - before
    return Sample(
        cpu_microseconds=used / tally.answers * 1e6, per_second=tally.answers / tally.seconds
    )
