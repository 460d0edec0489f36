"""Open the database: SQLite in the folder of the submissions, or PostgreSQL by its address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

DATABASE_FILE: Final = "submissions.sqlite"
# How long a write waits for another one, in seconds.
_WAIT_SECONDS: Final = 8
# What is written is on disk before the receipt shows, and what is erased is overwritten.
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-512",
)


def open_engine(folder: Path, database: str) -> Engine:
    """Return an engine: of the address ``database``, or else of the file in ``folder``.

    Raises OSError if the file cannot be made. To be called after a fork, not before.
    """
    if database:
        return create_engine(_postgresql(database), pool_size=2, max_overflow=2, pool_pre_ping=True)
    file = folder / DATABASE_FILE
    _make_private(file)
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        pool_size=2,
        max_overflow=2,
        connect_args={"timeout": _WAIT_SECONDS},
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _postgresql(address: str) -> URL:
    url = make_url(address).set(drivername="postgresql+psycopg")
    return url.update_query_dict({"connect_timeout": "5"}, append=False)


def _make_private(file: Path) -> None:
    """Make the file if it is missing, for its owner alone. SQLite gives its log the same mode."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    os.close(os.open(file, flags, 0o600))


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
