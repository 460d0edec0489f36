"""Send forms in a process of its own: `python -m bench.form_load form PORT PEOPLE FORMS`.

It prints, as JSON, the seconds from sending each form until its receipt came. Everybody opens the
form, sends it from a network of their own, and opens the next. With `list` in place of `form` they
ask for as many filtered lists, of which no two are alike.

It shares the processors with the server and with those who read, so all people are one loop, and an
answer is only searched: a thread for each, with the library's own client, took more of the
processors than the server did, and readers were kept waiting by that.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlencode

import brotli  # type: ignore[import-untyped]

from bench.client import request
from bench.figures import BenchError
from bench.project import NAME, PROJECT

_STAMP: Final = re.compile(rb'name="stamp" value="([^"]+)"')
_RECEIPT: Final = re.compile(rb"<dd><strong>([^<]+)")
# As a page leads to it.
_FORM: Final = "/en/correct?page=/en/about"
_TRIES: Final = 20
_PATIENCE_SECONDS: Final = 300
_END: Final = b"\r\n\r\n"


async def take_turns(
    take: Callable[[int, int], Awaitable[float]], port: int, people: int, times: int
) -> list[float]:
    """Let people do something so many times in all, and return how long each took."""
    numbers, seconds = iter(range(times)), list[float]()

    async def take_some() -> None:
        for number in numbers:
            seconds.append(await take(port, number))

    await asyncio.gather(*(take_some() for _ in range(people)))
    return seconds


async def _ask_for_list(port: int, number: int) -> float:
    """Ask for a filtered list that nobody has asked for."""
    asked = request(f"/en/experiments?status=open&page={number}").removesuffix(b"\r\n")
    started = time.monotonic()
    await _answer(port, asked + b"Connection: close\r\n\r\n")
    return time.monotonic() - started


async def _send(port: int, number: int) -> float:
    """Open a form and send it. Whoever is told to wait sends again, as people do."""
    network = f"X-Real-IP: 10.{number // 250}.{number % 250}.1\r\nConnection: close\r\n\r\n"
    asked = request(_FORM).removesuffix(b"\r\n") + network.encode()
    stamp = (await _until(_STAMP, port, asked)).decode()
    body = urlencode(
        {"reason": "fact", "what": "Words. " * 100, "stamp": stamp, "end": "1", "send": "x"}
    ).encode()
    head = (
        f"POST /en/correct HTTP/1.1\r\nHost: {NAME}\r\nAccept-Encoding: gzip, deflate, br\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n{network}"
    )
    started = time.monotonic()
    await _until(_RECEIPT, port, head.encode() + body)
    return time.monotonic() - started


async def _until(wanted: re.Pattern[bytes], port: int, asked: bytes) -> bytes:
    """Ask until an answer has what is wanted, and return that."""
    for _ in range(_TRIES):
        if found := wanted.search(await _answer(port, asked)):
            return found[1]
        await asyncio.sleep(0.2)
    raise BenchError("A form was sent again and again, and no receipt came.")


async def _answer(port: int, asked: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(asked)
        head, _, body = (await reader.read(-1)).partition(_END)
    finally:
        writer.close()
    return brotli.decompress(body) if b"content-encoding: br" in head.lower() else body


def together(what: str, port: int, people: int, times: int) -> list[float]:
    """Let people send forms or ask for lists; ``what`` is as above. Raises BenchError."""
    done = subprocess.run(
        (sys.executable, "-m", "bench.form_load", what, str(port), str(people), str(times)),
        cwd=PROJECT,
        capture_output=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"It was not answered:\n{done.stderr.decode(errors='replace')}")
    seconds: list[float] = json.loads(done.stdout)
    return seconds


if __name__ == "__main__":
    _take = {"form": _send, "list": _ask_for_list}[sys.argv[1]]
    print(json.dumps(asyncio.run(take_turns(_take, *map(int, sys.argv[2:])))))
