# ruff: noqa: PLC0415
"""What the team does with submissions on the command line, and the names that this needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from reader.settings import Settings
from reader.submissions.form_fields import FIELDS, FieldKind, FormName
from reader.submissions.labels import (
    ACTION_NAMES,
    DECLINE_LABELS,
    FIELD_LABELS,
    FORM_NAMES,
    REASON_LABELS,
    RUNNING_LABELS,
    STATE_LABELS,
    STATE_NAMES,
    WHO_NAMES,
)
from reader.submissions.model import DeclineReason, State
from reader.submissions.store.errors import ReplayError, StoreUnavailableError

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.submissions.moderation.team_desk import OpenedSubmission, TeamDesk

__all__ = [
    "ACTION_NAMES",
    "DECLINE_LABELS",
    "FIELDS",
    "FIELD_LABELS",
    "FORM_NAMES",
    "REASON_LABELS",
    "RUNNING_LABELS",
    "STATE_LABELS",
    "STATE_NAMES",
    "WHO_NAMES",
    "DeclineReason",
    "FieldKind",
    "FormName",
    "OpenedSubmission",
    "ReplayError",
    "State",
    "StoreUnavailableError",
    "SubmissionsOffError",
    "TeamDesk",
    "TeamFailure",
    "accept",
    "backup",
    "prepare_forms",
    "publish",
    "restore",
    "team_desk",
]


class SubmissionsOffError(Exception):
    """Nothing can be sent to this copy of the library: READER_SUBMISSIONS is off."""


class TeamFailure(Exception):  # noqa: N818  # one name for what a person can put right
    """Something that the person at the command line can put right. ``why`` names it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def team_desk(settings: Settings, private_key: str) -> Iterator[TeamDesk]:
    """Open the desk of whoever runs the command.

    Raises SubmissionsOffError and StoreUnavailableError, and TeamFailure for what is wrong with a
    request to it.
    """
    from reader.submissions.moderation.acceptance import ClosedSubmissionError, UnknownPageError
    from reader.submissions.moderation.backup import BackupError
    from reader.submissions.moderation.team_desk import UnknownReferenceError, open_team_desk

    if settings.submissions is None:
        raise SubmissionsOffError
    failures: dict[type[Exception], str] = {
        ClosedSubmissionError: "closed",
        UnknownPageError: "page",
        BackupError: "backup",
        UnknownReferenceError: "reference",
        ReplayError: "full",
        FileExistsError: "exists",
    }
    desk = open_team_desk(
        settings.submissions,
        settings.submissions_database,
        private_key or _private_key(settings.submissions),
        who=getuser(),
        today=_today(),
    )
    try:
        yield desk
    except tuple(failures) as error:
        raise TeamFailure(failures[type(error)]) from error
    finally:
        desk.store.close()


def prepare_forms(settings: Settings) -> tuple[bool, bool]:
    """Make the keys and the tables that are missing, if readers can send something.

    What has come to its end is erased. Return whether a pair was made, and whether the private half
    lies on this machine. Raises OSError and StoreUnavailableError.
    """
    from reader.submissions.key_files import ensure_keys, holds_private_key
    from reader.submissions.store.open_store import open_store

    if settings.submissions is None or not settings.takes_submissions:
        return False, False
    made = ensure_keys(settings.submissions)
    store = open_store(settings.submissions, settings.submissions_database)
    try:
        store.prune(_today())
    finally:
        store.close()
    return made, holds_private_key(settings.submissions)


def accept(settings: Settings, desk: TeamDesk, opened: OpenedSubmission, page: str) -> Path:
    """Put a submission into ``content/``. Return the folder or the file that was written."""
    from reader.submissions.moderation.acceptance import write_accepted

    written = write_accepted(settings.content, library(settings), opened, desk.today, page)
    desk.accept(opened)
    return written


def publish(settings: Settings, desk: TeamDesk, opened: OpenedSubmission, address: str) -> None:
    """Lead its writer to where it was published. Raises TeamFailure if no page is there."""
    from reader.library.site_places import places

    path = address.partition("#")[0]
    if all(place.path != path for place in places(library(settings, drafts=False))):
        raise TeamFailure("address")
    desk.publish(opened, address)


def library(settings: Settings, *, drafts: bool = True) -> Library:
    """Return the library as it is in ``content/``. Raises TeamFailure if it cannot be read."""
    from reader.library.loading.loader import load

    loaded = load(settings.content, drafts=drafts).library
    if loaded is None:
        raise TeamFailure("content")
    return loaded


def backup(desk: TeamDesk, target: Path) -> int:
    """Write everything into a new file. Return the number of rows."""
    from reader.submissions.moderation.backup import write_backup

    return write_backup(desk.store, target)


def restore(desk: TeamDesk, source: Path) -> int:
    """Fill an empty store from a file. Return the number of rows."""
    from reader.submissions.moderation.backup import read_backup

    return read_backup(desk.store, source)


def _today() -> date:
    return datetime.now(UTC).date()


def _private_key(folder: Path) -> str:
    from reader.submissions.key_files import PRIVATE_FILE

    file = folder / PRIVATE_FILE
    return file.read_text(encoding="ascii").strip() if file.is_file() else ""
