"""The model of a library: immutable, and stored as JSON, so of plain values and text keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

Slug = NewType("Slug", str)
LanguageTag = NewType("LanguageTag", str)
Html = NewType("Html", str)


class Kind(StrEnum):
    """The kind of a document. The value is also that of the search field."""

    EXPERIMENT = "experiment"
    ZINE = "zine"
    EPISODE = "episode"
    LIST = "list"
    PAGE = "page"


class StatusWord(StrEnum):
    """Whether an experiment is running, according to a dated source."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month or a day, as its source gives it. Source: ISO 8601-1 §5.2.2."""

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
    """A source of facts. ``language`` is that of the title; ``date`` is None if it has none."""

    title: str
    publisher: str
    date: PartialDate | None
    url: str
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that editions may write in digits, and the URL of its source. Only for checks."""

    value: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The status of an experiment. ``as_of`` is the date of its source, never today."""

    word: StatusWord
    as_of: PartialDate | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The published contact of an organization, never of a person."""

    email: str | None
    site: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a text. ``level`` is 2 to 4; ``anchor`` is the same in every language."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as sanitised HTML, and its headings in reading order."""

    html: Html
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """When a file was written, who translated it, and from which version of which original.

    ``digest`` is of its own words; ``original_digest`` that of the original as it was translated.
    """

    written: date
    translators: tuple[str, ...]
    digest: str
    original: LanguageTag | None
    original_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """One part of a zine in one language, except its text, which is in ``Library.texts``."""

    slug: Slug
    title: str
    summary: str
    word_count: int
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A document in one language, except its text, which is in ``Library.texts``.

    ``summary`` has at most 160 letters, ``in_short`` three lines. Only zines have ``parts``.
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
    """The kind and slug of a document, or of one part of a zine."""

    kind: Kind
    slug: Slug
    part: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What documents of every kind have: facts. Words are in editions.

    ``former_addresses`` have no language: ``/experiments/old``; ``code`` is of the short address.
    """

    kind: Kind
    slug: Slug
    topics: tuple[Slug, ...]
    sources: tuple[Source, ...]
    former_addresses: tuple[str, ...]
    about_violence: bool
    editions: Mapping[LanguageTag, Edition]
    code: str | None = None

    @property
    def reference(self) -> Reference:
        """The reference to this document."""
        return Reference(kind=self.kind, slug=self.slug)

    def edition_for(self, language: LanguageTag, preference: tuple[LanguageTag, ...]) -> Edition:
        """Return the edition in ``language``, or else a stand-in: the first in ``preference``."""
        for tag in (language, *preference):
            if tag in self.editions:
                return self.editions[tag]
        return next(iter(self.editions.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment(Document):
    """A community-safety project."""

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
    """A booklet in parts, in the order of ``parts``. ``cover`` is one of covers.COVERS."""

    parts: tuple[Slug, ...]
    cover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Document):
    """An episode of a podcast. A fact that is not known is None, never a guess."""

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
    """Documents to read for one purpose, in this order."""

    documents: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Document):
    """A page about the library itself: about, accessibility, privacy, glossary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What ``library.yaml`` says: what the library is called, by whom, in which languages.

    The first of ``languages`` is the source language. ``formats``: language → CLDR locale of dates,
    if not the tag. ``lists`` are in order of need, ``channels`` (name → URL) tell news elsewhere.
    """

    name: Mapping[LanguageTag, str]
    description: Mapping[LanguageTag, str]
    publisher: str
    contact: Contact
    languages: tuple[LanguageTag, ...]
    formats: Mapping[LanguageTag, str]
    lists: tuple[Slug, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
