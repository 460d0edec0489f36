"""Open the store: its file or database, with the newest tables."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from reader.submissions.store.engine import open_engine
from reader.submissions.store.errors import StoreUnavailableError
from reader.submissions.store.migration import migrate
from reader.submissions.store.store import SubmissionStore


def open_store(folder: Path, database: str) -> SubmissionStore:
    """Return the store of a folder or of a database. Raises StoreUnavailableError.

    Nothing is kept open if it fails: the next call tries again.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = open_engine(folder, database)
        try:
            migrate(engine, folder)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailableError(type(error).__name__) from None
    return SubmissionStore(engine)
