"""The vocabulary: closed lists of codes, and their labels in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.library.intents import NO_INTENTS, IntentVocabulary
from reader.library.model import Html, LanguageTag, Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of codes in one language, and other texts of that language.

    ``introductions``: topic → introduction; ``shelves``: route of a shelf, such as ``zines`` →
    introduction; ``glossary``: anchor of a term → its other forms, such as plurals;
    ``abbreviations``: abbreviation → what it stands for.
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
    """The closed lists of codes, in order of display.

    ``places``: code → its ISO 3166-2 code, if it has one. ``synonyms`` are groups of terms that
    search treats as the same, ``intents`` what people who type a sentence need.
    """

    topics: tuple[Slug, ...]
    attributes: tuple[Slug, ...]
    places: Mapping[Slug, str | None]
    labels: Mapping[LanguageTag, Labels]
    synonyms: tuple[Mapping[LanguageTag, tuple[str, ...]], ...] = ()
    intents: IntentVocabulary = NO_INTENTS
