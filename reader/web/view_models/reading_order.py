"""What comes before and after a document: on its shelf, in its zine, in reading lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import SHELVES, address, document_address
from reader.library.model import (
    Document,
    Edition,
    Kind,
    LanguageTag,
    ReadingList,
    Reference,
    Slug,
    Zine,
)
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.view_models.cards import reference_card


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A title and its address. ``lang`` is set if the title is not in the page's language."""

    title: str
    address: str
    lang: LanguageTag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """Where a document, or a part of a zine, stands in a reading list.

    ``number`` counts from one; ``count`` is the number of documents in the list.
    """

    reading_list: Link
    number: int
    count: int
    previous: Link | None
    following: Link | None


def above(site: Site, document: Document, tag: LanguageTag, part: Slug | None) -> Link | None:
    """Return a link to the zine of a part, or to the shelf of a document, if it has one."""
    if part:
        return document_link(site, document, tag)
    shelf = SHELVES.get(document.kind)
    if shelf is None:
        return None
    return Link(title=_(SECTION_TITLES[document.kind]), address=address(shelf, language=tag))


def shelf_neighbors(
    site: Site, document: Document, tag: LanguageTag
) -> tuple[Link | None, Link | None]:
    """Return links to the documents before and after on the shelf; after a zine, its first part."""
    if isinstance(document, Zine):
        return None, part_link(document, document.edition_for(tag, site.tags), 0, tag)
    if document.kind is Kind.PAGE:
        return None, None
    shelf = site.by_title(document.kind, tag)
    at = next(position for position, each in enumerate(shelf) if each.slug == document.slug)
    return (document_link(site, shelf[at - 1], tag) if at else None), (
        document_link(site, shelf[at + 1], tag) if at + 1 < len(shelf) else None
    )


def part_neighbors(
    site: Site, zine: Zine, at: int, tag: LanguageTag
) -> tuple[Link | None, Link | None]:
    """Return links to the parts before and after the one at a position."""
    edition = zine.edition_for(tag, site.tags)
    before = part_link(zine, edition, at - 1, tag) if at else None
    after = part_link(zine, edition, at + 1, tag) if at + 1 < len(edition.parts) else None
    return before, after


def list_places(
    site: Site, document: Document, tag: LanguageTag, part: Slug | None
) -> Iterator[ListPlace]:
    """Yield where a document, or a part of a zine, stands in each reading list that has it."""
    shown = Reference(kind=document.kind, slug=document.slug, part=part)
    for reading_list in site.library.lists:
        if shown in reading_list.documents:
            yield _list_place(site, reading_list, reading_list.documents.index(shown), tag)


def _list_place(site: Site, reading_list: ReadingList, at: int, tag: LanguageTag) -> ListPlace:
    entries = reading_list.documents
    return ListPlace(
        reading_list=document_link(site, reading_list, tag),
        number=at + 1,
        count=len(entries),
        previous=_reference_link(site, entries[at - 1], tag) if at else None,
        following=_reference_link(site, entries[at + 1], tag) if at + 1 < len(entries) else None,
    )


def _reference_link(site: Site, reference: Reference, tag: LanguageTag) -> Link:
    card = reference_card(site, reference, tag)
    return Link(
        title=card.title,
        address=card.address,
        lang=card.language.tag if card.is_stand_in else None,
    )


def document_link(site: Site, document: Document, tag: LanguageTag) -> Link:
    """Return a link to a document by its title."""
    edition = document.edition_for(tag, site.tags)
    return Link(
        title=edition.title,
        address=document_address(document.kind, document.slug, tag),
        lang=_foreign(edition, tag),
    )


def part_link(zine: Document, edition: Edition, at: int, tag: LanguageTag) -> Link:
    """Return a link to the part of a zine at a position."""
    part = edition.parts[at]
    return Link(
        title=part.title,
        address=document_address(zine.kind, zine.slug, tag, part.slug),
        lang=_foreign(edition, tag),
    )


def _foreign(edition: Edition, tag: LanguageTag) -> LanguageTag | None:
    """Return the language of an edition if that is not the page's, to mark its titles."""
    return edition.language if edition.language != tag else None
