"""How long readers wait for a search while many connections ask for the costliest ones.

The server is as configured: two workers, no proxy. All come from one address, so only connections
tell readers from those who hold the server.
"""

from __future__ import annotations

import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from time import perf_counter, sleep
from typing import Final
from urllib.parse import urlencode

from bench.client import Endpoint, answer_length, answered_status, request
from bench.figures import BenchError, Figure
from bench.nasty_queries import nasty_queries
from bench.project import PROJECT, content_corpus, frequent_words, library
from bench.search_cost import percentile
from bench.servers import SITE, serving
from bench.slow_clients import open_more_files
from reader.library.addresses import address

CONNECTIONS: Final = 300
READERS: Final = 40
_SECONDS_AT_MOST: Final = 2.0
_WARM_SECONDS: Final = 5.0
_PIECE: Final = 65_536  # bytes
_LOST: Final = 60.0  # seconds, for a reader who got no result


def figures(var: Path) -> tuple[Figure, ...]:
    """Hold the server with costly searches, and let readers search beside them."""
    open_more_files()
    with serving(SITE, var) as server:
        endpoint = Endpoint(port=server.port)
        with searching(server.port, CONNECTIONS):
            sleep(_WARM_SECONDS)
            waits = [wait(endpoint, target) for target in reader_targets(var)]
    return (
        Figure(
            name=f"wait for a search, p90 of {READERS}, {CONNECTIONS} connections with costly ones",
            value=percentile(waits, 0.9),
            form="{:.2f} s",
            at_most=_SECONDS_AT_MOST,
        ),
    )


def costly_targets() -> list[str]:
    """Return addresses of searches that cost as much as possible, no two alike."""
    queries = nasty_queries(tuple(content_corpus().entries), 2_000)
    path = address("search", language=content_corpus().languages[0])
    return [f"{path}?{urlencode({'q': query}, errors='replace')}" for query in queries]


def reader_targets(var: Path) -> list[str]:
    """Return addresses of searches for words that find much."""
    shelf = library(var)
    language = shelf.languages[0]
    words = frequent_words(shelf, language)[:READERS]
    return [f"{address('search', language=language)}?{urlencode({'q': word})}" for word in words]


def wait(endpoint: Endpoint, target: str) -> float:
    """Return the seconds until a reader with a new connection has results; _LOST without."""
    started = perf_counter()
    with suppress(OSError, BenchError), endpoint.connect() as connection:
        connection.sendall(request(target))
        if answered_status(connection) == 200:  # OK
            return perf_counter() - started
    return _LOST


@contextmanager
def searching(port: int, connections: int) -> Iterator[None]:
    """Ask for costly searches over so many connections, from a process of its own."""
    command = (sys.executable, "-m", "bench.costly_searches", str(port), str(connections))
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            if process.stdout is None or not process.stdout.readline():
                raise BenchError("The costly searches did not begin.")
            yield
        finally:
            process.communicate()  # its input ends, and so does it


def ask_forever(port: int, connections: int) -> None:
    """Ask over and over on every connection, until the input ends."""
    rounds = cycle(costly_targets())
    endpoint = Endpoint(port=port)
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin, selectors.EVENT_READ)
        for _ in range(connections):
            _ask_next(selector, endpoint, next(rounds))
        print("begun", flush=True)
        while True:
            for key, _ in selector.select():
                if key.fileobj is sys.stdin:
                    return
                connection, received = _pair(key)
                try:
                    piece = connection.recv(_PIECE)
                except OSError:
                    piece = b""
                received += piece
                length = answer_length(received)
                if piece and length and len(received) >= length:
                    received.clear()
                    connection.sendall(request(next(rounds)))
                elif not piece:
                    selector.unregister(connection)
                    connection.close()
                    _ask_next(selector, endpoint, next(rounds))


def _pair(key: selectors.SelectorKey) -> tuple[socket.socket, bytearray]:
    """Return a connection and what has come on it: only sockets are registered with data."""
    assert isinstance(key.fileobj, socket.socket)
    return key.fileobj, key.data


def _ask_next(selector: selectors.BaseSelector, endpoint: Endpoint, target: str) -> None:
    connection = endpoint.connect()
    connection.sendall(request(target))
    selector.register(connection, selectors.EVENT_READ, bytearray())


if __name__ == "__main__":
    open_more_files()
    ask_forever(*map(int, sys.argv[1:]))
