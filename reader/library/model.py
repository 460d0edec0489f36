"""The nouns a library is made of: documents, each with one edition a language, and what they speak of.

Words as in docs/architecture.md. Everything is immutable once loaded. The library of a generation is stored
as JSON, so every noun is made of plain values, tuples and mappings with text keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

Slug = NewType("Slug", str)
LanguageTag = NewType("LanguageTag", str)
Html = NewType("Html", str)


class Kind(StrEnum):
    """What a document is. The value names its folder's noun and the search field."""

    EXPERIMENT = "experiment"
    ZINE = "zine"
    EPISODE = "episode"
    LIST = "list"
    PAGE = "page"


class StatusWord(StrEnum):
    """Whether an experiment runs, as far as a dated source says."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as exact as its source gives it: a year, a month or a day. Source: ISO 8601-1 §5.2.2, reduced precision."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [
            f"{self.year:04}",
            *(f"{part:02}" for part in (self.month, self.day) if part is not None),
        ]
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from. ``language`` is the language of the title, ``date`` None when the source gives none."""

    title: str
    publisher: str
    date: PartialDate | None
    url: str
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that editions may write in digits, what it counts, and the address of its source. For checks: a library keeps none."""

    value: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Open, paused, closed or unknown; ``as_of`` is the date of the newest source that states it, never today."""

    word: StatusWord
    as_of: PartialDate | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach an organization, as it publishes it. Never a person's."""

    email: str | None
    site: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a text. ``level`` is 2 to 4, ``anchor`` the same in every language, ``title`` plain text."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A body ready to be shown: sanitised HTML, and its headings in reading order."""

    html: Html
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who wrote a file, when, and from which state of which original it was translated.

    ``digest`` is of this file's own words; ``original_digest`` is the original's when the translation was made.
    """

    written: date
    translators: tuple[str, ...]
    digest: str
    original: LanguageTag | None
    original_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """One part of a zine in one language. The text is in ``Library.texts``."""

    slug: Slug
    title: str
    summary: str
    word_count: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A document in one language: its words, without the body, which is in ``Library.texts``.

    ``summary`` has at most 160 characters, ``in_short`` up to three lines; ``parts`` is empty but for zines.
    """

    language: LanguageTag
    title: str
    summary: str
    in_short: tuple[str, ...]
    word_count: int
    provenance: Provenance
    parts: tuple[PartWords, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document, or one part of a zine, by what it is called."""

    kind: Kind
    slug: Slug
    part: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What every work has, whatever its kind: facts once, words once an edition.

    ``former_addresses`` are paths without the language segment, such as ``/experiments/old-name``.
    """

    kind: Kind
    slug: Slug
    topics: tuple[Slug, ...]
    sources: tuple[Source, ...]
    former_addresses: tuple[str, ...]
    about_violence: bool
    editions: Mapping[LanguageTag, Edition]

    @property
    def reference(self) -> Reference:
        """What the document is called."""
        return Reference(kind=self.kind, slug=self.slug)

    def edition_for(self, language: LanguageTag, preference: tuple[LanguageTag, ...]) -> Edition:
        """Return the edition in ``language``, or else the first that exists in order of ``preference``: a stand-in."""
        for tag in (language, *preference):
            if tag in self.editions:
                return self.editions[tag]
        return next(iter(self.editions.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(Document):
    """A community-safety project that somebody tried."""

    name: str
    organization: str
    places: tuple[Slug, ...]
    contact: Contact
    status: Status
    attributes: tuple[Slug, ...]
    zine: Slug | None
    episodes: tuple[Slug, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zine(Document):
    """A booklet in ordered parts. ``parts`` gives the order; every edition has the same parts."""

    parts: tuple[Slug, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Document):
    """One episode of a podcast. What is not known is None, never guessed."""

    show: str
    season: int | None
    number: int | None
    aired: PartialDate | None
    guests: tuple[str, ...]
    page_url: str | None
    transcript_url: str | None
    audio_url: str | None
    experiments: tuple[Slug, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingList(Document):
    """A way through the library for one purpose. ``documents`` gives the order in which they are to be read."""

    documents: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Document):
    """A page about the library itself: about, accessibility, privacy, glossary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What ``library.yaml`` says: names and descriptions per language, who publishes, which languages are offered.

    ``languages`` is ordered: the first is the source language and the one ``x-default`` points to.
    ``formats`` gives the CLDR locale for dates and numbers where it differs from the tag (``es`` → ``es_419``).
    """

    name: Mapping[LanguageTag, str]
    description: Mapping[LanguageTag, str]
    publisher: str
    contact: Contact
    languages: tuple[LanguageTag, ...]
    formats: Mapping[LanguageTag, str]
