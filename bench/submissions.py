"""Measure what forms cost: memory, waiting, and those who read meanwhile."""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from bench.figures import BenchError, Figure
from bench.processes import pss_bytes
from bench.servers import SITE, Server, serving

PEOPLE: Final = 100
FORMS: Final = 1_000
_READERS: Final = 4
_READ_SECONDS: Final = 8.0
_STAMP: Final = re.compile(r'name="stamp" value="([^"]+)"')
_RECEIPT: Final = re.compile(r"<dd><strong>([^<]+)")
_TRIES: Final = 20
_FORM: Final = "/en/correct"
_HEADERS: Final = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Connection": "close",
}


def figures(var: Path) -> tuple[Figure, ...]:
    """Read, send, and read while others send."""
    folder = str(var.with_name(f"{var.name}-submissions"))
    with serving(SITE, var, READER_SUBMISSIONS=folder, READER_TRUSTED_PROXY="X-Real-IP") as server:
        numbers = count()
        undisturbed = _reading_rate(server, lambda: time.sleep(_READ_SECONDS))
        before = pss_bytes(server.processes())
        seconds: list[float] = []
        disturbed = _reading_rate(server, lambda: seconds.extend(_send_all(server, numbers)))
        more = (pss_bytes(server.processes()) - before) / 1e6
    centiles = statistics.quantiles(seconds, n=100)
    who = f"{PEOPLE} people who send {FORMS} forms at once"
    return (
        Figure(
            name=f"memory of all processes after {who}, more than before",
            value=more,
            form="{:.1f} MB",
            at_most=8,
        ),
        Figure(name=f"{who}: p50", value=centiles[49], form="{:.2f} s"),
        Figure(
            name=f"{who}: p99 against p50",
            value=centiles[98] / centiles[49],
            form="{:.1f} times",
            at_most=20,
        ),
        Figure(
            name="pages read a second meanwhile, against undisturbed",
            value=disturbed / undisturbed,
            form="{:.2f} times",
            at_least=0.7,
        ),
    )


def _reading_rate(server: Server, meanwhile: Callable[[], object]) -> float:
    """Return how many ready pages a few readers get in a second while something is done."""
    over, counts = threading.Event(), [0] * _READERS

    def read(reader: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
        while not over.is_set():
            connection.request("GET", "/en/about")
            connection.getresponse().read()
            counts[reader] += 1
        connection.close()

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(_READERS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return sum(counts) / (time.monotonic() - started)


def _send_all(server: Server, numbers: count[int]) -> list[float]:
    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(lambda _: _send(server, next(numbers)), range(FORMS)))


def _send(server: Server, number: int) -> float:
    """Open a form and send it from a network of its own. Return the seconds until the receipt.

    Whoever is told to wait sends again, as people do.
    """
    network = {"X-Real-IP": f"10.{number // 250}.{number % 250}.1"}
    stamp = _until(_STAMP, lambda: _ask(server, "GET", None, network))
    fields = {"reason": "fact", "what": "Words. " * 100, "stamp": stamp, "end": "1", "send": "x"}
    body, started = urlencode(fields), time.monotonic()
    _until(_RECEIPT, lambda: _ask(server, "POST", body, {**network, **_HEADERS}))
    return time.monotonic() - started


def _until(wanted: re.Pattern[str], ask: Callable[[], str]) -> str:
    """Ask until an answer has what is wanted, and return that."""
    for _ in range(_TRIES):
        if found := wanted.search(ask()):
            return found[1]
        time.sleep(0.2)
    raise BenchError("A form was sent again and again, and no receipt came.")


def _ask(server: Server, method: str, body: str | None, headers: dict[str, str]) -> str:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, _FORM, body, headers)
        return connection.getresponse().read().decode()
    finally:
        connection.close()
