# ruff: noqa: PLC0415
"""Bring a database to the newest form. Alembic is imported only if it is not there yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

import reader.submissions
from reader.submissions.store.statements import NEWEST

MIGRATIONS: Final = Path(reader.submissions.__file__).parent / "migrations"
_LOCK_NUMBER: Final = 7_316_021
_LOCK_FILE: Final = ".migration"


def migrate(engine: Engine, folder: Path) -> None:
    """Make or change the tables, one process at a time. Does nothing if they are the newest."""
    with engine.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    with _locked(engine, folder), engine.begin() as connection:
        if _revision(connection) == NEWEST:  # another process was quicker
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


@contextmanager
def _locked(engine: Engine, folder: Path) -> Iterator[None]:
    """Hold a lock of this machine, or of the database if several machines share it."""
    if engine.dialect.name == "sqlite":
        with (folder / _LOCK_FILE).open("w") as file:
            flock(file, LOCK_EX)
            yield
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": _LOCK_NUMBER})
        yield  # the lock ends with the connection's session
        connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": _LOCK_NUMBER})
