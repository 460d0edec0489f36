"""The files of a document's editions, as the rules across documents read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.library.addresses import document_address
from reader.library.library import Library
from reader.library.loading.content_layout import file_path
from reader.library.model import Document, Edition, Provenance, Slug, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """One Markdown file: its path, the address of its page, its text, and who wrote it when.

    ``part`` is None for the file of the edition itself.
    """

    path: str
    address: str
    edition: Edition
    part: Slug | None
    text: Text
    provenance: Provenance


def edition_files(library: Library, document: Document) -> Iterator[EditionFile]:
    """Yield the files of every edition of a document."""
    for edition in document.editions.values():
        for part, provenance in (
            (None, edition.provenance),
            *((part.slug, part.provenance) for part in edition.parts),
        ):
            yield EditionFile(
                path=file_path(document.kind, document.slug, edition.language, part),
                address=document_address(document.kind, document.slug, edition.language, part),
                edition=edition,
                part=part,
                text=library.text(document, edition, part),
                provenance=provenance,
            )
