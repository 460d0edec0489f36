"""A PostgreSQL of our own on loopback, in a folder that is thrown away, run as another user."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from support.waiting import PATIENCE_SECONDS

from bench.ports import reserved_ports

# Debian keeps the programs of each version in a folder of its own, and none of them on the path.
_PROGRAMS: Final = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_USER: Final = "postgres"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresqlServer:
    """A running server, in which anybody on this machine may do anything."""

    port: int
    programs: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"reader{next(self._numbers)}"
        _run(self.programs / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, name)
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Start a server, and stop it. It refuses to run as root, so it then has its own user."""
    assert _PROGRAMS, "PostgreSQL is not installed: .ci/prepare databases"
    programs = _PROGRAMS[-1]
    # Not in pytest's folders, which are closed to other users.
    folder = Path(mkdtemp(prefix="reader-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    try:
        _run_as(programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", _USER, "--no-sync")
        with reserved_ports(1) as (port,), _started(programs / "pg_ctl", folder, port):
            yield PostgresqlServer(port=port, programs=programs)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(control: Path, folder: Path, port: int) -> Iterator[None]:
    data = folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    _run_as(control, "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield
    finally:
        _run_as(control, "-D", data, "-m", "immediate", "-w", "stop")


def _run_as(program: Path, *arguments: object) -> None:
    become = ("runuser", "-u", _USER, "--") if os.geteuid() == 0 else ()
    _run(*become, program, *arguments)


def _run(*command: object) -> None:
    subprocess.run(
        [str(each) for each in command],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=2 * PATIENCE_SECONDS,
        cwd="/",
    )
