"""The nouns of the room: a submission, its state, a receipt, an entry of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from reader.submissions.form_fields import FormName

# How long things are kept. The privacy page says the same; a test compares them.
DRAFT_DAYS: Final = 30
UNDECIDED_DAYS: Final = 365
DECIDED_DAYS: Final = 90

DRAFT_TIME: Final = timedelta(days=DRAFT_DAYS)
UNDECIDED_TIME: Final = timedelta(days=UNDECIDED_DAYS)
DECIDED_TIME: Final = timedelta(days=DECIDED_DAYS)

# Who erases something with its code, in the audit trail.
WRITER: Final = "its writer"


class State(StrEnum):
    """Where a submission is on its way."""

    RECEIVED = "received"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why something does not become part of the library, as its status page says it."""

    NOT_SURE = "not-sure"
    OTHER_SUBJECT = "other-subject"
    HAVE_IT = "have-it"
    COULD_HARM = "could-harm"
    NO_WORDS = "no-words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One row. ``sealed`` is what was written, encrypted to the key of the team.

    Days, not times, are kept. ``proof`` tells a second send of the same words from other words,
    and ``code_proof`` who may erase it; neither can be read back. ``path`` is where it was
    published. ``is_held`` says that it may be from a machine.
    """

    reference: str
    form: FormName
    language: str
    received_on: date
    delete_on: date
    sealed: bytes = field(repr=False)
    proof: str = field(repr=False)
    code_proof: str = field(repr=False)
    state: State = State.RECEIVED
    is_held: bool = False
    path: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionDraft:
    """What was saved to be finished later, encrypted with the code that its writer has."""

    name: str
    sealed: bytes = field(repr=False)
    delete_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What somebody gets who sent something: a reference, and the code that erases it."""

    reference: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionStatus:
    """What the status page says: nothing of what was written."""

    state: State
    path: str
    reason: str
    delete_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who of the team did what, and when."""

    on: date
    reference: str
    action: str
    who: str
