"""Write a document in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.library.model import Document, Edition, Slug
from reader.renditions.book import Book, book_of
from reader.renditions.epub.epub_file import epub_of
from reader.renditions.formats import Format
from reader.renditions.html_document import html_of
from reader.renditions.imprint import Imprint
from reader.renditions.text_document import text_of

_WRITERS: Final[Mapping[Format, Callable[[Book], bytes]]] = {
    Format.TEXT: lambda book: text_of(book).encode(),
    Format.EPUB: epub_of,
    Format.HTML: lambda book: html_of(book).encode(),
}


def rendition(
    imprint: Imprint,
    file_format: Format,
    document: Document,
    edition: Edition,
    part: Slug | None = None,
) -> bytes:
    """Return the file of an edition, or of one part of a zine.

    Labels are in the language of the imprint; a notice says if the edition is in another. Raises
    KeyError if the library was loaded without texts, and for an unknown part.
    """
    return _WRITERS[file_format](book_of(imprint, document, edition, part))
