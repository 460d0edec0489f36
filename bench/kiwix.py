"""Compare the latency of searches with that of Kiwix, under load, on the same library.

A thousand documents in two languages, exported as ZIM for Debian's ``kiwix-serve``. Both get the
same queries from as many connections at once, in turns, and show as many results.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, TypeAlias
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from bench.build_time import build
from bench.figures import BenchError, Figure
from bench.ports import reserved_ports
from bench.project import PROJECT, environment
from bench.sample_content import write_content
from bench.sample_corpus import mixed_queries
from bench.servers import SITE, serving
from reader.library.addresses import address
from reader.library.loading.loader import load
from reader.library.model import LanguageTag
from reader.search.engine import PAGE_LENGTH
from reader.search.index.corpus import corpus

_EDITIONS: Final = 2_000
_CONNECTIONS: Final = 16
_ROUNDS: Final = 3
_QUERIES: Final = 400  # a round
_PATIENCE_SECONDS: Final = 30
# Kiwix says 404 where nothing is found.
_ANSWERED: Final = frozenset({200, 404})
_HEADERS: Final = {"Accept-Encoding": "gzip, deflate, br"}

_EXPORT: Final = (sys.executable, "-c", "from reader.cli.main import main; main()", "export", "zim")

# What is asked in which language → the target of a request.
Target: TypeAlias = Callable[[str, LanguageTag], str]


class _Searched(NamedTuple):
    """A server by the port that it listens on, and the target of a search there."""

    port: int
    target: Target


def figures(var: Path) -> tuple[Figure, ...]:
    """Search the same library with both, in turns. Minutes, most of them for the build."""
    with TemporaryDirectory(dir=var.parent) as folder:
        content, built, files = (Path(folder) / name for name in ("content", "var", "zim"))
        write_content(content, _EDITIONS)
        build(built, content)
        subprocess.run(
            (*_EXPORT, files),
            cwd=PROJECT,
            env=environment(built, content),
            capture_output=True,
            check=True,
        )
        return beside(content, built, files)


def beside(content: Path, built: Path, files: Path) -> tuple[Figure, ...]:
    """Return the figures of what was built from ``content``, and exported as ZIM into ``files``."""
    queries = _queries(content)
    ours: list[float] = []
    theirs: list[float] = []
    with serving(SITE, built) as server, _kiwix(files) as kiwix_port:
        server.processes()  # both workers are there, as Kiwix is
        both = (
            (_Searched(server.port, _our_target), ours),
            (_Searched(kiwix_port, partial(_kiwix_target, _archives(files))), theirs),
        )
        for start in range(0, len(queries), _QUERIES):
            for searched, seconds in both:
                seconds.extend(_ask_all(searched, queries[start : start + _QUERIES]))
    return summary(ours, theirs)


def summary(ours: Sequence[float], theirs: Sequence[float]) -> tuple[Figure, ...]:
    """Return the figures of the seconds that each search took."""
    (our_median, our_last), (their_median, their_last) = map(_centiles, (ours, theirs))
    name = f"a search, {_CONNECTIONS} at a time, {_EDITIONS:,} editions"
    return (
        Figure(name=f"{name}, p50: ours", value=our_median * 1_000, form="{:.0f} ms"),
        Figure(name=f"{name}, p50: Kiwix", value=their_median * 1_000, form="{:.0f} ms"),
        Figure(name=f"{name}, p99: ours", value=our_last * 1_000, form="{:.0f} ms"),
        Figure(name=f"{name}, p99: Kiwix", value=their_last * 1_000, form="{:.0f} ms"),
        Figure(
            name=f"{name}, p99 against Kiwix",
            value=our_last / their_last,
            form="{:.2f} times",
            at_most=1,
        ),
    )


def _centiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    centiles = quantiles(seconds, n=100)
    return centiles[49], centiles[98]


def _queries(content: Path) -> tuple[tuple[str, LanguageTag], ...]:
    library = load(content).library
    assert library is not None
    return mixed_queries(corpus(library).entries, _ROUNDS * _QUERIES)


def _our_target(asked: str, language: LanguageTag) -> str:
    return f"{address('search', language=language)}?{urlencode({'q': asked})}"


def _archives(folder: Path) -> Mapping[str, str]:
    """Return language → the name of its archive."""
    return {name.stem.rpartition("-")[2]: name.stem for name in folder.glob("*.zim")}


def _kiwix_target(archives: Mapping[str, str], asked: str, language: LanguageTag) -> str:
    named = {"content": archives[language], "pattern": asked, "pageLength": PAGE_LENGTH}
    return f"/search?{urlencode(named)}"


def _ask_all(searched: _Searched, queries: Sequence[tuple[str, LanguageTag]]) -> list[float]:
    """Return the seconds that each search took. Raises BenchError if one was not answered."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for asked, language in queries:
        waiting.put(searched.target(asked, language))

    def ask(_person: int) -> list[float]:
        connection = HTTPConnection("127.0.0.1", searched.port, timeout=_PATIENCE_SECONDS)
        seconds: list[float] = []
        with closing(connection), suppress(Empty):
            while True:
                target, started = waiting.get_nowait(), time.monotonic()
                connection.request("GET", target, headers=_HEADERS)
                answer = connection.getresponse()
                answer.read()
                if answer.status not in _ANSWERED:
                    raise BenchError(f"{target} was answered with {answer.status}.")
                seconds.append(time.monotonic() - started)
        return seconds

    with ThreadPoolExecutor(_CONNECTIONS) as people:
        return [each for own in people.map(ask, range(_CONNECTIONS)) for each in own]


@contextmanager
def _kiwix(folder: Path) -> Iterator[int]:
    """Start Debian's Kiwix with all archives of a folder, and yield its port."""
    with reserved_ports(1) as (port,):
        command = ("kiwix-serve", "--address", "127.0.0.1", "--port", str(port))
        with subprocess.Popen(
            (*command, *sorted(folder.glob("*.zim"))),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                _wait(f"http://127.0.0.1:{port}/catalog/v2/entries")
                yield port
            finally:
                process.terminate()


def _wait(url: str) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            urlopen(url).close()  # noqa: S310  # on this machine
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise BenchError("Kiwix does not answer.")
