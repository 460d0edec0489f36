"""Open the database: SQLite in the folder of the submissions, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from reader.submissions.store import connection


def open_engine(folder: Path, database: str) -> Engine:
    """Return an engine: of the address ``database``, or else of the file in ``folder``.

    Raises OSError if the file cannot be made. To be called after a fork, not before.
    """
    if database:
        return create_engine(_postgresql(database), pool_size=2, max_overflow=2, pool_pre_ping=True)
    file = folder / connection.DATABASE_FILE
    connection.make_private(file)
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        pool_size=2,
        max_overflow=2,
        connect_args={"timeout": connection.WAIT_SECONDS},
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _postgresql(address: str) -> URL:
    url = make_url(address).set(drivername="postgresql+psycopg")
    return url.update_query_dict({"connect_timeout": "5"}, append=False)


def _prepare(opened: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = opened.cursor()
    for pragma in connection.PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
