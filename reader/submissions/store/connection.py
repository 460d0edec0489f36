# ruff: noqa: PLC0415
"""One connection to the store, for the few statements of a server: sqlite3 or psycopg alone.

The driver is imported when the store is opened: a server to which nobody sends does without it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path
from threading import Lock
from typing import Any, Final

DATABASE_FILE: Final = "submissions.sqlite"
# How long a write waits for another one, in seconds.
WAIT_SECONDS: Final = 8
# What is written is on disk before the receipt shows, and what is erased is overwritten.
PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-64",
)
_OWN_FILE: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
# Device and inode of a file that was not opened yet, or of none.
_NO_FILE: Final = (0, 0)
_NAME: Final = re.compile(r":(\w+)")


class StoreConnection:
    """A connection that is opened at the first statement, and again after one that failed.

    One transaction runs at a time: a database file takes one write at a time anyway. Workers take
    turns by a lock of the system, which wakes the next one at once; SQLite itself sleeps and looks
    again, so that one worker can be passed by the other for seconds. ``errors`` are what the driver
    raises, ``conflict`` what it raises for a key that is there already.

    A database that was there and is gone is an error: a file made in its place would take what
    nobody finds once the disk is back, and SQLite goes on writing into a file without a name.
    """

    def __init__(self, folder: Path, database: str) -> None:
        self._file = folder / DATABASE_FILE
        self._database = database
        self._lock = Lock()
        self._connection: Any = None
        self._identity = _NO_FILE
        self._turn = -1
        driver = _driver(database)
        self.errors: tuple[type[Exception], ...] = (driver.Error, OSError)
        self.conflict: type[Exception] = driver.IntegrityError

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._drop()

    @contextmanager
    def transaction(self) -> Iterator[StoreConnection]:
        """Keep all statements of the block, or none. Raises what the driver raises."""
        with self._lock:
            try:
                if self._connection is not None and not self._is_there():
                    self._drop()
                if self._connection is None:
                    self._connection = self._open()
                self._take_turn(LOCK_EX)
                yield self
                self._connection.commit()
                if self._identify() != self._identity:
                    raise FileNotFoundError(DATABASE_FILE)
            except self.conflict:
                self._connection.rollback()
                raise
            except BaseException:
                self._drop()
                raise
            finally:
                self._take_turn(LOCK_UN)

    def run(self, statement: str, values: Mapping[str, object] | None = None) -> Any:
        """Run a statement in a transaction, and return its cursor."""
        cursor = self._connection.cursor()
        if self._database:
            return cursor.execute(_NAME.sub(r"%(\1)s", statement), values)
        plain = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in (values or {}).items()
        }
        return cursor.execute(statement, plain)

    def forget(self) -> None:
        """Let nothing that was erased stay in SQLite's log."""
        with self._lock, suppress(*self.errors):
            if self._connection is not None and not self._database:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _open(self) -> Any:
        if self._database:
            import psycopg

            address = self._database.replace("postgresql+psycopg:", "postgresql:", 1)
            return psycopg.connect(address, connect_timeout=5)
        if self._identity == _NO_FILE:
            make_private(self._file)
        self._identity = self._identify()
        self._turn = os.open(self._file.with_name(".turn"), _OWN_FILE, 0o600)
        import sqlite3

        connection = sqlite3.connect(self._file, timeout=WAIT_SECONDS, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        return connection

    def _is_there(self) -> bool:
        """Return whether the database still answers. Raises OSError if its file is gone."""
        if not self._database:
            return self._identify() == self._identity
        with suppress(*self.errors):
            self._connection.execute("SELECT 1")
            return True
        return False

    def _identify(self) -> tuple[int, int]:
        """Return which file has the name of the database; nothing for one with an address."""
        if self._database:
            return _NO_FILE
        found = self._file.stat()
        return found.st_dev, found.st_ino

    def _take_turn(self, operation: int) -> None:
        if self._turn >= 0:
            flock(self._turn, operation)

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(*self.errors):
                self._connection.close()
        self._connection = None
        if self._turn >= 0:
            os.close(self._turn)
            self._turn = -1


def make_private(file: Path) -> None:
    """Make the file if it is missing, for its owner alone. SQLite gives its log the same mode."""
    os.close(os.open(file, _OWN_FILE, 0o600))


def _driver(database: str) -> Any:
    if database:
        import psycopg

        return psycopg
    import sqlite3

    return sqlite3
