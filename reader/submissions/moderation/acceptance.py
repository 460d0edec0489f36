"""Put what was accepted into ``content/``, where editors go on with it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Final

from reader.library.addresses import SHELVES
from reader.library.library import Library
from reader.library.model import Kind
from reader.storage.atomic_files import replace_file
from reader.submissions.form_fields import FormName
from reader.submissions.moderation.correction_note import (
    NOTES_FILE,
    document_of,
    folder_of,
    note,
)
from reader.submissions.moderation.draft_document import FACTS_FILE, draft_files, slug_of
from reader.submissions.moderation.team_desk import OpenedSubmission

_EXPERIMENTS: Final = SHELVES[Kind.EXPERIMENT]


class ClosedSubmissionError(Exception):
    """What was written cannot be read with the key that was given."""


class UnknownPageError(Exception):
    """A correction names no page that the library has."""


def write_accepted(
    content: Path, library: Library, opened: OpenedSubmission, today: date, page: str = ""
) -> Path:
    """Write a draft document, or a note beside a document; return the folder or the file.

    What was accepted before is not written again.

    ``page`` names the page of a correction if its writer did not. Raises OSError,
    ClosedSubmissionError and UnknownPageError.
    """
    answers = opened.answers
    if answers is None:
        raise ClosedSubmissionError
    if opened.submission.form is FormName.SHARE:
        return _earlier_draft(content, opened.submission.reference) or _write_draft(
            content, library, opened, today
        )
    document = document_of(library, page or answers["page"])
    if document is None:
        raise UnknownPageError
    file = content / folder_of(document) / NOTES_FILE
    entry = note(opened.submission.reference, answers, today.isoformat())
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if opened.submission.reference not in before:
        replace_file(file, (before + entry).encode())
    return file


def _earlier_draft(content: Path, reference: str) -> Path | None:
    """Return the folder that a project was put into before, if its comments still say so."""
    for facts in (content / _EXPERIMENTS).glob(f"*/{FACTS_FILE}"):
        if reference in facts.read_text(encoding="utf-8", errors="replace"):
            return facts.parent
    return None


def _write_draft(content: Path, library: Library, opened: OpenedSubmission, today: date) -> Path:
    """Write the folder aside and rename it: an editor's preview never reads half of it."""
    reference, answers = opened.submission.reference, opened.answers or {}
    shelf = content / _EXPERIMENTS
    shelf.mkdir(exist_ok=True)
    folder = shelf / slug_of(answers["name"], (each.name for each in shelf.iterdir()))
    aside = shelf / f".{folder.name}.{os.getpid()}"
    aside.mkdir()
    try:
        for name, text in draft_files(reference, answers, library.languages, today).items():
            (aside / name).write_text(text, encoding="utf-8")
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder
