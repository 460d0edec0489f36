"""Where readers hand in what they send: the one door between pages and store.

The store and the keys are opened when something is sent, in the process that takes it, and the
packages that encrypt and keep it are imported then. Our own modules are imported before the
workers are forked: in each of them they would take a megabyte and a half.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from reader.submissions import codes
from reader.submissions.encryption import (
    UnreadableError,
    draft_keys,
    import_age,
    proof,
    seal,
    unseal,
)
from reader.submissions.form_fields import Answers, FormName
from reader.submissions.form_rules import MOST_LINKS, count_links
from reader.submissions.key_files import (
    PUBLIC_FILE,
    ServerKeys,
    ensure_keys,
    has_server_keys,
    read_keys,
)
from reader.submissions.model import (
    DRAFT_TIME,
    UNDECIDED_TIME,
    WRITER,
    AuditEntry,
    Receipt,
    Submission,
    SubmissionDraft,
    SubmissionStatus,
)
from reader.submissions.network_limits import NetworkLimits
from reader.submissions.store.connection import StoreConnection
from reader.submissions.store.errors import ReplayError, StoreUnavailableError
from reader.submissions.store.form_store import FormStore, open_form_store
from reader.submissions.time_stamp import (
    SHORTEST_SECONDS,
    StampFault,
    TimeStamp,
    new_stamp,
    read_stamp,
)

__all__ = ["ReplayError", "StampFault", "StoreUnavailableError", "SubmissionDesk"]

_LOG: Final = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OpenDesk:
    """What one process has opened, and the day on which it last erased what is over."""

    process: int
    keys: ServerKeys
    store: FormStore
    pruned_on: date


class SubmissionDesk:
    """Take what readers send. Every method may raise StoreUnavailableError.

    ``folder`` has the keys and the database, unless ``database`` is the address of another one.
    ``client_header`` is what the operator's proxy says who asks in; empty if there is none.
    """

    def __init__(
        self,
        folder: Path,
        database: str = "",
        client_header: str = "",
        *,
        clock: Clock = utc_now,
    ) -> None:
        self.client_header = client_header
        self._folder = folder
        self._database = database
        self._clock = clock
        self._lock = Lock()
        self._had_keys = False
        self._open: _OpenDesk | None = None
        self._limits = NetworkLimits()

    def find_keys(self) -> bool:
        """Return whether a form can be opened without making keys first.

        If so, none are made from then on: where a disk is gone, others would take their place.
        """
        self._had_keys = self._had_keys or has_server_keys(self._folder)
        return self._had_keys

    def admit(self, address: str) -> bool:
        """Count one more form from an address, and return whether that is not too many."""
        return self._limits.admit(address, self._clock().timestamp())

    def stamp(self, form: FormName) -> str:
        """Return the stamp of a form that is opened now."""
        return new_stamp(self._keys().secret, form, self._clock().timestamp())

    def read_stamp(self, form: FormName, stamp: str) -> TimeStamp | StampFault:
        """Return what the stamp of a form says, or what is wrong with it."""
        return read_stamp(self._keys().secret, form, stamp, self._clock().timestamp())

    def receive(
        self, form: FormName, answers: Answers, language: str, stamp: TimeStamp, *, trapped: bool
    ) -> Receipt:
        """Keep a submission, and return its receipt once it is on disk.

        ``trapped`` says that the field was filled which people leave empty. Raises ReplayError if
        the same form was sent before with other words.
        """
        opened, today = self._opened(), self._today()
        secret, number = opened.keys.secret, stamp.number
        code = codes.code_of(secret, number, language)
        reference = codes.reference_of(secret, number)
        is_hasty = stamp.age_seconds < SHORTEST_SECONDS
        opened.store.add(
            Submission(
                reference=reference,
                form=form,
                language=language,
                received_on=today,
                delete_on=today + UNDECIDED_TIME,
                sealed=_seal(answers, opened.keys.public_key),
                # Keyed by the number, which only the form has: nobody here can try words.
                proof=proof(number.encode(), *answers.values()),
                code_proof=proof(secret, reference, code),
                is_held=trapped or is_hasty or count_links(answers) > MOST_LINKS,
            )
        )
        return Receipt(reference=reference, code=code)

    def status(self, reference: str) -> SubmissionStatus | None:
        """Return where a submission is on its way, or None if there is none."""
        found = self._opened().store.find(codes.read_reference(reference))
        if found is None:
            return None
        return SubmissionStatus(
            state=found.state, path=found.path, reason=found.reason, delete_on=found.delete_on
        )

    def erase(self, reference: str, code: str) -> bool:
        """Erase a submission for whoever has its code. Return whether it was the right one."""
        opened, named = self._opened(), codes.read_reference(reference)
        found = opened.store.find(named)
        given = proof(opened.keys.secret, named, codes.read_code(code))
        if found is None or found.code_proof != given:
            return False
        entry = AuditEntry(on=self._today(), reference=named, action="erase", who=WRITER)
        return opened.store.erase(entry)

    def save_draft(self, answers: Answers, language: str) -> tuple[str, date]:
        """Keep what is not finished. Return the code that opens it, and its last day."""
        code = codes.new_code(language)
        name, public_key, _ = draft_keys(code)
        last_day = self._today() + DRAFT_TIME
        sealed = seal(answers, public_key)
        self._opened().store.save_draft(
            SubmissionDraft(name=name, sealed=sealed, delete_on=last_day)
        )
        return code, last_day

    def open_draft(self, code: str) -> Answers | None:
        """Return what was saved under a code, or None if there is nothing, or no longer."""
        name, _, private_key = draft_keys(codes.read_code(code))
        draft = self._opened().store.find_draft(name, self._today())
        try:
            return unseal(draft.sealed, private_key) if draft else None
        except UnreadableError:
            return None

    def preload(self) -> None:
        """Import what takes a submission, before a fork; connect to nothing."""
        import_age()
        StoreConnection(self._folder, self._database)  # imports its driver

    def close(self) -> None:
        """Close what this process has opened."""
        with self._lock:
            if self._open and self._open.process == os.getpid():
                self._open.store.close()
            self._open = None

    def _today(self) -> date:
        return self._clock().date()

    def _keys(self) -> ServerKeys:
        opened = self._open
        if opened and opened.process == os.getpid():
            return opened.keys
        try:
            if not self.find_keys():
                ensure_keys(self._folder)
            return read_keys(self._folder)
        except (OSError, ValueError) as error:
            _LOG.error("The keys of the submissions cannot be used: %s", type(error).__name__)
            raise StoreUnavailableError(type(error).__name__) from None

    def _opened(self) -> _OpenDesk:
        """Return what this process has open; open it if this is the first time since the fork."""
        with self._lock:
            today = self._today()
            if self._open is None or self._open.process != os.getpid():
                keys = self._keys()
                store = open_form_store(self._folder, self._database)
                self._open = _OpenDesk(
                    process=os.getpid(), keys=keys, store=store, pruned_on=date.min
                )
            if self._open.pruned_on != today:
                # What cannot be erased today is erased tomorrow; what is sent now must not wait.
                with suppress(StoreUnavailableError):
                    self._open.store.prune(today)
                self._open = replace(self._open, pruned_on=today)
            return self._open


def _seal(answers: Answers, public_key: str) -> bytes:
    """Encrypt to the key of the team. Raises StoreUnavailableError if that is none."""
    try:
        return seal(answers, public_key)
    except UnreadableError:
        _LOG.error("%s is no key of age: nothing can be kept.", PUBLIC_FILE)
        raise StoreUnavailableError("key") from None
