"""Generate load in a process of its own: `python -m bench.load PORT TARGET CONNECTIONS SECONDS`.

It prints, as JSON, how many answers came in how many seconds. Every connection asks again as soon
as it is answered.

It shares the processors with the server, so it does as little as possible: it parses the first
answer of each connection, and only checks length and first line of the others. That takes ten µs
per answer, more than half of them in the kernel; uvloop with a protocol per connection took fifteen
to twenty on the same machine.
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

_TIMEOUT_SECONDS: Final = 20
_OK: Final = b"HTTP/1.1 200 "
_BUFFER_BYTES: Final = 262_144


@dataclass(slots=True, kw_only=True)
class Tally:
    """The answers, and the ``faults``: other answers than the first, and closed connections."""

    answers: int = 0
    faults: int = 0
    seconds: float = 0.0


@dataclass(slots=True, kw_only=True)
class LoadConnection:
    """An open connection. ``missing_bytes`` of its answer are still to come."""

    connection: socket.socket
    length: int
    missing_bytes: int


def ask_for(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Ask on many connections for some seconds."""
    open_connections = {
        each.connection.fileno(): each for each in (_open(port, target) for _ in range(connections))
    }
    question = request(target)
    tally = Tally()
    started = time.monotonic()
    with select.epoll() as ready:
        for number, each in open_connections.items():
            ready.register(number, select.EPOLLIN)
            each.connection.send(question)
        _ask_again(open_connections, question, ready, started + seconds, tally)
    tally.seconds = time.monotonic() - started
    return tally


def _open(port: int, target: str) -> LoadConnection:
    connection = connect(port)
    answer = ask(connection, target)
    connection.setblocking(False)  # the name of the call says it
    return LoadConnection(
        connection=connection, length=answer.weight_bytes, missing_bytes=answer.weight_bytes
    )


def _ask_again(
    open_connections: dict[int, LoadConnection],
    question: bytes,
    ready: select.epoll,
    end: float,
    tally: Tally,
) -> None:
    """Ask again after each complete answer, until the time is over and the last one has come."""
    buffer = bytearray(_BUFFER_BYTES)
    while open_connections:
        now = time.monotonic()
        if now > end + _TIMEOUT_SECONDS:
            raise BenchError(f"{len(open_connections)} connections were not answered.")
        for number, _ in ready.poll(1):
            each = open_connections[number]
            received = each.connection.recv_into(buffer)
            begins = each.missing_bytes == each.length
            each.missing_bytes -= received
            if not received or each.missing_bytes < 0 or (begins and not buffer.startswith(_OK)):
                tally.faults += 1
                open_connections.pop(number).connection.close()
            elif not each.missing_bytes:
                tally.answers += 1
                each.missing_bytes = each.length
                if now < end:
                    each.connection.send(question)
                else:
                    open_connections.pop(number).connection.close()


def generate(port: int, target: str, connections: int, seconds: float) -> Tally:
    """Run the load generator. Raises BenchError if any request was not answered."""
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
        timeout=seconds + 2 * _TIMEOUT_SECONDS,
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
