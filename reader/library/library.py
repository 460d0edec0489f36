"""The Library: everything published."""

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
from reader.library.questions import Question
from reader.library.vocabulary import Vocabulary
from reader.library.withdrawal import Withdrawal


def text_key(kind: Kind, slug: Slug, language: LanguageTag, part: Slug | None = None) -> str:
    """Return the key of a text in ``Library.texts``, such as ``zine/stay-calm/es/before``."""
    return "/".join((kind, slug, language, *([part] if part else [])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything published.

    ``help_entries`` are by the page that shows them, ``questions`` by ``text_key``. A server has a
    copy without them, without ``texts`` and what else only the page of a document shows: its pages
    are prebuilt.
    Documents are sorted by slug. ``digest`` is of every source file.
    """

    identity: Identity
    vocabulary: Vocabulary
    experiments: tuple[Experiment, ...]
    zines: tuple[Zine, ...]
    episodes: tuple[Episode, ...]
    lists: tuple[ReadingList, ...]
    pages: tuple[Page, ...]
    digest: str
    withdrawn: tuple[Withdrawal, ...] = ()
    texts: Mapping[str, Text] = field(default_factory=dict)
    help_entries: Mapping[Slug, tuple[HelpEntry, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)

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
        """Return one document, or None, by binary search."""
        documents: tuple[Document, ...] = {
            Kind.EXPERIMENT: self.experiments,
            Kind.ZINE: self.zines,
            Kind.EPISODE: self.episodes,
            Kind.LIST: self.lists,
            Kind.PAGE: self.pages,
        }[kind]
        at = bisect_left(documents, slug, key=lambda document: document.slug)
        return documents[at] if documents[at : at + 1] and documents[at].slug == slug else None

    def withdrawal(self, kind: Kind, slug: str) -> Withdrawal | None:
        """Return what is left of a withdrawn document, or None."""
        places = (each for each in self.withdrawn if (each.kind, each.slug) == (kind, slug))
        return next(places, None)

    def text(self, document: Document, edition: Edition, part: Slug | None = None) -> Text:
        """Return a text. Raises KeyError if the library was loaded without texts."""
        return self.texts[text_key(document.kind, document.slug, edition.language, part)]

    def help_entries_of(self, document: Document) -> Mapping[Slug, HelpEntry]:
        """Return the help entries that a page shows, by name; none for other documents."""
        entries = self.help_entries.get(document.slug, ()) if document.kind is Kind.PAGE else ()
        return {entry.slug: entry for entry in entries}
