"""The works that a feed tells of, and what Atom and OPDS say of them alike.

Source: RFC 4287; RFC 4151.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final
from urllib.parse import urlsplit

from reader.library.addresses import SHELVES, address
from reader.library.model import Document, Kind
from reader.renditions.book import BookSummary, book_summary
from reader.renditions.formats import CATALOG_FORMATS, MEDIA_TYPES
from reader.renditions.imprint import Imprint
from reader.renditions.markup import element
from reader.renditions.rendition import rendition

ATOM: Final = "application/atom+xml"
# A file that anybody may have. Source: OPDS 1.2 §8.3, OPDS 2.0 §5.
OPEN_ACCESS: Final = "http://opds-spec.org/acquisition/open-access"
# The year in which names began to be given. It is part of every name, and never changes.
_NAMED_SINCE: Final = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file that a catalog leads to."""

    address: str
    media_type: str
    size_bytes: int


def files_of(imprint: Imprint, document: Document) -> Iterator[FileEntry]:
    """Yield the files of a work, what readers of e-books like best first.

    Only those whose size the imprint does not know are written for it.
    """
    edition = document.editions[imprint.tag]
    sizes = imprint.file_sizes
    for each in CATALOG_FORMATS:
        path = f"{imprint.path(document)}.{each}"
        if path not in sizes:
            sizes[path] = len(rendition(imprint, each, document, edition))
        yield FileEntry(
            address=imprint.base_url + path,
            media_type=MEDIA_TYPES[each].partition(";")[0],
            size_bytes=sizes[path],
        )


def works(imprint: Imprint, kind: Kind | None) -> list[Document]:
    """Return the works in the language of the imprint, newest first, of one kind or of all."""
    found = [
        document
        for document in imprint.library.documents()
        if document.kind is not Kind.PAGE
        and kind in {None, document.kind}
        and imprint.tag in document.editions
    ]
    return sorted(found, key=lambda each: _newest_first(imprint, each))


def _newest_first(imprint: Imprint, document: Document) -> tuple[int, str]:
    edition = document.editions[imprint.tag]
    return -edition.provenance.written.toordinal(), edition.title.casefold()


def summary_of(imprint: Imprint, document: Document) -> BookSummary:
    """Return what is said of a work in the language of the imprint."""
    return book_summary(imprint, document, document.editions[imprint.tag])


def link(**attributes: str | None) -> str:
    """Return a link of a feed."""
    written = "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if value is not None
    )
    return f"<link{written}/>"


def said(name: str, words: str) -> str:
    """Return an element that holds plain words."""
    return element(name, escape(words, quote=False))


def moment(day: date) -> str:
    """Return a day as Atom writes a moment. Source: RFC 3339."""
    return f"{day.isoformat()}T00:00:00Z"


def name_of(imprint: Imprint, path: str) -> str:
    """Return a name that stays the same when an address changes. Source: RFC 4151 §2.1."""
    host = urlsplit(imprint.base_url).hostname or "localhost"
    return f"tag:{host},{_NAMED_SINCE}:{path}"


def entry_head(imprint: Imprint, document: Document, told: BookSummary) -> Iterator[str]:
    """Yield what every feed says of a work."""
    yield said("id", name_of(imprint, f"{imprint.tag}/{SHELVES[document.kind]}/{document.slug}"))
    yield said("title", told.title)
    yield said("updated", moment(told.written))
    yield said("summary", told.summary)
    yield from (f'<category term="{escape(each)}"/>' for each in told.subjects)
    yield link(rel="alternate", type="text/html", href=told.address, hreflang=imprint.tag)


def feed_head(imprint: Imprint, title: str, path: str, updated: date) -> Iterator[str]:
    """Yield what every feed says of itself. ``path`` is its own."""
    yield said("id", name_of(imprint, path.strip("/")))
    yield said("title", title)
    yield said("updated", moment(updated))
    yield element("author", said("name", imprint.library.identity.publisher))


def newest(imprint: Imprint, documents: list[Document]) -> date:
    """Return the newest date of some works. Without any, the first day of the calendar."""
    days = (document.editions[imprint.tag].provenance.written for document in documents)
    return max(days, default=date(_NAMED_SINCE, 1, 1))


def route_for(kind: Kind | None, what: str) -> str:
    """Return the route of the feed or the catalog of one kind, or of all."""
    return f"{SHELVES[kind]}_{what}" if kind else what


def full_address(imprint: Imprint, route: str) -> str:
    """Return the address of a route in the language of the imprint."""
    return imprint.base_url + address(route, language=imprint.tag)


def document_feed(head: Iterator[str], entries: Iterator[str], tag: str) -> str:
    """Return a whole feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/"'
        f' xml:lang="{tag}">{"".join(head)}{"".join(entries)}</feed>\n'
    )
