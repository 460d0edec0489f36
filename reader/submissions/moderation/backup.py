"""Write everything that is kept into one file, and fill an empty store from it.

JSON, a row a line, the same for SQLite and PostgreSQL; the last line has the checksum of the rest.
What was written by readers stays encrypted to the key of the team.
"""

from __future__ import annotations

import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from reader.storage.atomic_files import sync
from reader.submissions.store.store import SubmissionStore

_FORMAT: Final = "reader submissions 1"


class BackupError(Exception):
    """A file that is no backup, or a damaged one."""


def write_backup(store: SubmissionStore, target: Path) -> int:
    """Write all rows of a store into a new file for its owner alone. Return how many there were.

    Raises OSError, FileExistsError if the file is there already.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    digest, count = hashlib.sha256(), 0
    with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
        for line in (_line({"format": _FORMAT}), *map(_row_line, store.rows())):
            digest.update(line)
            file.write(line)
            count += 1
        file.write(_line({"sha256": digest.hexdigest()}))
        file.flush()
        os.fsync(file.fileno())
    sync(target.absolute().parent)
    return count - 1


def read_backup(store: SubmissionStore, source: Path) -> int:
    """Fill an empty store from a file. Return how many rows there were.

    Raises OSError, BackupError, and ReplayError if the store is not empty. All or nothing is kept.
    """
    try:
        *lines, last = source.read_bytes().splitlines(keepends=True)
        whole = json.loads(last)["sha256"] == hashlib.sha256(b"".join(lines)).hexdigest()
        head = json.loads(lines[0])["format"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise BackupError from None
    if not whole or head != _FORMAT:
        raise BackupError
    return store.fill(_rows(lines[1:]))


def _row_line(row: tuple[str, Mapping[str, Any]]) -> bytes:
    table, values = row
    return _line({"table": table, "row": {name: _plain(each) for name, each in values.items()}})


def _line(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> object:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"bytes": b64encode(value).decode()} if isinstance(value, bytes) else value


def _rows(lines: list[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        entry = json.loads(line)
        yield entry["table"], {name: _typed(value) for name, value in entry["row"].items()}


def _typed(value: Any) -> object:
    match value:
        case {"date": written}:
            return date.fromisoformat(written)
        case {"bytes": written}:
            return b64decode(written)
    return value
