"""The nouns of search and the protocol that every engine keeps.

An index directory is code: Whoosh unpickles parts of it when it reads. It is built on the machine that reads it, from the texts,
readable by nobody else (mode 0700), and never taken from elsewhere, never copied into what is given away. Whatever is wrong
with it is answered by building it again.

An engine is a module with ``VERSION``, which changes whenever an index built before no longer means the same, ``build(corpus,
directory)`` and ``open_index(directory) -> Engine``. Only how terms and postings are kept differs from engine to engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

from reader.library.model import Kind, LanguageTag, Slug, StatusWord

PAGE_LENGTH: Final = 10


class IndexDamagedError(Exception):
    """Say that an index is missing, damaged, or of another version. The answer is to build it again."""


class Order(StrEnum):
    """What comes first within the results of one language."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


class Facet(StrEnum):
    """By what results can be narrowed down. Values are codes of the library, and tags of languages."""

    KIND = "kind"
    TOPIC = "topic"
    LANGUAGE = "language"
    ATTRIBUTE = "attribute"
    STATUS = "status"


class Cut(StrEnum):
    """What was left out: of a query, or with TIME and WORK of the answer to it."""

    LENGTH = "length"
    WORDS = "words"
    LONG_WORD = "long-word"
    SHORT_BEGINNING = "short-beginning"
    WORK = "work"
    TIME = "time"


# Terms that mean the same, within a language and across: language → terms, each a word or words in a row.
Synonyms: TypeAlias = Mapping[LanguageTag, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """One thing that can be found: an edition, or one part of a zine. ``part`` is None but for parts.

    ``text`` is plain, one block a line; ``anchors`` says where in it sections begin: offset of a heading, its anchor. ``labels``
    are names of topics, places, attributes and organizations: they are searched, never shown. ``date`` is ISO 8601.
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
    topics: tuple[Slug, ...] = ()
    attributes: tuple[Slug, ...] = ()
    status: StatusWord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All that an index is built from. Every entry is in one of ``languages``; ``topics``: language → topic → its name there."""

    entries: Iterable[SearchEntry]
    languages: tuple[LanguageTag, ...]
    topics: Mapping[LanguageTag, Mapping[Slug, str]] = field(default_factory=dict)
    synonyms: tuple[Synonyms, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a person wants: any text, and any page number.

    The reader's ``language`` comes first, the others follow in the order of the index. ``chosen`` leaves only results that have
    every chosen value; a value that nothing has leaves none.
    """

    text: str
    language: LanguageTag
    chosen: Mapping[Facet, str] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a title or snippet; marked where it is a word that was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. The fragments of ``title`` make up the whole title, those of ``snippet`` a passage of the summary and text.

    A line feed inside a snippet stands between two blocks of the text; none of them is the ``heading`` that the passage stands
    under. ``anchor`` is that heading's; there is none where the top of the page is the better place to begin. ``date`` is the entry's.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A term that was searched for beside what was typed, and the language it is of."""

    term: str
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """How much an answer took of the index.

    ``terms`` looked up or looked at, ``postings`` read, ``places`` read of words in a row and of words to mark, and ``candidates``
    compared with a word that is not in it.
    """

    terms: int = 0
    postings: int = 0
    places: int = 0
    candidates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """One page of results.

    ``asked`` is the query as it was considered, ``tokens`` what was searched for; ``cuts`` says what was left out.
    ``any_word`` is True where no entry had all of the words, so that these have some of them. ``total`` counts the results with
    the values chosen. ``counts`` has for each facet how many results choosing a value would leave, beside what is chosen of the
    other facets; values that would leave none are missing, languages come in the order of the results. ``page`` counts from 1
    and is at most ``page_count``, which is 0 when nothing was found.

    ``suggestion`` is a query that is spelled otherwise and finds something, or None. ``also`` are the synonyms that were
    searched for as well and are in the texts. ``topics`` are those whose name is what was asked.
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
    suggestion: str | None = None
    also: tuple[Synonym, ...] = ()
    topics: tuple[Slug, ...] = ()
    work: WorkDone = WorkDone()


class Engine(Protocol):
    """An open index. May be used from several threads, and in children of the process that opened it."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of results. Never raises for what is asked; the work is bounded whatever that is."""

    def close(self) -> None:
        """Let go of the files. A closed engine is not asked again."""
