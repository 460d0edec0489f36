"""Keep submissions, drafts and the audit trail. Every write is on disk when its call returns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Table, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from reader.submissions.form_fields import FormName
from reader.submissions.model import AuditEntry, State, Submission
from reader.submissions.store.errors import ReplayError, StoreUnavailableError
from reader.submissions.store.tables import AUDIT, DRAFTS, SUBMISSIONS

_OURS: Final = (SUBMISSIONS, DRAFTS, AUDIT)


class SubmissionStore:
    """The database. Any method may raise StoreUnavailableError: locked, full, read-only, gone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def find(self, reference: str) -> Submission | None:
        """Return a submission by its reference."""
        with self._reading() as connection:
            query = select(SUBMISSIONS).where(SUBMISSIONS.c.reference == reference)
            row = connection.execute(query).first()
        return _submission(row) if row else None

    def all(self) -> tuple[Submission, ...]:
        """Return every submission, the oldest first."""
        query = select(SUBMISSIONS).order_by(SUBMISSIONS.c.received_on, SUBMISSIONS.c.reference)
        with self._reading() as connection:
            return tuple(_submission(row) for row in connection.execute(query))

    def decide(self, submission: Submission, entry: AuditEntry) -> None:
        """Keep the state, place, reason and end of a submission, and who decided it."""
        values = {
            "state": submission.state.value,
            "path": submission.path,
            "reason": submission.reason,
            "delete_on": submission.delete_on,
        }
        changed = (
            update(SUBMISSIONS)
            .where(SUBMISSIONS.c.reference == submission.reference)
            .values(values)
        )
        with self._writing() as connection:
            connection.execute(changed)
            connection.execute(insert(AUDIT), _audit_row(entry))

    def erase(self, entry: AuditEntry) -> bool:
        """Erase a submission; only that somebody erased it stays. Return whether there was one."""
        gone = delete(SUBMISSIONS).where(SUBMISSIONS.c.reference == entry.reference)
        with self._writing() as connection:
            found = connection.execute(gone).rowcount > 0
            if found:
                connection.execute(insert(AUDIT), _audit_row(entry))
        self._forget()
        return found

    def note(self, entry: AuditEntry) -> None:
        """Add an entry to the audit trail."""
        with self._writing() as connection:
            connection.execute(insert(AUDIT), _audit_row(entry))

    def audit(self) -> tuple[AuditEntry, ...]:
        """Return the audit trail, the oldest entry first."""
        with self._reading() as connection:
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.entry))
            return tuple(
                AuditEntry(on=row.on_day, reference=row.reference, action=row.action, who=row.who)
                for row in rows
            )

    def prune(self, today: date) -> int:
        """Erase what has come to its end. Return how much that was."""
        with self._writing() as connection:
            count = sum(
                connection.execute(delete(table).where(table.c.delete_on < today)).rowcount
                for table in (SUBMISSIONS, DRAFTS)
            )
        self._forget()
        return count

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every row with the name of its table, all from one moment."""
        with self._reading() as connection:
            for table in _OURS:
                for row in connection.execute(select(table)):
                    yield table.name, dict(row._mapping)

    def fill(self, rows: Iterator[tuple[str, dict[str, Any]]]) -> int:
        """Fill an empty store, all of it or nothing. Raises ReplayError if it is not empty."""
        tables: dict[str, Table] = {table.name: table for table in _OURS}
        count = 0
        with self._writing() as connection:
            if any(connection.execute(select(table)).first() for table in _OURS):
                raise ReplayError
            for name, row in rows:
                connection.execute(insert(tables[name]), row)
                count += 1
            if connection.dialect.name != "sqlite":  # rows came with their numbers
                connection.execute(_NEXT_ENTRY)
        return count

    def _forget(self) -> None:
        """Let nothing that was erased stay in SQLite's log."""
        if self._engine.dialect.name == "sqlite":
            with self._reading() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from None


_NEXT_ENTRY: Final = text(
    "SELECT setval(pg_get_serial_sequence('audit', 'entry'), "
    "(SELECT coalesce(max(entry), 1) FROM audit))"
)


def _submission(row: Row[Any]) -> Submission:
    values = dict(row._mapping)
    return Submission(
        **{**values, "form": FormName(values["form"]), "state": State(values["state"])}
    )


def _audit_row(entry: AuditEntry) -> dict[str, object]:
    return {
        "on_day": entry.on,
        "reference": entry.reference,
        "action": entry.action,
        "who": entry.who,
    }
