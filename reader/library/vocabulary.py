"""The vocabulary: closed lists of codes, and what is said of them once a language, not once a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.library.model import Html, LanguageTag, Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the codes of the vocabulary are called in one language, and what introduces topics and shelves in it.

    ``shelves`` has the route of a shelf for a key, such as ``zines``. ``glossary``: anchor of a term → its other forms, such as
    plurals. ``abbreviations``: abbreviation → what it stands for.
    """

    topics: Mapping[Slug, str]
    attributes: Mapping[Slug, str]
    places: Mapping[Slug, str]
    introductions: Mapping[Slug, Html] = field(default_factory=dict)
    shelves: Mapping[str, Html] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The closed lists of codes, in their order. ``places`` gives an ISO 3166-2 code where one fits.

    ``synonyms`` are groups of terms that search takes to mean the same.
    """

    topics: tuple[Slug, ...]
    attributes: tuple[Slug, ...]
    places: Mapping[Slug, str | None]
    labels: Mapping[LanguageTag, Labels]
    synonyms: tuple[Mapping[LanguageTag, tuple[str, ...]], ...] = ()
