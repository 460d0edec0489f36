"""The nouns of search and the protocol that every engine keeps.

An index directory is code: Whoosh unpickles parts of it when it reads. It is built on the machine that reads it, from the texts,
readable by nobody else (mode 0700), and never taken from elsewhere, never copied into what is given away. Whatever is wrong
with it is answered by building it again.

An engine is a module with ``VERSION``, which changes whenever an index built before no longer means the same, ``build(entries,
directory, languages)`` and ``open_index(directory) -> Engine``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from reader.library.model import Kind, LanguageTag, Slug

PAGE_LENGTH: Final = 10


class IndexDamagedError(Exception):
    """Say that an index is missing, damaged, or of another version. The answer is to build it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be found: an edition, or one part of a zine. ``part`` is None but for parts.

    ``text`` is plain, one block a line. ``labels`` are names of topics, places, attributes and organizations: they are
    searched, never shown. ``date`` is ISO 8601.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a title or snippet; marked where it is a word that was searched for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result. The fragments of ``title`` make up the whole title, those of ``snippet`` a passage of the summary and text.

    A line feed inside a snippet stands between two blocks of the text.
    """

    kind: Kind
    slug: Slug
    part: Slug | None
    language: LanguageTag
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of results.

    ``asked`` is the query as it was considered, ``words`` what was searched for; ``cut`` says that something was left out of it.
    ``any_word`` is True where no entry had all of the words, so that these have some of them. ``total`` counts the results in
    the languages asked for; ``by_language`` those of each language that has any, the reader's own first, whatever languages
    were asked for. ``page`` counts from 1 and is at most ``page_count``, which is 0 when nothing was found.
    """

    asked: str
    cut: bool
    words: tuple[str, ...]
    any_word: bool
    total: int
    by_language: Mapping[LanguageTag, int]
    hits: tuple[Hit, ...]
    page: int
    page_count: int


class Engine(Protocol):
    """An open index. May be used from several threads, and in children of the process that opened it."""

    def search(self, text: str, *, language: LanguageTag, only: LanguageTag | None, page: int) -> Results:
        """Return one page of results for what a person typed; any text is allowed, and any page number.

        The reader's ``language`` comes first, the others follow in the order of the index; ``only`` leaves one of them.
        """

    def close(self) -> None:
        """Let go of the files. A closed engine is not asked again."""
