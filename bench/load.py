"""A load generator, run as a process of its own: `python -m bench.load PORT TARGET CONNECTIONS SECONDS`.

It prints, as JSON, how many answers came and in how many seconds. Every connection asks again as soon as it is answered.

It shares the processors with what it measures, so it does as little as can be done: the first answer of each connection
is read with care, and all others have to be as long and to begin in the same way. That takes ten µs for an answer, more
than half of them the kernel's, on a machine where uvloop with a protocol for each connection took fifteen to twenty.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Final

from bench.client import ask, connect, request
from bench.figures import BenchError
from bench.project import PROJECT

_PATIENCE_SECONDS: Final = 20
_OK: Final = b"HTTP/1.1 200 "
_BUFFER_BYTES: Final = 262_144


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of it. ``faults`` are answers that differ from the first one, and connections that the server closed."""

    answers: int = 0
    faults: int = 0
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class Asking:
    """One connection that is open and asks. ``missing_bytes`` of the answer have not come yet."""

    connection: socket.socket
    length: int
    missing_bytes: int


def ask_for(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Ask on many connections for some seconds."""
    asking = {
        each.connection.fileno(): each for each in (_open(port, target) for _ in range(connections))
    }
    question = request(target)
    tally = Tally()
    started = time.monotonic()
    with select.epoll() as ready:
        for number, each in asking.items():
            ready.register(number, select.EPOLLIN)
            each.connection.send(question)
        _keep_asking(asking, question, ready, started + seconds, tally)
    tally.seconds = time.monotonic() - started
    return tally


def _open(port: int, target: str) -> Asking:
    connection = connect(port)
    answer = ask(connection, target)
    connection.setblocking(False)  # the name of the call says it
    return Asking(
        connection=connection, length=answer.weight_bytes, missing_bytes=answer.weight_bytes
    )


def _keep_asking(
    asking: dict[int, Asking], question: bytes, ready: select.epoll, end: float, tally: Tally
) -> None:
    """Ask again wherever an answer is whole, until the time is over and the last one has come."""
    buffer = bytearray(_BUFFER_BYTES)
    while asking:
        now = time.monotonic()
        if now > end + _PATIENCE_SECONDS:
            raise BenchError(f"{len(asking)} connections were not answered.")
        for number, _ in ready.poll(1):
            each = asking[number]
            received = each.connection.recv_into(buffer)
            begins = each.missing_bytes == each.length
            each.missing_bytes -= received
            if not received or each.missing_bytes < 0 or (begins and not buffer.startswith(_OK)):
                tally.faults += 1
                asking.pop(number).connection.close()
            elif not each.missing_bytes:
                tally.answers += 1
                each.missing_bytes = each.length
                if now < end:
                    each.connection.send(question)
                else:
                    asking.pop(number).connection.close()


def generate(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Run the load generator and wait for it. Raises BenchError for load that was not answered throughout."""
    command = (
        sys.executable,
        "-m",
        "bench.load",
        str(port),
        target,
        str(connections),
        str(seconds),
    )
    done = subprocess.run(
        command,
        cwd=PROJECT,
        capture_output=True,
        timeout=seconds + 2 * _PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"The load generator failed:\n{done.stderr.decode(errors='replace')}")
    tally = Tally(**json.loads(done.stdout))
    if tally.faults or not tally.answers:
        raise BenchError(
            f"Of {tally.answers} answers to {target}, {tally.faults} were missing or faults."
        )
    return tally


if __name__ == "__main__":
    _port, _target, _connections, _seconds = sys.argv[1:]
    print(json.dumps(asdict(ask_for(int(_port), _target, int(_connections), float(_seconds)))))
