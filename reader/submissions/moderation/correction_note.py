"""Put a correction beside the document that it is about, as a note for its editor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from reader.library.addresses import SHELVES, document_address
from reader.library.library import Library
from reader.library.model import Document, Kind
from reader.submissions.form_fields import Answers

NOTES_FILE: Final = "corrections.yaml"
_FOLDERS: Final[Mapping[Kind, str]] = {**SHELVES, Kind.PAGE: "pages"}


def document_of(library: Library, page: str) -> Document | None:
    """Return the document that somebody meant by an address or a title, or None."""
    typed = page.strip().casefold()
    path = urlsplit(typed).path.strip("/").split("/")
    named = path[1:] if path and path[0] in library.languages else path
    for document in library.documents():
        shelf = SHELVES.get(document.kind, "")
        titles = {edition.title.casefold() for edition in document.editions.values()}
        address = [shelf, document.slug] if shelf else [document.slug]
        if typed in titles or named[: len(address)] == address:
            return document
    return None


def folder_of(document: Document) -> str:
    """Return the folder of a document inside ``content/``."""
    return f"{_FOLDERS[document.kind]}/{document.slug}"


def path_of(document: Document, language: str) -> str:
    """Return the address of a document in a language."""
    return document_address(document.kind, document.slug, language)


def note(reference: str, answers: Answers, day: str) -> str:
    """Return the entry of a correction as YAML. How to reach its writer is left out."""
    lines = {
        "correction": reference,
        "on": day,
        "reason": answers["reason"],
        "what": answers["what"],
        "source": answers["source"],
    }
    written = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items())
    return "- " + "\n  ".join(written) + "\n"
