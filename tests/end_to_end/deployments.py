"""A library served by the real gunicorn on a free port, as an operator starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from support.source_modules import PROJECT
from support.waiting import PATIENCE_SECONDS, wait_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A library in a folder of its own, served on a free port."""

    folder: Path
    port: int
    master: int = 0

    def workers(self) -> list[int]:
        """Return the process ids of the workers that run now."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children")
        return [int(number) for number in children.read_text().split()]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path, headers={"Connection": "close", **headers})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command ``reader`` on this library."""
        program = [sys.executable, "-c", "from reader.cli.main import main; main()", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), **settings_of(self.folder)}
        return subprocess.run(program, capture_output=True, text=True, check=False, env=environment)


def settings_of(folder: Path) -> dict[str, str]:
    """Return the settings of a library that has everything in one folder."""
    return {
        "READER_BASE_URL": "https://library.example.org",
        "READER_CONTENT": str(folder / "content"),
        "READER_SUBMISSIONS": str(folder / "submissions"),
        "READER_TRANSLATIONS": str(folder / "translations"),
        "READER_VAR": str(folder / "var"),
    }


@contextmanager
def deployed(folder: Path, settings: Mapping[str, str]) -> Iterator[Deployment]:
    """Serve what is built until the block ends. The log is written into ``folder``."""
    log = folder / "gunicorn.log"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(PROJECT / "gunicorn.conf.py"),
        "asgi:application",
    ]
    server = {"PYTHONPATH": str(PROJECT), "HOST": "127.0.0.1", "PORT": "0", "WEB_CONCURRENCY": "2"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **settings, **server},
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(
            lambda: log.read_bytes().count(b"Booting worker") == 2 or process.poll() is not None
        )
        port = re.search(rb"Listening at: http://127\.0\.0\.1:(\d+)", log.read_bytes())
        assert port, log.read_text()
        yield Deployment(folder=folder, port=int(port[1]), master=process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
