"""A book as one EPUB file, the same bytes for the same book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reader.renditions.book import Book
from reader.renditions.epub.chapter_files import (
    CSS,
    NAVIGATION,
    STYLE,
    chapter_files,
    navigation,
)
from reader.renditions.epub.package_document import package_document
from reader.storage.zip_archive import ArchiveFile, archive_of

_PACKAGE: Final = "package.opf"
_CONTAINER: Final = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{_PACKAGE}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_MIMETYPE: Final = "application/epub+zip"


def epub_of(book: Book) -> bytes:
    """Return a book as EPUB 3.3. Takes some milliseconds."""
    return archive_of(each.member() for each in epub_files(book))


def epub_files(book: Book) -> Iterator[ArchiveFile]:
    """Yield the files of a book as EPUB 3.3 in their order. Source: EPUB 3.3 §4."""
    # The first file tells what this is, and may not be compressed.
    yield ArchiveFile(name="mimetype", make=_MIMETYPE.encode, is_packed=True)
    yield ArchiveFile(name="META-INF/container.xml", make=_CONTAINER.encode)
    yield ArchiveFile(name=_PACKAGE, make=lambda: package_document(book).encode())
    yield ArchiveFile(name=NAVIGATION, make=lambda: navigation(book).encode())
    yield ArchiveFile(name=STYLE, make=CSS.encode)
    yield from chapter_files(book)
