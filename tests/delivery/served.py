"""Start gunicorn with the project's own configuration over the tiny site, and talk to it."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from delivery.small_dictionary import naming
from delivery.tiny_site import point, write_generation
from support.waiting import PATIENCE_SECONDS, wait_for

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
WORKERS: Final = 2
# The door, and how gunicorn is told to use it.
KINDS: Final = {
    "asgi": ("tiny_asgi:application",),
    "gthread": ("-k", "gthread", "--threads", "8", "tiny_wsgi:application"),
}
# A page that a reader of the tiny site may name, and no log.
READ_LAST: Final = naming(b"the page that somebody read last")[1:-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running gunicorn."""

    process: subprocess.Popen[bytes]
    port: int
    root: Path
    log: Path

    def connect(self, timeout: float = PATIENCE_SECONDS) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def raw(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def get(self, target: str) -> tuple[int, bytes]:
        """Ask on a connection of its own."""
        connection = self.connect()
        try:
            connection.request("GET", target, headers={"Connection": "close"})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """Return the process ids of the workers that are alive."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return set(map(int, children.split()))

    def reload(self) -> None:
        """Send SIGHUP and wait until other workers answer."""
        before = self.workers()
        self.process.send_signal(signal.SIGHUP)
        wait_for(lambda: len(self.workers()) == WORKERS and not before & self.workers())
        self.settle()

    def show(self, generation: str) -> None:
        """Switch to a generation and wait until every worker has."""
        point(self.root, generation)
        self.settle(generation)

    def settle(self, generation: str | None = None) -> None:
        """Wait until every worker has answered: while it starts, one cannot be told to stop."""
        seen: dict[int, str] = {}

        def all_seen() -> bool:
            said = json.loads(self.get("/echo")[1])
            seen[said["pid"]] = said["generation"]
            workers = self.workers()
            return len(workers) == WORKERS and workers <= {
                pid for pid, shown in seen.items() if generation in {None, shown}
            }

        wait_for(all_seen)


def ended(connection: socket.socket) -> bool:
    """Return whether the other side has closed, in whatever way."""
    poll = select.poll()
    poll.register(connection, select.POLLIN | select.POLLRDHUP)
    return any(
        event & (select.POLLRDHUP | select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)
    )


def make_root(folder: Path) -> Path:
    """Write two generations and one of garbage, and point to the first; return their folder."""
    for name, word in (("one", "first"), ("two", "second")):
        write_generation(folder, name, word)
    (folder / "generations" / "garbage").mkdir()
    (folder / "generations" / "garbage" / "manifest.json").write_bytes(b"\x00{garbage")
    point(folder, "one")
    return folder


@contextmanager
def serve(kind: str, root: Path, **environment: str) -> Iterator[Served]:
    """Serve the tiny site in ``root`` on a free port until the block ends."""
    log = root / f"{kind}.log"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        str(ROOT / "gunicorn.conf.py"),
        "--pythonpath",
        str(HERE),
        *KINDS[kind],
    ]
    settings = {
        "HOST": "127.0.0.1",
        "PORT": "0",
        "WEB_CONCURRENCY": str(WORKERS),
        "TINY_ROOT": str(root),
        "PYTHONPATH": str(ROOT),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **settings, **environment},
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(lambda: b"Listening at" in log.read_bytes() or process.poll() is not None)
        found = re.search(rb"Listening at: http://127\.0\.0\.1:(\d+)", log.read_bytes())
        assert found, log.read_text()
        served = Served(process=process, port=int(found[1]), root=root, log=log)
        served.settle()
        yield served
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
