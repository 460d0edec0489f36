"""Where the team works: read what arrived with the private key, decide, erase, and be recorded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from reader.submissions.codes import read_code, read_reference
from reader.submissions.encryption import UnreadableError, proof, unseal
from reader.submissions.form_fields import Answers
from reader.submissions.key_files import ensure_keys, holds_private_key, read_keys
from reader.submissions.model import (
    DECIDED_TIME,
    AuditEntry,
    DeclineReason,
    State,
    Submission,
)
from reader.submissions.store.errors import StoreUnavailableError
from reader.submissions.store.open_store import open_store
from reader.submissions.store.store import SubmissionStore


class UnknownReferenceError(Exception):
    """Nothing has this reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSubmission:
    """A submission with its answers, None if they cannot be read with the key that was given."""

    submission: Submission
    answers: Answers | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDesk:
    """The work of one person of the team, today. Its methods may raise StoreUnavailableError.

    ``private_key`` is empty if it is not at hand: then what was written stays closed.
    """

    store: SubmissionStore
    folder: Path
    private_key: str = field(repr=False)
    who: str
    today: date

    @property
    def key_is_here(self) -> bool:
        """Whether the private key still lies beside what it opens."""
        return holds_private_key(self.folder)

    def all(self) -> tuple[OpenedSubmission, ...]:
        """Return everything that arrived, the oldest first."""
        return tuple(map(self._opened, self.store.all()))

    def find(self, reference: str) -> OpenedSubmission:
        """Return what a reference names, however it was typed. Raises UnknownReferenceError."""
        found = self.store.find(read_reference(reference))
        if found is None:
            raise UnknownReferenceError(reference)
        return self._opened(found)

    def take_up(self, opened: OpenedSubmission) -> OpenedSubmission:
        """Say that somebody works on it, the first time that it is read."""
        if opened.submission.state is not State.RECEIVED or opened.answers is None:
            return opened
        taken = replace(opened.submission, state=State.IN_REVIEW)
        self.store.decide(taken, self._entry(taken.reference, "read"))
        return replace(opened, submission=taken)

    def accept(self, opened: OpenedSubmission) -> Submission:
        """Say that it is in the hands of an editor."""
        accepted = replace(opened.submission, state=State.IN_REVIEW)
        self.store.decide(accepted, self._entry(accepted.reference, "accept"))
        return accepted

    def publish(self, opened: OpenedSubmission, path: str) -> Submission:
        """Say where it was published. What was written is erased some time after that."""
        return self._decide(opened, State.PUBLISHED, "publish", path=path)

    def decline(self, opened: OpenedSubmission, reason: DeclineReason) -> Submission:
        """Say why it is not published."""
        return self._decide(opened, State.DECLINED, "decline", reason=reason.value)

    def erase(self, reference: str) -> bool:
        """Erase what was written and all that is known of it. Return whether there was any."""
        return self.store.erase(self._entry(read_reference(reference), "erase"))

    def note(self, reference: str, action: str) -> None:
        """Record that somebody of the team did something with a submission."""
        self.store.note(self._entry(reference, action))

    def is_code_of(self, opened: OpenedSubmission, code: str) -> bool:
        """Return whether a code was shown with this reference: whoever knows it sent it."""
        reference = opened.submission.reference
        secret = read_keys(self.folder).secret
        return proof(secret, reference, read_code(code)) == opened.submission.code_proof

    def _decide(
        self,
        opened: OpenedSubmission,
        state: State,
        action: str,
        *,
        path: str = "",
        reason: str = "",
    ) -> Submission:
        decided = replace(
            opened.submission,
            state=state,
            delete_on=self.today + DECIDED_TIME,
            path=path,
            reason=reason,
        )
        self.store.decide(decided, self._entry(decided.reference, action))
        return decided

    def _opened(self, submission: Submission) -> OpenedSubmission:
        try:
            answers = unseal(submission.sealed, self.private_key) if self.private_key else None
        except UnreadableError:
            answers = None
        return OpenedSubmission(submission=submission, answers=answers)

    def _entry(self, reference: str, action: str) -> AuditEntry:
        return AuditEntry(on=self.today, reference=reference, action=action, who=self.who)


def open_team_desk(
    folder: Path, database: str, private_key: str, *, who: str, today: date
) -> TeamDesk:
    """Return the desk of somebody of the team. Raises StoreUnavailableError and OSError.

    What has come to its end is erased first: nobody may have sent anything for months.
    """
    ensure_keys(folder)
    store = open_store(folder, database)
    with suppress(StoreUnavailableError):  # what cannot be written can still be read
        store.prune(today)
    return TeamDesk(
        store=store,
        folder=folder,
        private_key=private_key,
        who=who,
        today=today,
    )
