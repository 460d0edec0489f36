# ruff: noqa: PLC0415
"""The store as a server uses it: keep what is sent, find it by its reference, erase it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

from reader.submissions.form_fields import FormName
from reader.submissions.model import AuditEntry, State, Submission, SubmissionDraft
from reader.submissions.store import statements
from reader.submissions.store.connection import StoreConnection
from reader.submissions.store.errors import ReplayError, StoreUnavailableError


class FormStore:
    """What a server keeps. Any method may raise StoreUnavailableError."""

    def __init__(self, connection: StoreConnection) -> None:
        self._connection = connection

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def add(self, submission: Submission) -> None:
        """Keep a submission; one that is there already, word for word, is kept once.

        Raises ReplayError if its reference was used for other words.
        """
        values = {
            **_values(submission),
            "form": submission.form.value,
            "state": submission.state.value,
        }
        try:
            with self._transaction() as connection:
                connection.run(statements.ADD, values)
        except self._connection.conflict:
            earlier = self.find(submission.reference)
            if earlier is None or earlier.proof != submission.proof:
                raise ReplayError from None

    def find(self, reference: str) -> Submission | None:
        """Return a submission by its reference."""
        with self._transaction() as connection:
            row = connection.run(statements.FIND, {"reference": reference}).fetchone()
        if row is None:
            return None
        named, form, language, received, end, sealed, proof, code, state, held, path, why = row
        return Submission(
            reference=named,
            form=FormName(form),
            language=language,
            received_on=_day(received),
            delete_on=_day(end),
            sealed=bytes(sealed),
            proof=proof,
            code_proof=code,
            state=State(state),
            is_held=bool(held),
            path=path,
            reason=why,
        )

    def erase(self, entry: AuditEntry) -> bool:
        """Erase a submission; only that somebody erased it stays. Return whether there was one."""
        with self._transaction() as connection:
            gone = connection.run(statements.ERASE, {"reference": entry.reference})
            found = bool(gone.rowcount > 0)
            if found:
                values = {
                    "on_day": entry.on,
                    "reference": entry.reference,
                    "action": entry.action,
                    "who": entry.who,
                }
                connection.run(statements.NOTE, values)
        self._connection.forget()
        return found

    def save_draft(self, draft: SubmissionDraft) -> None:
        """Keep a draft. Its name is as good as unique: it is made from a code of 63 bits."""
        with self._transaction() as connection:
            connection.run(statements.SAVE_DRAFT, _values(draft))

    def find_draft(self, name: str, today: date) -> SubmissionDraft | None:
        """Return a draft that is not over, by its name."""
        with self._transaction() as connection:
            values = {"name": name, "today": today}
            row = connection.run(statements.FIND_DRAFT, values).fetchone()
        if row is None:
            return None
        return SubmissionDraft(name=row[0], sealed=bytes(row[1]), delete_on=_day(row[2]))

    def prune(self, today: date) -> None:
        """Erase what has come to its end."""
        with self._transaction() as connection:
            connection.run(statements.PRUNE, {"today": today})
            connection.run(statements.PRUNE_DRAFTS, {"today": today})
        self._connection.forget()

    def has_newest_tables(self) -> bool:
        """Return whether the tables are those of this version."""
        try:
            with self._transaction() as connection:
                row = connection.run(statements.REVISION).fetchone()
        except StoreUnavailableError:  # no table of that name, or no database
            return False
        return row is not None and row[0] == statements.NEWEST

    @contextmanager
    def _transaction(self) -> Iterator[StoreConnection]:
        try:
            with self._connection.transaction() as connection:
                yield connection
        except self._connection.conflict:
            raise
        except self._connection.errors as error:
            raise StoreUnavailableError(type(error).__name__) from None


def open_form_store(folder: Path, database: str) -> FormStore:
    """Return the store of a folder or of a database. Raises StoreUnavailableError.

    SQLAlchemy is imported only if `reader build` has not made the tables.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = FormStore(StoreConnection(folder, database))
    except (OSError, ImportError) as error:
        raise StoreUnavailableError(type(error).__name__) from None
    if not store.has_newest_tables():
        from reader.submissions.store.open_store import open_store

        store.close()
        open_store(folder, database).close()
    return store


def _values(kept: Submission | SubmissionDraft) -> dict[str, object]:
    # asdict() copies each value, which takes as long as encrypting them.
    return {each.name: getattr(kept, each.name) for each in fields(kept)}


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
