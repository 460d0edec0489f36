"""Compare the latency of a document page while others search with that of an idle server."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

from bench.client import ask, connect
from bench.figures import Figure
from bench.load import generate
from bench.project import frequent_words, library
from bench.servers import SITE, Server, serving
from reader.library.addresses import address, document_address

SEARCHES_AT_ONCE: Final = 8
_PAGES: Final = 300
_CONNECTIONS: Final = 4
_ROUNDS: Final = 3
_SECONDS: Final = 4.0


def figures(var: Path) -> tuple[Figure, ...]:
    """Fetch a page a few hundred times, alone and beside searches in turns."""
    site_library = library(var)
    document, language = next(site_library.documents()), site_library.languages[0]
    page = document_address(document.kind, document.slug, language)
    query = urlencode({"q": frequent_words(site_library, language)[0]})
    search = f"{address('search', language=language)}?{query}"
    alone: list[float] = []
    disturbed: list[float] = []
    with serving(SITE, var) as server, ThreadPoolExecutor(1) as others:
        _milliseconds(server, page)
        for _ in range(_ROUNDS):
            alone += _milliseconds(server, page)
            load = others.submit(generate, server.port, search, SEARCHES_AT_ONCE, _SECONDS)
            disturbed += _milliseconds(server, page)
            load.result()
    return summary(alone, disturbed)


def summary(alone: Sequence[float], disturbed: Sequence[float]) -> tuple[Figure, ...]:
    """Return the figures of milliseconds."""
    calm, busy = (sorted(times)[int(0.99 * len(times))] for times in (alone, disturbed))
    name = f"document page with {SEARCHES_AT_ONCE} searches at a time, p99"
    return (
        Figure(name=name, value=busy, form="{:.1f} ms"),
        Figure(
            name=f"{name}, against undisturbed", value=busy / calm, form="{:.1f} times", at_most=5
        ),
    )


def _milliseconds(server: Server, page: str) -> list[float]:
    """Fetch a page on several connections in turn, so that all workers answer."""
    times = []
    with ExitStack() as open_ones:
        connections = [open_ones.enter_context(connect(server.port)) for _ in range(_CONNECTIONS)]
        for connection in islice(cycle(connections), _PAGES):
            started = perf_counter()
            ask(connection, page)
            times.append((perf_counter() - started) * 1_000)
    return times
