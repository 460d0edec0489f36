"""The view model of a document page: an edition or a part of it, and links around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import abort

from reader.i18n.formatting import reading_minutes
from reader.i18n.languages import Language
from reader.library.addresses import document_address
from reader.library.model import (
    Document,
    Edition,
    Heading,
    Html,
    Kind,
    LanguageTag,
    PartWords,
    Slug,
    Text,
    Zine,
)
from reader.library.text.help_placements import pieces
from reader.renditions.help_entries import HelpWords, help_words
from reader.web.site import Site
from reader.web.translations import translator
from reader.web.view_models.cards import minutes_to_read
from reader.web.view_models.file_links import FileLink, file_links

# Contents are worth their bytes from about two phone screens of text.
MIN_SECTIONS_FOR_CONTENTS: Final = 4
_SECTION_LEVEL: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A title and its address. ``lang`` is set if the title is not in the page's language."""

    title: str
    address: str
    lang: LanguageTag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """An edition, or a part of it, as a page shows it.

    ``body`` is the text in pieces, each with the help entry after it.
    ``files`` are those in which it can be taken along.
    """

    kind: Kind
    title: str
    summary: str
    in_short: tuple[str, ...]
    language: Language
    is_stand_in: bool
    body: tuple[tuple[Html, HelpWords | None], ...]
    contents: tuple[Heading, ...]
    minutes: int
    written: object
    translators: tuple[str, ...]
    files: tuple[FileLink, ...]
    other_languages: tuple[Link, ...]
    previous: Link | None
    following: Link | None


def find(site: Site, kind: Kind, slug: str) -> Document:
    """Return a document, or answer 404."""
    return site.library.find(kind, slug) or abort(404)


def find_part(edition: Edition, slug: str) -> PartWords:
    """Return one part of a zine, or answer 404."""
    return next((part for part in edition.parts if part.slug == slug), None) or abort(404)


def read_document(site: Site, document: Document, tag: LanguageTag) -> DocumentPage:
    """Return the page of a document, which of a zine is the first one, for a reader of ``tag``."""
    edition = document.edition_for(tag, site.tags)
    minutes = minutes_to_read(site, document, tag)
    before, after = _neighbors(site, document, tag)
    return _document_page(
        site,
        document,
        edition,
        tag,
        _PageText(
            title=edition.title,
            summary=edition.summary,
            in_short=edition.in_short,
            minutes=minutes,
            previous=before,
            following=after,
        ),
    )


def read_part(site: Site, zine: Zine, slug: str, tag: LanguageTag) -> DocumentPage:
    """Return the page of one part of a zine, or answer 404."""
    edition = zine.edition_for(tag, site.tags)
    part = find_part(edition, slug)
    at = edition.parts.index(part)
    before = _part_link(zine, edition, at - 1, tag) if at else _link(site, zine, tag)
    after = _part_link(zine, edition, at + 1, tag) if at + 1 < len(edition.parts) else None
    minutes = reading_minutes(part.word_count)
    shown = _PageText(
        title=part.title,
        summary=part.summary,
        in_short=(),
        minutes=minutes,
        previous=before,
        following=after,
        part=part,
    )
    return _document_page(site, zine, edition, tag, shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageText:
    title: str
    summary: str
    in_short: tuple[str, ...]
    minutes: int
    previous: Link | None
    following: Link | None
    part: PartWords | None = None


def _document_page(
    site: Site, document: Document, edition: Edition, tag: LanguageTag, shown: _PageText
) -> DocumentPage:
    part = shown.part.slug if shown.part else None
    provenance = shown.part.provenance if shown.part else edition.provenance
    text = site.library.text(document, edition, part)
    sections = tuple(heading for heading in text.headings if heading.level == _SECTION_LEVEL)
    return DocumentPage(
        kind=document.kind,
        title=shown.title,
        summary=shown.summary,
        in_short=shown.in_short,
        language=site.language(edition.language),
        is_stand_in=edition.language != tag,
        body=_body(site, document, edition, text),
        contents=sections if len(sections) >= MIN_SECTIONS_FOR_CONTENTS else (),
        minutes=shown.minutes,
        written=provenance.written,
        translators=provenance.translators,
        files=tuple(file_links(site, document, edition, tag, part)),
        other_languages=_other_languages(site, document, edition.language, part),
        previous=shown.previous,
        following=shown.following,
    )


def _body(
    site: Site, document: Document, edition: Edition, text: Text
) -> tuple[tuple[Html, HelpWords | None], ...]:
    """Return a text in pieces, each with the help entry that stands after it."""
    entries = site.library.help_entries_of(document)
    return tuple(
        (
            html,
            help_words(entries[name], edition.language, translator()) if name in entries else None,
        )
        for html, name in pieces(text.html)
    )


def _other_languages(
    site: Site, document: Document, shown: LanguageTag, part: Slug | None
) -> tuple[Link, ...]:
    """Return links to the same text in its other languages, by its titles there."""
    return tuple(
        Link(
            title=_title_in(document.editions[tag], part),
            address=_address(document, tag, part),
            lang=tag,
        )
        for tag in site.tags
        if tag in document.editions and tag != shown
    )


def _title_in(edition: Edition, part: Slug | None) -> str:
    return next((each.title for each in edition.parts if each.slug == part), edition.title)


def _address(document: Document, tag: LanguageTag, part: Slug | None = None) -> str:
    return document_address(document.kind, document.slug, tag, part)


def _part_link(zine: Zine, edition: Edition, at: int, tag: LanguageTag) -> Link:
    part = edition.parts[at]
    return Link(
        title=part.title, address=_address(zine, tag, part.slug), lang=_foreign(edition, tag)
    )


def _foreign(edition: Edition, tag: LanguageTag) -> LanguageTag | None:
    """Return the language of an edition if that is not the page's, to mark its titles."""
    return edition.language if edition.language != tag else None


def _neighbors(site: Site, document: Document, tag: LanguageTag) -> tuple[Link | None, Link | None]:
    """Return links to the documents before and after, in the order of the list of their kind."""
    if isinstance(document, Zine):
        edition = document.edition_for(tag, site.tags)
        return None, _part_link(document, edition, 0, tag)
    if document.kind is Kind.PAGE:
        return None, None
    shelf = site.by_title(document.kind, tag)
    at = next(position for position, each in enumerate(shelf) if each.slug == document.slug)
    return (_link(site, shelf[at - 1], tag) if at else None), (
        _link(site, shelf[at + 1], tag) if at + 1 < len(shelf) else None
    )


def _link(site: Site, document: Document, tag: LanguageTag) -> Link:
    edition = document.edition_for(tag, site.tags)
    return Link(title=edition.title, address=_address(document, tag), lang=_foreign(edition, tag))
