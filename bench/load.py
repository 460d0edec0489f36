"""A load generator, run as a process of its own: `python -m bench.load PORT TARGET CONNECTIONS SECONDS`.

It prints, as JSON, how many answers came and in how many seconds. Every connection asks again as soon as it is answered.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Final, cast

import uvloop

from bench.client import answer_length, request
from bench.figures import BenchError
from bench.project import PROJECT

_PATIENCE_SECONDS: Final = 20
_OK: Final = b"HTTP/1.1 200 "


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of it. ``faults`` are answers other than 200, and connections that the server closed."""

    answers: int = 0
    faults: int = 0
    seconds: float = 0.0


class Asking(asyncio.Protocol):
    """One connection, until its time is over."""

    def __init__(self, question: bytes, end: float, tally: Tally) -> None:
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._question = question
        self._end = end
        self._tally = tally
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first time."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own is none by inheritance
        self._transport.write(self._question)

    def data_received(self, data: bytes) -> None:
        """Count an answer once it is whole, and ask again."""
        self._received += data
        length = answer_length(self._received)
        if length is None or len(self._received) < length or self._transport is None:
            return
        self._tally.answers += 1
        self._tally.faults += not self._received.startswith(_OK)
        del self._received[:length]
        if time.monotonic() < self._end:
            self._transport.write(self._question)
        else:
            self.over.set_result(None)
            self._transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        """Take note where it was not we who closed it."""
        if not self.over.done():
            self._tally.faults += 1
            self.over.set_result(None)


async def ask_for(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Ask on many connections for some seconds."""
    tally = Tally()
    started = time.monotonic()
    question = request(target)
    loop = asyncio.get_running_loop()
    pairs = [loop.create_connection(lambda: Asking(question, started + seconds, tally), "127.0.0.1", port) for _ in range(connections)]
    asking = [protocol for _, protocol in await asyncio.gather(*pairs)]
    async with asyncio.timeout(seconds + _PATIENCE_SECONDS):
        await asyncio.gather(*(each.over for each in asking))
    tally.seconds = time.monotonic() - started
    return tally


def generate(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Run the load generator and wait for it. Raises BenchError for load that was not answered throughout."""
    command = (sys.executable, "-m", "bench.load", str(port), target, str(connections), str(seconds))
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=seconds + 2 * _PATIENCE_SECONDS, check=False)
    if done.returncode:
        raise BenchError(f"The load generator failed:\n{done.stderr.decode(errors='replace')}")
    tally = Tally(**json.loads(done.stdout))
    if tally.faults or not tally.answers:
        raise BenchError(f"Of {tally.answers} answers to {target}, {tally.faults} were missing or faults.")
    return tally


if __name__ == "__main__":
    _port, _target, _connections, _seconds = sys.argv[1:]
    print(json.dumps(asdict(uvloop.run(ask_for(int(_port), _target, int(_connections), float(_seconds))))))
