"""How long a fresh reader and a fresh search wait while others hold connections that go nowhere.

The server is as configured: two workers, no proxy. Each attack is held while twenty fresh readers
ask, and twenty fresh searches; the same is asked with nobody else there, just before, for what else
the machine does to meet both.
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

from bench.client import Endpoint, answered_status, request
from bench.figures import BenchError, Figure
from bench.processes import pss_bytes
from bench.project import frequent_words, library
from bench.servers import SITE, serving
from reader.library.addresses import address, document_address

FRESH: Final = 20
_FRESH_ADDRESS: Final = "127.0.0.2"
_FILES: Final = 8_192
_AT_MOST_MS: Final = {"reader": 100, "search": 300}
_SMALLEST_BUFFER: Final = 2_304
_PIPELINED: Final = 30
_GROWN: Final = "memory of all processes during an attack, more than before, at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Connections that all do the same, and then no more.

    ``says`` has room for a target, where one is asked for.
    """

    name: str
    connections: int
    says: bytes
    is_answered: bool = False
    reads_slowly: bool = False


_GET: Final = b"GET %s HTTP/1.1\r\nHost: library.example.org\r\n"
_HALF_A_FORM: Final = (
    b"POST /echo HTTP/1.1\r\nHost: library.example.org\r\nContent-Length: 50\r\n\r\nhalf"
)
ATTACKS: Final = (
    Attack(name="connections that say nothing", connections=1_000, says=b""),
    Attack(name="half requests", connections=1_000, says=_GET + b"Accept-"),
    Attack(name="idle keep-alives", connections=2_500, says=_GET + b"\r\n", is_answered=True),
    Attack(
        name="readers of a byte a second",
        connections=200,
        says=(_GET + b"\r\n") * _PIPELINED,
        reads_slowly=True,
    ),
    Attack(name="forms that stop half way", connections=100, says=_HALF_A_FORM),
)


def figures(var: Path) -> tuple[Figure, ...]:
    """Hold each attack at full size.

    Raises BenchError where this process may not open as many files.
    """
    open_more_files()
    targets = fresh_targets(var)
    measured: list[Figure] = []
    ratios: dict[str, float] = dict.fromkeys(_AT_MOST_MS, 0.0)
    with serving(SITE, var) as server:
        endpoint = Endpoint(port=server.port)
        _waits(endpoint, targets)  # whatever is done for the first time
        before = most = pss_bytes(server.processes())
        for attack in ATTACKS:
            calm = _waits(endpoint, targets)
            with held(attack, endpoint, attack.connections, targets["reader"][0]):
                waits = _waits(endpoint, targets)
                most = max(most, pss_bytes(server.processes()))
            measured += [_figure(attack, who, wait) for who, wait in waits.items()]
            ratios = {who: max(ratio, waits[who] / calm[who]) for who, ratio in ratios.items()}
    return (
        *measured,
        *_against_undisturbed(ratios),
        Figure(name=_GROWN, value=(most - before) / 1e6, form="{:.0f} MB", at_most=100),
    )


def fresh_targets(var: Path) -> dict[str, list[str]]:
    """Return what a fresh reader and a fresh search ask for: a page, and words that find much."""
    shelf = library(var)
    document, language = next(shelf.documents()), shelf.languages[0]
    words = frequent_words(shelf, language)[:FRESH]
    return {
        "reader": [document_address(document.kind, document.slug, language)],
        "search": [
            f"{address('search', language=language)}?{urlencode({'q': word})}" for word in words
        ],
    }


@contextmanager
def held(
    attack: Attack, endpoint: Endpoint, count: int, target: str
) -> Iterator[Sequence[socket.socket]]:
    """Hold so many connections of an attack.

    Raises BenchError when one that is to be answered is not.
    """
    says = attack.says.replace(b"%s", target.encode("ascii"))
    with ExitStack() as stack:
        ours = [stack.enter_context(_hold(attack, endpoint, says)) for _ in range(count)]
        if attack.reads_slowly:
            stack.enter_context(_reading_slowly(ours))
        yield ours


def _hold(attack: Attack, endpoint: Endpoint, says: bytes) -> socket.socket:
    held_one = endpoint.connect(receive_buffer_bytes=_SMALLEST_BUFFER if attack.reads_slowly else 0)
    held_one.sendall(says)
    if attack.is_answered:
        answered_status(held_one)
    return held_one


@contextmanager
def _reading_slowly(connections: Sequence[socket.socket]) -> Iterator[None]:
    """Read one byte a second from each, until the block ends."""
    over = threading.Event()
    for each in connections:
        each.setblocking(False)  # the name of the call says it

    def read() -> None:
        while not over.wait(1):
            for connection in connections:
                with suppress(OSError):  # nothing came, or the server has had enough
                    connection.recv(1)

    reading = threading.Thread(target=read)
    reading.start()
    try:
        yield
    finally:
        over.set()
        reading.join()


def _waits(endpoint: Endpoint, targets: dict[str, list[str]]) -> dict[str, float]:
    return {who: wait(endpoint, named) for who, named in targets.items()}


def wait(
    endpoint: Endpoint, targets: Sequence[str], expected: int = 200, readers: int = FRESH
) -> float:
    """Return the median wait of readers in milliseconds, each with its own new connection.

    They come from another address than those who attack. Raises BenchError for another status than
    the expected one.
    """
    return median(
        _milliseconds(endpoint, target, expected) for target in islice(cycle(targets), readers)
    )


def _milliseconds(endpoint: Endpoint, target: str, expected: int) -> float:
    started = perf_counter()
    try:
        with endpoint.connect(_FRESH_ADDRESS) as connection:
            connection.sendall(request(target))
            status = answered_status(connection)
    except OSError as error:
        raise BenchError(f"A fresh reader was not let in: {type(error).__name__}.") from error
    if status != expected:
        raise BenchError(f"{target} was answered with {status} and not {expected}.")
    return (perf_counter() - started) * 1_000


def _figure(attack: Attack, who: str, wait: float) -> Figure:
    name = f"fresh {who}, median of {FRESH}, {attack.connections:,} {attack.name}"
    return Figure(name=name, value=wait, form="{:.1f} ms", at_most=_AT_MOST_MS[who])


def _against_undisturbed(ratios: dict[str, float]) -> tuple[Figure, ...]:
    """Return the worst ratios.

    That of a reader is only told: alone it is a millisecond, and five are soon a search of somebody
    else.
    """
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


def open_more_files(wanted: int = _FILES) -> None:
    """Let this process hold all connections of an attack.

    Raises BenchError where it may not open as many files.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise BenchError(f"This process may open {hard} files, and {wanted} are needed.")
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
