"""One private file of results, for ``ResultCache``. It may be deleted at any time.

It is not used if another user could have written it, or if other code did. No fault of it stops
anything: what cannot be read is worked out again.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final
from zlib import crc32

from reader.storage.private_folder import first_hazard, writable_by_owner_only

RESULTS_FILE: Final = "results.sqlite"
# Another process has at most this long to finish its writing.
_LONGEST_WAIT_SECONDS: Final = 10
# SQLite of any build takes as many.
_KEYS_AT_ONCE: Final = 500
# Results that no longer belong to anything are deleted once they are more than those in use.
_MOST_UNUSED: Final = 1.0
_FEWEST_TO_CLEAR: Final = 1_000
# Before each result, which may be code: SQLite does not notice what a disk has changed.
_CHECKSUM: Final = struct.Struct("<I")
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS code (version TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB NOT NULL);
"""


class ResultFile:
    """An open file of results. ``read`` and ``write`` are those of ``KeptResults``."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._used: set[bytes] = set()

    def read(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Return what is kept for each key, or None."""
        self._used.update(keys)
        found: dict[bytes, bytes] = {}
        try:
            for at in range(0, len(keys), _KEYS_AT_ONCE):
                asked = keys[at : at + _KEYS_AT_ONCE]
                places = ",".join("?" * len(asked))
                query = f"SELECT key, value FROM results WHERE key IN ({places})"  # noqa: S608
                found.update(self._database.execute(query, asked))
        except sqlite3.Error:
            return [None] * len(keys)
        return [_undamaged(found.get(key)) for key in keys]

    def write(self, results: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep results, unless the disk is full or another process writes for long."""
        rows = ((key, _CHECKSUM.pack(crc32(value)) + value) for key, value in results)
        with suppress(sqlite3.Error), self._database:
            self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)

    def clear_unused(self) -> None:
        """Delete the results that nobody has read since the file was opened, if they are many."""
        with suppress(sqlite3.Error):
            ((count,),) = self._database.execute("SELECT count(*) FROM results")
            unused = count - len(self._used)
            if unused <= max(_FEWEST_TO_CLEAR, _MOST_UNUSED * len(self._used)):
                return
            with self._database:
                self._database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
                self._database.executemany(
                    "INSERT INTO used VALUES (?)", ((key,) for key in self._used)
                )
                self._database.execute(
                    "DELETE FROM results WHERE key NOT IN (SELECT key FROM used)"
                )
            self._database.execute("DROP TABLE used")
            self._database.execute("VACUUM")


def _undamaged(row: object) -> bytes | None:
    """Return the result in a row, or None if there is none or it was changed."""
    if not isinstance(row, bytes):
        return None
    checksum, value = row[: _CHECKSUM.size], row[_CHECKSUM.size :]
    return value if checksum == _CHECKSUM.pack(crc32(value)) else None


@contextmanager
def open_results(folder: Path, code: str, *, clears: bool = True) -> Iterator[ResultFile | None]:
    """Open the results in a folder, made if missing, or None if they cannot be trusted or written.

    Those that were made by other code than ``code`` are deleted, and at the end many that nobody
    asked for, unless it ``clears`` nothing.
    """
    with writable_by_owner_only():
        database = _open(folder, code)
    if database is None:
        yield None
        return
    with closing(database):
        results = ResultFile(database)
        yield results
        if clears:
            results.clear_unused()


def _open(folder: Path, code: str) -> sqlite3.Connection | None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if first_hazard(folder):
            return None
        for _ in range(2):
            if (database := _open_file(folder / RESULTS_FILE, code)) is not None:
                return database
            _delete(folder)
    except OSError:
        return None
    return None


def _open_file(path: Path, code: str) -> sqlite3.Connection | None:
    """Return an open file of results that this code made, or None if it is of no use."""
    database = sqlite3.connect(path, timeout=_LONGEST_WAIT_SECONDS, check_same_thread=False)
    try:
        with database:
            database.executescript(_TABLES)
            versions = [version for (version,) in database.execute("SELECT version FROM code")]
            if not versions:
                database.execute("INSERT INTO code VALUES (?)", (code,))
        if versions in ([], [code]):
            path.chmod(0o600)
            return database
    except sqlite3.Error:
        pass
    database.close()
    return None


def _delete(folder: Path) -> None:
    for path in folder.glob(f"{RESULTS_FILE}*"):
        path.unlink(missing_ok=True)
