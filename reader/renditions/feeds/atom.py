"""The newest works as an Atom feed, with their full text. Source: RFC 4287."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from itertools import chain
from typing import Final

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import SHELVES, address
from reader.library.model import Document, Kind
from reader.renditions.book import Book, Chapter, book_of
from reader.renditions.book_links import BookLinks
from reader.renditions.feeds.entries import (
    ATOM,
    document_feed,
    entry_head,
    feed_head,
    full_address,
    link,
    newest,
    route_for,
    works,
)
from reader.renditions.imprint import Imprint
from reader.renditions.markup import MarkupChanges, element, rewrite

# Whoever reads feeds has read the others, and some programs ask for all of it every hour.
ENTRIES: Final = 12


def atom_feed(kind: Kind | None, imprint: Imprint) -> str:
    """Return the newest works of one kind, or of all, in the language of the imprint."""
    found = works(imprint, kind)
    route = route_for(kind, "feed")
    title = imprint.name
    if kind:
        title = f"{title}: {imprint.translator.gettext(SECTION_TITLES[kind])}"
    page = SHELVES[kind] if kind else "new"
    head = (
        link(rel="self", type=ATOM, href=full_address(imprint, route)),
        link(rel="alternate", type="text/html", href=full_address(imprint, page)),
    )
    path = address(route, language=imprint.tag)
    return document_feed(
        chain(feed_head(imprint, title, path, newest(imprint, found)), head),
        (_entry(imprint, document) for document in found[:ENTRIES]),
        imprint.tag,
    )


def _entry(imprint: Imprint, document: Document) -> str:
    told = book_of(imprint, document, document.editions[imprint.tag])
    # What a reading list leads to has entries of its own.
    held = told.chapters if document.kind is not Kind.LIST else told.chapters[:1]
    content = escape("".join(_chapters(told, held)), quote=False)
    return element(
        "entry",
        "".join(entry_head(imprint, document, told)) + element("content", content, type="html"),
    )


def _chapters(told: Book, held: Iterable[Chapter]) -> Iterator[str]:
    """Yield chapters of a book, with links to the pages of the library."""
    links = BookLinks(told, partial(_place, told))
    for number, chapter in enumerate(held):
        changes = MarkupChanges(deeper=chapter.level, link=partial(links.link, number))
        if chapter.level:
            yield element(f"h{chapter.level + 1}", escape(chapter.title, quote=False))
        yield rewrite(chapter.html, changes)


def _place(told: Book, number: int, anchor: str) -> str:
    path = told.chapters[number].path
    page = told.imprint.base_url + path if path else told.address
    return f"{page}#{anchor}" if anchor else page
