"""Intents: what somebody needs who types a sentence, and the phrases by which search hears it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.library.model import LanguageTag, Reference, Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSection:
    """A section of the help page, or of a page that goes on from it."""

    page: Slug
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One need, what leads on from it, and how people say it.

    ``says`` are the words of the link to ``help``. ``call`` is an emergency number that the section
    of the help page says to call. ``topic`` and ``document`` come first among results. ``phrases``
    are heard in a query, if ``is_whole`` only as all of it; ``idioms`` look like them and are not
    meant. ``words`` alone bring the line that leads to help. All of these are by language; a server
    knows only ``says``.
    """

    code: Slug
    is_danger: bool = False
    is_whole: bool = False
    help: HelpSection | None = None
    call: str | None = None
    topic: Slug | None = None
    document: Reference | None = None
    says: Mapping[LanguageTag, str] = field(default_factory=dict)
    phrases: Mapping[LanguageTag, tuple[str, ...]] = field(default_factory=dict)
    idioms: Mapping[LanguageTag, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[LanguageTag, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """What all phrases of a language have in common.

    ``persons`` are words that somebody is in a sentence by; ``skipped`` words count for nothing.
    ``spellings``: word or two words as typed → the word that is meant. ``sets``: name → the words
    that ``<name>`` in a phrase stands for.
    """

    persons: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentVocabulary:
    """The intents, the most urgent first, and what their phrases have in common."""

    intents: tuple[Intent, ...] = ()
    words: Mapping[LanguageTag, PhraseWords] = field(default_factory=dict)


NO_INTENTS: Final = IntentVocabulary()
