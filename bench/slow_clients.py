"""How long a fresh reader and a fresh search wait while others hold connections that go nowhere.

The server is as configured: two workers, no proxy. Each attack is held while twenty fresh readers ask, and twenty fresh
searches; the same is asked with nobody else there, just before, for what else the machine does to meet both.
"""

from __future__ import annotations

import resource
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

from bench.client import answer_length, ask, connect
from bench.figures import BenchError, Figure
from bench.processes import pss_bytes
from bench.project import frequent_words, library
from bench.servers import SITE, Server, serving
from reader.library.addresses import address, document_address

_FRESH: Final = 20
_FILES: Final = 8_192
_AT_MOST_MS: Final = {"reader": 100, "search": 300}
_SMALLEST_BUFFER: Final = 2_304
_PIPELINED: Final = 30
_GROWN: Final = "memory of all processes during an attack, more than before, at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Connections that all do the same, and then no more. ``says`` has room for a target, where one is asked for."""

    name: str
    connections: int
    says: bytes
    is_answered: bool = False
    reads_slowly: bool = False


ATTACKS: Final = (
    Attack(name="connections that say nothing", connections=1_000, says=b""),
    Attack(name="half requests", connections=1_000, says=b"GET %s HTTP/1.1\r\nHost: x\r\nAccept-"),
    Attack(
        name="idle keep-alives",
        connections=2_500,
        says=b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n",
        is_answered=True,
    ),
    Attack(
        name="readers of a byte a second",
        connections=200,
        says=b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" * _PIPELINED,
        reads_slowly=True,
    ),
    Attack(
        name="forms that stop half way",
        connections=100,
        says=b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf",
    ),
)


def figures(var: Path) -> tuple[Figure, ...]:
    """Hold each attack at full size. Raises BenchError where this process may not open as many files."""
    _open_more_files()
    shelf = library(var)
    document, language = next(shelf.documents()), shelf.languages[0]
    page = document_address(document.kind, document.slug, language)
    searches = [
        f"{address('search', language=language)}?{urlencode({'q': word})}"
        for word in frequent_words(shelf, language)[:_FRESH]
    ]
    measured: list[Figure] = []
    ratios: dict[str, float] = dict.fromkeys(_AT_MOST_MS, 0.0)
    with serving(SITE, var) as server:
        targets = {"reader": [page], "search": searches}
        _waits(server, targets)  # whatever is done for the first time
        before = most = pss_bytes(server.processes())
        for attack in ATTACKS:
            calm = _waits(server, targets)
            with held(attack, server.port, attack.connections, page):
                waits = _waits(server, targets)
                most = max(most, pss_bytes(server.processes()))
            measured += [_figure(attack, who, wait) for who, wait in waits.items()]
            ratios = {who: max(ratio, waits[who] / calm[who]) for who, ratio in ratios.items()}
    return (
        *measured,
        *_against_undisturbed(ratios),
        Figure(name=_GROWN, value=(most - before) / 1e6, form="{:.0f} MB", at_most=100),
    )


@contextmanager
def held(attack: Attack, port: int, count: int, target: str) -> Iterator[Sequence[socket.socket]]:
    """Hold so many connections of an attack. Raises BenchError when one that is to be answered is not."""
    says = attack.says.replace(b"%s", target.encode("ascii"))
    with ExitStack() as stack:
        ours = [stack.enter_context(_hold(attack, port, says)) for _ in range(count)]
        if attack.reads_slowly:
            stack.enter_context(_reading_slowly(ours))
        yield ours


def _hold(attack: Attack, port: int, says: bytes) -> socket.socket:
    held_one = socket.socket()
    held_one.settimeout(20)
    if attack.reads_slowly:
        held_one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALLEST_BUFFER)
    held_one.connect(("127.0.0.1", port))
    held_one.sendall(says)
    received = b""
    while attack.is_answered and (
        (length := answer_length(received)) is None or len(received) < length
    ):
        more = held_one.recv(65_536)
        if not more:
            raise BenchError("A connection was closed before it was answered.")
        received += more
    return held_one


@contextmanager
def _reading_slowly(connections: Sequence[socket.socket]) -> Iterator[None]:
    """Read one byte a second from each, until the block ends."""
    over = threading.Event()

    def read() -> None:
        while not over.wait(1):
            for connection in connections:
                with suppress(OSError):  # the server has had enough
                    connection.recv(1, socket.MSG_DONTWAIT)

    reading = threading.Thread(target=read)
    reading.start()
    try:
        yield
    finally:
        over.set()
        reading.join()


def _waits(server: Server, targets: dict[str, list[str]]) -> dict[str, float]:
    """Return the median of the milliseconds that readers wait, each on a connection of its own, the connecting counted."""
    return {
        who: median(_milliseconds(server, target) for target in islice(cycle(named), _FRESH))
        for who, named in targets.items()
    }


def _milliseconds(server: Server, target: str) -> float:
    started = perf_counter()
    with connect(server.port) as connection:
        ask(connection, target)
    return (perf_counter() - started) * 1_000


def _figure(attack: Attack, who: str, wait: float) -> Figure:
    name = f"fresh {who}, median of {_FRESH}, {attack.connections:,} {attack.name}"
    return Figure(name=name, value=wait, form="{:.1f} ms", at_most=_AT_MOST_MS[who])


def _against_undisturbed(ratios: dict[str, float]) -> tuple[Figure, ...]:
    """Return the worst ratios. That of a reader is only told: alone it is a millisecond, and five are soon a search of somebody else."""
    at_most = {"reader": None, "search": 5}
    return tuple(
        Figure(
            name=f"fresh {who}, the longest against undisturbed",
            value=ratio,
            form="{:.1f} times",
            at_most=at_most[who],
        )
        for who, ratio in ratios.items()
    )


def _open_more_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < _FILES:
        raise BenchError(f"This process may open {hard} files, and {_FILES} are needed.")
    if soft < _FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, hard))
