"""The view model of a document page: an edition or a part of it, and links around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

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
from reader.web.view_models.reading_order import (
    Link,
    ListPlace,
    above,
    list_places,
    part_neighbors,
    shelf_neighbors,
)

# Contents are worth their bytes in a text of more words, and with as many sections.
MAX_WORDS_WITHOUT_CONTENTS: Final = 600
MIN_SECTIONS_FOR_CONTENTS: Final = 4
_SECTION_LEVEL: Final = 2
_SECTION: Final = "<h2"

# A piece of a text, and the help entry after it.
BodyPiece: TypeAlias = tuple[Html, HelpWords | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """An edition, or a part of it, as a page shows it.

    ``opening`` is the first section of the text, ``rest`` what follows it, in pieces with the help
    entry after each. ``above`` leads to the shelf, or from a part to its zine.
    """

    kind: Kind
    title: str
    summary: str
    in_short: tuple[str, ...]
    language: Language
    is_stand_in: bool
    opening: tuple[BodyPiece, ...]
    rest: tuple[BodyPiece, ...]
    contents: tuple[Heading, ...]
    minutes: int
    written: object
    translators: tuple[str, ...]
    above: Link | None
    previous: Link | None
    following: Link | None
    list_places: tuple[ListPlace, ...]


def find(site: Site, kind: Kind, slug: str) -> Document:
    """Return a document, or answer 404, or 410 if it was withdrawn."""
    return site.library.find(kind, slug) or abort(
        410 if site.library.withdrawal(kind, slug) else 404
    )


def find_part(edition: Edition, slug: str) -> PartWords:
    """Return one part of a zine, or answer 404."""
    return next((part for part in edition.parts if part.slug == slug), None) or abort(404)


def read_document(site: Site, document: Document, tag: LanguageTag) -> DocumentPage:
    """Return the page of a document, which of a zine is the first one, for a reader of ``tag``."""
    edition = document.edition_for(tag, site.tags)
    minutes = minutes_to_read(site, document, tag)
    before, after = shelf_neighbors(site, document, tag)
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
    before, after = part_neighbors(site, zine, edition.parts.index(part), tag)
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
    opening, rest = split_after_first_section(_body(site, document, edition, text))
    return DocumentPage(
        kind=document.kind,
        title=shown.title,
        summary=shown.summary,
        in_short=shown.in_short,
        language=site.language(edition.language),
        is_stand_in=edition.language != tag,
        opening=opening,
        rest=rest,
        contents=_contents(text, (shown.part or edition).word_count),
        minutes=shown.minutes,
        written=provenance.written,
        translators=provenance.translators,
        above=above(site, document, tag, part),
        previous=shown.previous,
        following=shown.following,
        list_places=tuple(list_places(site, document, tag, part)),
    )


def _body(site: Site, document: Document, edition: Edition, text: Text) -> tuple[BodyPiece, ...]:
    """Return a text in pieces, each with the help entry that stands after it."""
    entries = site.library.help_entries_of(document)
    return tuple(
        (
            html,
            help_words(entries[name], edition.language, translator()) if name in entries else None,
        )
        for html, name in pieces(text.html)
    )


def _contents(text: Text, word_count: int) -> tuple[Heading, ...]:
    """Return the sections of a text if it is long enough to be worth a list of them."""
    sections = tuple(heading for heading in text.headings if heading.level == _SECTION_LEVEL)
    is_long = word_count > MAX_WORDS_WITHOUT_CONTENTS
    return sections if is_long and len(sections) >= MIN_SECTIONS_FOR_CONTENTS else ()


def split_after_first_section(
    body: tuple[BodyPiece, ...],
) -> tuple[tuple[BodyPiece, ...], tuple[BodyPiece, ...]]:
    """Return a body in two, cut before the first heading that some words precede."""
    for at, (html, entry) in enumerate(body):
        cut = html.find(_SECTION, 0 if at else 1)
        if cut >= 0:
            first = (*body[:at], (Html(html[:cut]), None))
            return first, ((Html(html[cut:]), entry), *body[at + 1 :])
    return body, ()


def _address(document: Document, tag: LanguageTag, part: Slug | None = None) -> str:
    return document_address(document.kind, document.slug, tag, part)
