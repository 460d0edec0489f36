"""A document as a book: chapters in the order of reading, from which every rendition is written.

A zine has a chapter a part, a reading list one for each text that it leads to, and another document
one; the last one has the sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from reader.library.model import (
    Document,
    Edition,
    Kind,
    LanguageTag,
    PartWords,
    ReadingList,
    Reference,
    Slug,
    Zine,
)
from reader.renditions import pieces
from reader.renditions.imprint import Imprint
from reader.renditions.markup import element


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of a book with a title.

    ``language`` is that of the title; the rest of ``html``, whose headings begin with h2, says its
    own if that is not the one of labels. ``level`` is 0 for the first chapter, 1 for others, 2 for
    the parts of a zine in a reading list. ``path`` is that of its page on the site, if it has one.
    """

    title: str
    language: LanguageTag
    html: str
    level: int
    path: str = ""
    has_sources: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSummary:
    """What a catalog says of a document.

    ``language`` is that of its words, ``address`` that of its page, ``written`` the newest date of
    what it holds. ``subjects`` are the labels of its topics.
    """

    title: str
    summary: str
    language: LanguageTag
    address: str
    written: date
    translators: tuple[str, ...]
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(BookSummary):
    """A document ready to be written as a file.

    ``short_address`` is what fits on paper, where there is one; ``cover`` the name of the pattern
    of a zine.
    """

    imprint: Imprint
    chapters: tuple[Chapter, ...]
    kind: Kind
    short_address: str
    cover: str = ""


def book_of(
    imprint: Imprint, document: Document, edition: Edition, part: Slug | None = None
) -> Book:
    """Return an edition as a book, or one part of a zine.

    Raises KeyError if the library was loaded without texts, and for an unknown part.
    """
    words = {each.slug: each for each in edition.parts}[part] if part else None
    summary = book_summary(imprint, document, edition, words)
    return Book(
        **{each.name: getattr(summary, each.name) for each in fields(summary)},
        imprint=imprint,
        chapters=(
            _first(imprint, document, edition, words, level=0),
            *(() if part else _others(imprint, document, edition)),
            _last(imprint, document, part),
        ),
        kind=document.kind,
        short_address=imprint.shortest_address(document, part),
        cover=document.cover if isinstance(document, Zine) else "",
    )


def book_summary(
    imprint: Imprint, document: Document, edition: Edition, part: PartWords | None = None
) -> BookSummary:
    """Return what a catalog says of an edition, or of one part of a zine. Reads no text."""
    labels = imprint.library.vocabulary.labels[imprint.tag].topics
    shown = part or edition
    return BookSummary(
        title=shown.title,
        summary=shown.summary,
        language=edition.language,
        address=imprint.address(document, part.slug if part else None),
        written=shown.provenance.written if part else _newest(imprint, document, edition),
        translators=shown.provenance.translators,
        subjects=tuple(labels[topic] for topic in document.topics),
    )


def _first(
    imprint: Imprint, document: Document, edition: Edition, part: PartWords | None, *, level: int
) -> Chapter:
    """Return the chapter of a document, or of one part, with what stands before its text."""
    slug = part.slug if part else None
    return Chapter(
        title=(part or edition).title,
        language=edition.language,
        html="".join(
            (
                pieces.opening(imprint, edition, part),
                "" if part else pieces.facts(imprint, document),
                pieces.text(imprint, document, edition, slug),
                pieces.in_this_list(imprint, document),
            )
        ),
        level=level,
        path=imprint.path(document, slug),
    )


def _others(imprint: Imprint, document: Document, edition: Edition) -> Iterator[Chapter]:
    if isinstance(document, Zine):
        yield from _parts(imprint, document, edition, level=1)
    if isinstance(document, ReadingList):
        for reference in document.documents:
            yield from listed_chapters(imprint, reference)


def _parts(imprint: Imprint, zine: Document, edition: Edition, *, level: int) -> Iterator[Chapter]:
    for part in edition.parts:
        summary = element("p", pieces.plain(part.summary))
        html = pieces.own(imprint, edition, summary)
        yield Chapter(
            title=part.title,
            language=edition.language,
            html=html + pieces.text(imprint, zine, edition, part.slug),
            level=level,
            path=imprint.path(zine, part.slug),
        )


def listed_chapters(imprint: Imprint, reference: Reference) -> Iterator[Chapter]:
    """Yield the chapters of a document among others, with its sources. A list has its own only."""
    document = imprint.library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # references in a library lead to what it holds
    edition = document.edition_for(imprint.tag, imprint.library.languages)
    part = {each.slug: each for each in edition.parts}.get(reference.part or Slug(""))
    first = _first(imprint, document, edition, part, level=1)
    listed = pieces.sources(imprint, document)
    heading = element("h2", pieces.plain(imprint.translator.gettext("Sources")))
    yield Chapter(
        title=first.title,
        language=first.language,
        html=first.html + (heading + listed if listed else ""),
        level=1,
        path=first.path,
    )
    if document.kind is Kind.ZINE and not part:
        yield from _parts(imprint, document, edition, level=2)


def _last(imprint: Imprint, document: Document, part: Slug | None) -> Chapter:
    gettext = imprint.translator.gettext
    listed = pieces.sources(imprint, document)
    return Chapter(
        title=gettext("Sources") if listed else gettext("About this file"),
        language=imprint.tag,
        html=listed + pieces.colophon(imprint, document, part),
        level=1,
        has_sources=bool(listed),
    )


def _newest(imprint: Imprint, document: Document, edition: Edition) -> date:
    """Return the newest date in an edition, its parts, and what it leads to."""
    written = [edition.provenance.written, *(part.provenance.written for part in edition.parts)]
    for reference in document.documents if isinstance(document, ReadingList) else ():
        listed = imprint.library.find(reference.kind, reference.slug)
        if listed:
            shown = listed.edition_for(imprint.tag, imprint.library.languages)
            written.append(_newest(imprint, listed, shown))
    return max(written)
