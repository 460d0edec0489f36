"""Cards: documents as lists show them, in the reader's language or as a stand-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from reader.i18n.formatting import reading_minutes
from reader.i18n.languages import Language
from reader.library.addresses import document_address
from reader.library.model import (
    Document,
    Experiment,
    Kind,
    LanguageTag,
    ReadingList,
    Reference,
    Slug,
    StatusWord,
    Zine,
)
from reader.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A document in a list, or a part ``within`` a zine.

    ``language`` is the edition's; if it is not the page's, the card says so.
    """

    kind: Kind
    slug: Slug
    address: str
    title: str
    summary: str
    language: Language
    is_stand_in: bool
    minutes: int
    written: date
    places: tuple[str, ...]
    status: StatusWord | None
    about_violence: bool
    cover: str | None
    within: str | None = None


def minutes_to_read(site: Site, document: Document, tag: LanguageTag) -> int:
    """Return how long a document takes with its parts, or all that a reading list leads to."""
    if isinstance(document, ReadingList):
        return sum(reference_card(site, reference, tag).minutes for reference in document.documents)
    edition = document.edition_for(tag, site.tags)
    return reading_minutes(edition.word_count + sum(part.word_count for part in edition.parts))


def place_labels(site: Site, document: Document, tag: LanguageTag) -> tuple[str, ...]:
    """Return the names of a document's places, in the reader's language."""
    if not isinstance(document, Experiment):
        return ()
    labels = site.library.vocabulary.labels[tag].places
    return tuple(labels[place] for place in document.places)


def card(site: Site, document: Document, tag: LanguageTag) -> Card:
    """Return the card of one document for a reader of ``tag``."""
    edition = document.edition_for(tag, site.tags)
    return Card(
        kind=document.kind,
        slug=document.slug,
        address=document_address(document.kind, document.slug, tag),
        title=edition.title,
        summary=edition.summary,
        language=site.language(edition.language),
        is_stand_in=edition.language != tag,
        minutes=minutes_to_read(site, document, tag),
        written=edition.provenance.written,
        places=place_labels(site, document, tag),
        status=document.status.word if isinstance(document, Experiment) else None,
        about_violence=document.about_violence,
        cover=document.cover if isinstance(document, Zine) else None,
    )


def reference_card(site: Site, reference: Reference, tag: LanguageTag) -> Card:
    """Return the card of a document, or of a part of a zine, that a reading list leads to."""
    document = site.library.find(reference.kind, reference.slug)
    assert document is not None  # noqa: S101  # a library has no reference to what it does not hold
    whole = card(site, document, tag)
    if reference.part is None:
        return whole
    part = {part.slug: part for part in document.edition_for(tag, site.tags).parts}[reference.part]
    return replace(
        whole,
        address=document_address(document.kind, document.slug, tag, part.slug),
        title=part.title,
        summary=part.summary,
        minutes=reading_minutes(part.word_count),
        within=whole.title,
    )


def cards(site: Site, documents: Iterable[Document], tag: LanguageTag) -> tuple[Card, ...]:
    """Return the cards of many documents, in the order given."""
    return tuple(card(site, document, tag) for document in documents)


def newest(site: Site, tag: LanguageTag) -> tuple[Card, ...]:
    """Return all works, newest first and then by title, without pages about the library."""
    works = (document for document in site.library.documents() if document.kind is not Kind.PAGE)
    by_title = sorted(cards(site, works, tag), key=lambda each: each.title.casefold())
    return tuple(sorted(by_title, key=lambda each: each.written, reverse=True))


def by_title(cards_: Iterable[Card]) -> tuple[Card, ...]:
    """Return cards in the order of their titles."""
    return tuple(sorted(cards_, key=lambda each: each.title.casefold()))


def by_need(site: Site, cards_: Iterable[Card]) -> tuple[Card, ...]:
    """Return cards in the order that ``library.yaml`` gives, all others after them by title."""
    ranks = {slug: rank for rank, slug in enumerate(site.library.identity.lists)}
    return tuple(sorted(by_title(cards_), key=lambda each: ranks.get(each.slug, len(ranks))))


def topics_in_use(site: Site, language: LanguageTag) -> tuple[tuple[str, str, int], ...]:
    """Return code, label and number of documents of each topic in use, by label."""
    labels = site.library.vocabulary.labels[language].topics
    counted = ((topic, labels[topic], count) for topic, count in site.topics.items())
    return tuple(sorted(counted, key=lambda each: each[1].casefold()))
