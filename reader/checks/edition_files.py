"""The files of a document's editions, as the rules across documents read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.library.addresses import document_address
from reader.library.library import Library
from reader.library.loading.content_layout import file_path
from reader.library.model import Document, Edition, Provenance, Slug, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """One Markdown file: its path, the address of its page, its text, and who wrote it when.

    ``part`` is None for the file of the edition itself.
    """

    library: Library = field(repr=False)
    document: Document
    edition: Edition
    part: Slug | None
    provenance: Provenance

    @property
    def path(self) -> str:
        """The path in the project."""
        document = self.document
        return file_path(document.kind, document.slug, self.edition.language, self.part)

    @property
    def address(self) -> str:
        """The address of the page."""
        document = self.document
        return document_address(document.kind, document.slug, self.edition.language, self.part)

    @property
    def text(self) -> Text:
        """The text."""
        return self.library.text(self.document, self.edition, self.part)


def edition_files(library: Library, document: Document) -> Iterator[EditionFile]:
    """Yield the files of every edition of a document."""
    for edition in document.editions.values():
        yield EditionFile(
            library=library,
            document=document,
            edition=edition,
            part=None,
            provenance=edition.provenance,
        )
        for part in edition.parts:
            yield EditionFile(
                library=library,
                document=document,
                edition=edition,
                part=part.slug,
                provenance=part.provenance,
            )
