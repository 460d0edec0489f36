"""How long readers wait for a search while many connections ask for the costliest ones.

The server is as configured: two workers, no proxy. All come from one address, so only connections
tell readers from those who hold the server.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from time import perf_counter, sleep
from typing import Final
from urllib.parse import urlencode

from bench.client import Endpoint, answered_status, request
from bench.figures import BenchError, Figure
from bench.nasty_queries import nasty_queries
from bench.project import content_corpus, frequent_words, library
from bench.search_cost import percentile
from bench.servers import SITE, serving
from bench.slow_clients import open_more_files
from reader.library.addresses import address

CONNECTIONS: Final = 300
READERS: Final = 40
_SECONDS_AT_MOST: Final = 2.0
_WARM_SECONDS: Final = 3.0
_LOST: Final = 60.0  # seconds, for a reader who got no result


def figures(var: Path) -> tuple[Figure, ...]:
    """Hold the server with costly searches, and let readers search beside them."""
    open_more_files()
    with serving(SITE, var) as server:
        endpoint = Endpoint(port=server.port)
        with searching(endpoint, costly_targets(), CONNECTIONS):
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
def searching(endpoint: Endpoint, targets: Sequence[str], count: int) -> Iterator[None]:
    """Ask for these addresses over so many connections, one after the other, until it ends."""
    over = threading.Event()
    rounds = cycle(targets)
    lock = threading.Lock()

    def ask() -> None:
        while not over.is_set():
            with suppress(OSError, BenchError), endpoint.connect() as connection:
                while not over.is_set():
                    with lock:
                        target = next(rounds)
                    connection.sendall(request(target))
                    answered_status(connection)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(timeout=30)
