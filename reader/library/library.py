"""The Library: everything published, as one immutable noun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reader.library.help_entries import HelpEntry
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Identity,
    Kind,
    LanguageTag,
    Page,
    ReadingList,
    Slug,
    Text,
    Zine,
)
from reader.library.vocabulary import Vocabulary


def text_key(kind: Kind, slug: Slug, language: LanguageTag, part: Slug | None = None) -> str:
    """Return the key of a body in ``Library.texts``, such as ``zine/de-escalation-basics/es/before``."""
    return "/".join((kind, slug, language, *([part] if part else [])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything published.

    A running server keeps a copy without ``texts`` and ``help_entries``, and without what only a document's own page shows: its pages are ready.
    ``help_entries`` are by the page that shows them. Documents are sorted by slug within their kind. ``digest`` is of every file they were read from.
    """

    identity: Identity
    vocabulary: Vocabulary
    experiments: tuple[Experiment, ...]
    zines: tuple[Zine, ...]
    episodes: tuple[Episode, ...]
    lists: tuple[ReadingList, ...]
    pages: tuple[Page, ...]
    digest: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    help_entries: Mapping[Slug, tuple[HelpEntry, ...]] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[LanguageTag, ...]:
        """The languages offered, source language first."""
        return self.identity.languages

    def documents(self) -> Iterator[Document]:
        """Yield every document: experiments, zines, episodes, reading lists, pages."""
        yield from self.experiments
        yield from self.zines
        yield from self.episodes
        yield from self.lists
        yield from self.pages

    def find(self, kind: Kind, slug: str) -> Document | None:
        """Return one document, or None. Looks where its slug would stand."""
        shelf: tuple[Document, ...] = {
            Kind.EXPERIMENT: self.experiments,
            Kind.ZINE: self.zines,
            Kind.EPISODE: self.episodes,
            Kind.LIST: self.lists,
            Kind.PAGE: self.pages,
        }[kind]
        at = bisect_left(shelf, slug, key=lambda document: document.slug)
        return shelf[at] if at < len(shelf) and shelf[at].slug == slug else None

    def text(self, document: Document, edition: Edition, part: Slug | None = None) -> Text:
        """Return a body. Raises KeyError where the library was loaded without texts."""
        return self.texts[text_key(document.kind, document.slug, edition.language, part)]

    def help_entries_of(self, document: Document) -> Mapping[Slug, HelpEntry]:
        """Return the help entries that a page shows, by their names; nothing for a document that is no page."""
        listed = self.help_entries.get(document.slug, ()) if document.kind is Kind.PAGE else ()
        return {entry.slug: entry for entry in listed}
