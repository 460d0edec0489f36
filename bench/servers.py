"""Servers to measure: the site as configured, and a hello-world in the same gunicorn."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figures import BenchError
from bench.processes import family
from bench.project import PROJECT, WORKERS, environment

SITE: Final = ("asgi:application",)
# As docs/deploying.md recommends it where nothing but WSGI can be had.
WSGI: Final = ("--worker-class", "gthread", "--threads", "4", "wsgi:application")
# All that differs from the site: what most Flask sites are served with, as many threads as our
# application has.
HELLO: Final = ("--worker-class", "gthread", "--threads", "8", "bench.hello:application")
_PATIENCE_SECONDS: Final = 60
_LISTENING: Final = re.compile(rb"Listening at: http://[\d.]+:(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Where a server runs: ``command`` is put before its own, ``host`` is its address there."""

    command: tuple[str, ...] = ()
    host: str = "127.0.0.1"


HERE: Final = Within()


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running gunicorn. ``master`` is its process id."""

    master: int
    port: int

    def processes(self) -> tuple[int, ...]:
        """Return the master and its workers, of which the first answers before the last is there.

        Raises BenchError when one stays away.
        """
        end = time.monotonic() + _PATIENCE_SECONDS
        while len(found := family(self.master)) != WORKERS + 1:
            if time.monotonic() > end:
                raise BenchError(f"The server has {len(found) - 1} workers and not {WORKERS}.")
            time.sleep(0.01)
        return found


@contextmanager
def serving(
    application: tuple[str, ...], var: Path, within: Within = HERE, **settings: str
) -> Iterator[Server]:
    """Start a server on a free port, go on as soon as it listens, and stop it at the end.

    Raises BenchError when it does not start.
    """
    command = (
        *within.command,
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "gunicorn.conf.py",
        *application,
    )
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            # A session of its own: whatever happens, master and workers are stopped together.
            chosen = {**environment(var), "HOST": within.host, **settings}
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=chosen,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            yield Server(master=process.pid, port=_port(process, log))
        finally:
            stop(process)


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        found = _LISTENING.search(log.read_bytes())
        if found:
            return int(found[1])
        time.sleep(0.002)
    raise BenchError(f"The server did not start:\n{log.read_text(errors='replace')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and all its workers, and wait until they have ended."""
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
