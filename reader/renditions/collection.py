"""Many documents as one book: all of a language, of a topic, or all zines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reader.library.model import Document, Edition, Kind, LanguageTag
from reader.renditions.book import Book, Chapter, listed_chapters
from reader.renditions.imprint import Imprint
from reader.renditions.markup import bullets, element, paragraph
from reader.renditions.pieces import plain, reference_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Documents that have an edition in one language, in the order of reading; at least one.

    ``path`` is that of the page of the site which lists them.
    """

    title: str
    summary: str
    path: str
    documents: Sequence[Document]
    subjects: tuple[str, ...] = ()


def book_of_collection(imprint: Imprint, collection: Collection) -> Book:
    """Return a collection as a book, a chapter a document and a part. Raises KeyError: no texts."""
    tag = imprint.tag
    address = imprint.base_url + collection.path
    references = [document.reference for document in collection.documents]
    lines = bullets((reference_line(imprint, reference) for reference in references), "ol")
    contents = element("h2", plain(imprint.translator.gettext("In this book")))
    editions = [document.editions[tag] for document in collection.documents]
    translators = (name for each in editions for name in each.provenance.translators)
    return Book(
        imprint=imprint,
        title=collection.title,
        summary=collection.summary,
        language=tag,
        address=address,
        written=max(map(_newest, editions)),
        translators=tuple(dict.fromkeys(translators)),
        subjects=collection.subjects,
        chapters=(
            Chapter(
                title=collection.title,
                language=tag,
                html=paragraph(collection.summary) + contents + lines,
                level=0,
            ),
            *(
                chapter
                for reference in references
                for chapter in listed_chapters(imprint, reference)
            ),
            _about(imprint, tag, address),
        ),
        kind=Kind.LIST,
        short_address=address,
    )


def _newest(edition: Edition) -> date:
    parts = (part.provenance.written for part in edition.parts)
    return max((edition.provenance.written, *parts))


def _about(imprint: Imprint, tag: LanguageTag, address: str) -> Chapter:
    gettext = imprint.translator.gettext
    name = gettext("From the library “%(name)s”.", name=imprint.name)
    changing = gettext("It may have changed: %(address)s", address=address)
    return Chapter(
        title=gettext("About this file"),
        language=tag,
        html=paragraph(f"{name} {changing}"),
        level=1,
    )
