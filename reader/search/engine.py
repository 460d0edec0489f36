"""The nouns of search, and the protocol that every engine implements.

An index directory is code: parts of it are pickles. It is built from the texts on the machine
that reads it, readable by its owner only (mode 0700), never copied from elsewhere and never
published. The answer to anything wrong with it is to build it again.

An engine has ``build_index(corpus, directory)``, ``open_index(directory) -> Engine`` and a version,
which changes whenever an older index no longer means the same. Engines differ only in how they
store terms and postings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from reader.library.intents import NO_INTENTS, IntentVocabulary
from reader.library.model import Kind, LanguageTag, Slug, StatusWord
from reader.library.questions import Question

PAGE_LENGTH: Final = 10


class IndexDamagedError(Exception):
    """An index is missing, damaged or of another version; the answer is to build it again."""


class Order(StrEnum):
    """The order of results within one language."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


class Facet(StrEnum):
    """What results can be filtered by. Values are codes of the library and language tags."""

    KIND = "kind"
    TOPIC = "topic"
    LANGUAGE = "language"
    ATTRIBUTE = "attribute"
    STATUS = "status"


class Cut(StrEnum):
    """What was left out of a query, or, with TIME and WORK, of the answer to it."""

    LENGTH = "length"
    WORDS = "words"
    LONG_WORD = "long-word"
    SHORT_BEGINNING = "short-beginning"
    BEGINNINGS = "beginnings"
    WORK = "work"
    TIME = "time"


# A group that means the same: language → terms, each a word or a phrase.
Synonyms: TypeAlias = Mapping[LanguageTag, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One thing that can be found: an edition, or one part of a zine.

    ``part`` is None except for parts. ``text`` is plain, one block per line; ``anchors`` pairs the
    offset of each heading in it with the heading's anchor. ``labels`` are names of topics, places,
    attributes and organizations, which it is only found by. ``date`` is ISO 8601. ``definitions``
    pairs the anchors of headings whose text explains a term with all forms of the term.
    ``questions`` are those that it answers; they are searched, and never shown.
    """

    kind: Kind
    slug: Slug
    part: Slug | None
    language: LanguageTag
    title: str
    summary: str
    text: str
    labels: tuple[str, ...]
    date: str
    anchors: tuple[tuple[int, str], ...] = ()
    definitions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    topics: tuple[Slug, ...] = ()
    attributes: tuple[Slug, ...] = ()
    status: StatusWord | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything an index is built from.

    Every entry is in one of ``languages``. ``topics``: language → topic → its name.
    """

    entries: Iterable[SearchEntry]
    languages: tuple[LanguageTag, ...]
    topics: Mapping[LanguageTag, Mapping[Slug, str]] = field(default_factory=dict)
    synonyms: tuple[Synonyms, ...] = ()
    intents: IntentVocabulary = NO_INTENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a person asks for: any text, and any page number.

    Results in ``language`` come first, then the other languages in the order of the index; but a
    language that has entries with all the words comes before one that has none.
    ``chosen`` keeps only results that have every chosen value. ``is_exact``: search for the words
    as they are typed, misspelled or not.
    """

    text: str
    language: LanguageTag
    chosen: Mapping[Facet, str] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    page: int = 1
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a title or snippet, ``marked`` if it is a word that was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result: a work or a part of a zine, in the edition for the reader.

    The fragments of ``title`` join to the whole title, those of ``snippet`` to a passage of summary
    and text, with a line feed between blocks. ``heading`` is the one above the passage and is not
    repeated in it; ``anchor`` is the heading's. Both are empty if the top of the page is the better
    place to start reading. ``date`` is the entry's. ``is_definition`` is True if the passage
    explains the term that was asked for, and ``is_chosen`` if an intent leads to it.

    ``labels`` are those that have words of the query, if nothing else that is shown has any.
    ``editions`` are the other languages in which it matches, and ``parts`` those of the zine that
    match too and are no results of their own.
    """

    kind: Kind
    slug: Slug
    part: Slug | None
    language: LanguageTag
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]
    heading: tuple[Fragment, ...] = ()
    anchor: str | None = None
    date: str = ""
    is_definition: bool = False
    is_chosen: bool = False
    labels: tuple[str, ...] = ()
    editions: tuple[LanguageTag, ...] = ()
    parts: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A term that was searched for in addition to what was typed, and its language."""

    term: str
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """How much of the index one answer took.

    ``terms`` counts look-ups, ``postings`` and ``positions`` what was read, and ``candidates`` the
    words that were compared with a misspelled one.
    """

    terms: int = 0
    postings: int = 0
    positions: int = 0
    candidates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """One page of results.

    ``asked`` is the query after cleaning, ``words`` what was searched for, ``cuts`` what was left
    out. ``any_word`` is True if no entry has all the words, so that these have some of them; if
    only few have them all, entries that have some of them follow those.
    ``total`` counts the results that have the chosen values, and ``total_unfiltered`` all: a work
    counts once, in however many languages it matches, and so does each of the first two parts of a
    zine. ``counts`` says for each facet how many results each value would leave, given what is
    chosen in the other facets; a work that matches in two languages counts for both. Values that
    would leave none are missing, and languages are in the order of the results. ``page`` counts
    from 1 and is at most ``page_count``, which is 0 if nothing was found.

    ``unknown`` are the words of weight that no entry has, in any form or language, nor a synonym.
    ``corrected`` is the query in the spelling that was searched for instead, or None: what all else
    but ``asked`` is about. ``suggestion`` is the query in a spelling that finds something, if it is
    not clear that it was meant, or None. ``also`` are the synonyms that were found in the texts
    too. ``topics`` are those that the query names. ``nearest_topics``, if ``total`` is 0, are those
    of most of what was found before it was filtered, or else those named most like the query.

    ``intents`` are those heard in the query, the most urgent first. ``needs_help_line`` is True for
    a sentence with a person in it, all of whose words no entry has, and for words of suicide.
    """

    asked: str
    words: tuple[str, ...]
    cuts: frozenset[Cut]
    any_word: bool
    total: int
    counts: Mapping[Facet, Mapping[str, int]]
    hits: tuple[Hit, ...]
    page: int
    page_count: int
    unknown: tuple[str, ...] = ()
    corrected: str | None = None
    suggestion: str | None = None
    also: tuple[Synonym, ...] = ()
    topics: tuple[Slug, ...] = ()
    nearest_topics: tuple[Slug, ...] = ()
    intents: tuple[Slug, ...] = ()
    needs_help_line: bool = False
    total_unfiltered: int = 0
    work: WorkDone = WorkDone()


class Engine(Protocol):
    """An open index, safe to use from several threads and in forks of its process."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of results. No request raises, and the work is bounded for each."""

    def close(self) -> None:
        """Close the files. A closed engine may not be used again."""
