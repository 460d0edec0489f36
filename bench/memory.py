"""Measure the memory of all processes of the server after every worker has worked.

Each worker is asked on connections of its own, several at a time, so that its threads are used.
Files that other running Pythons have mapped too, this one for a start, count in part: on an
otherwise empty machine the sum would be up to 8 MB more.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from bench.client import ask, connect
from bench.figures import BenchError, Figure
from bench.processes import holder, pss_bytes
from bench.project import WORKERS, frequent_words, library
from bench.servers import SITE, Server, serving
from reader.library.addresses import address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places

REQUESTS: Final = 100
_AT_ONCE: Final = 4
_TRIES: Final = 400


def figures(var: Path) -> tuple[Figure, ...]:
    """Ask every worker, then add up."""
    name = (
        f"memory of all processes, {REQUESTS} requests to each of {WORKERS} workers, "
        f"{_AT_ONCE} at a time (PSS)"
    )
    return (
        Figure(name=name, value=megabytes(var, mixed(library(var))), form="{:.1f} MB", at_most=80),
    )


def megabytes(var: Path, targets: Sequence[str]) -> float:
    """Return the memory of all processes once every worker has answered all of ``targets``."""
    with serving(SITE, var) as server, ExitStack() as open_ones:
        ask_workers(server, targets, open_ones)
        return pss_bytes(server.processes()) / 1e6


def ask_workers(server: Server, targets: Sequence[str], open_ones: ExitStack) -> None:
    """Ask every worker for all of ``targets``, on connections that stay open."""
    chosen = connections(server, open_ones)
    with ThreadPoolExecutor(WORKERS * _AT_ONCE) as threads:
        asked = [
            threads.submit(_ask_all, connection, share)
            for own in chosen
            for connection, share in zip(own, shares(targets, _AT_ONCE), strict=True)
        ]
    for each in asked:
        each.result()


def ready(site_library: Library) -> tuple[str, ...]:
    """Return addresses of ready pages from all of the library, evenly spaced."""
    paths = [place.path for place in places(site_library) if not place.is_file]
    return tuple(paths[number * len(paths) // REQUESTS] for number in range(REQUESTS))


def mixed(site_library: Library) -> tuple[str, ...]:
    """Return ready pages, searches and filtered lists in turn, in the languages in turn."""
    every = tuple(place for place in places(site_library) if not place.is_file)
    pages = [
        [place.path for place in every if place.arguments["language"] == language]
        for language in site_library.languages
    ]
    results = [
        [_with_query("search", language, q=word) for word in frequent_words(site_library, language)]
        for language in site_library.languages
    ]
    lists = [
        [_with_query("experiments", language, status="open")] for language in site_library.languages
    ]
    ready, searches, filtered = (cycle(_in_turn(each)) for each in (pages, results, lists))
    turns = cycle((searches, ready, searches, ready, filtered, ready))
    return tuple(next(each) for each in islice(turns, REQUESTS))


def shares(targets: Sequence[str], number: int) -> tuple[Sequence[str], ...]:
    """Return the targets in runs of equal length. ``number`` must divide their number."""
    length = len(targets) // number
    return tuple(targets[first * length : (first + 1) * length] for first in range(number))


def _with_query(route: str, language: LanguageTag, **query: str) -> str:
    return f"{address(route, language=language)}?{urlencode(query)}"


def _in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    for together in zip(*lists, strict=False):
        yield from together


def connections(server: Server, open_ones: ExitStack) -> tuple[Sequence[socket.socket], ...]:
    """Return open connections to each worker, equally many. The kernel chooses the worker."""
    held: dict[int, list[socket.socket]] = {}
    for _ in range(_TRIES):
        connection = open_ones.enter_context(connect(server.port))
        ask(connection, "/")
        worker = holder(server.processes(), server.port, connection.getsockname()[1])
        held.setdefault(worker, []).append(connection)
        if len(held) == WORKERS and min(map(len, held.values())) >= _AT_ONCE:
            return tuple(own[:_AT_ONCE] for own in held.values())
    raise BenchError(f"Of {_TRIES} connections, one worker took fewer than {_AT_ONCE}.")


def _ask_all(connection: socket.socket, targets: Iterable[str]) -> None:
    for target in targets:
        ask(connection, target)
