"""What our search is compared with: Whoosh and SQLite FTS5, each with its own analysis, as a person would set it up in an afternoon.

They get every help that is not analysis: the same texts and weights, a field or table for each language, the reader's language
first. Any of the words will do: on the queries to tune on, each of them answers better so than by all of the words first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from whoosh import fields, highlight, index, qparser
from whoosh.analysis import LanguageAnalyzer

from bench.judged import Place
from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import PAGE_LENGTH, SearchEntry
from reader.search.index.indexing import LABEL_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT, TITLE_WEIGHT

# How much a title, a summary, a name and the text count: as in our index.
TEXTS: Final = ("title", "summary", "labels", "body")
_WEIGHTS: Final = (TITLE_WEIGHT, SUMMARY_WEIGHT, LABEL_WEIGHT, TEXT_WEIGHT)
_SNIPPET_WORDS: Final = 32
_TYPED: Final = re.compile(r'("[^"]*\w[^"]*")|(\w+)(\*?)')  # a phrase, or a word or its beginning
_MORE_WORDS_MORE: Final = (
    0.9  # as Whoosh's documentation advises: who has more of the words comes first
)


class Found(NamedTuple):
    """One result, with title and snippet in which the words of the query are marked."""

    place: Place
    title: str
    snippet: str


class Yardstick(Protocol):
    """A search that somebody else could have made."""

    def search(self, asked: str, language: LanguageTag) -> Sequence[Found]:
        """Return the first page of results, the reader's language first."""

    def close(self) -> None:
        """Let go of the files."""


def place_of(entry: SearchEntry) -> Place:
    """Return where an entry is."""
    return Place(entry.kind, entry.slug, entry.part, entry.language)


class StockWhoosh:
    """Whoosh with its own ``LanguageAnalyzer``, query parser and highlighter."""

    def __init__(
        self, entries: Iterable[SearchEntry], languages: Sequence[LanguageTag], directory: Path
    ) -> None:
        directory.mkdir()
        stored = {"place": fields.STORED(), "title": fields.STORED(), "passage": fields.STORED()}
        texts = {
            f"{text}_{language}": fields.TEXT(
                analyzer=LanguageAnalyzer(language), field_boost=weight
            )
            for language in languages
            for text, weight in zip(TEXTS, _WEIGHTS, strict=True)
        }
        self._index = index.create_in(str(directory), fields.Schema(**stored, **texts))
        with self._index.writer(limitmb=256) as writer:
            for entry in entries:
                own = {
                    f"{name}_{entry.language}": words
                    for name, words in zip(TEXTS, _texts(entry), strict=True)
                }
                writer.add_document(
                    place=tuple(place_of(entry)),
                    title=entry.title,
                    passage=f"{entry.summary}\n{entry.text}",
                    **own,
                )
        self._languages = tuple(languages)
        self._searcher = self._index.searcher()
        self._highlighter = highlight.Highlighter(formatter=highlight.HtmlFormatter(tagname="mark"))

    def search(self, asked: str, language: LanguageTag) -> Sequence[Found]:
        """Return the first page of results, the reader's language first."""
        found: list[Found] = []
        for tag in _reader_first(self._languages, language):
            found += self._ask(asked, tag, PAGE_LENGTH - len(found))
        return found

    def _ask(self, asked: str, language: LanguageTag, count: int) -> Iterator[Found]:
        if not count:
            return
        names = [f"{text}_{language}" for text in TEXTS]
        query = qparser.MultifieldParser(
            names, self._index.schema, group=qparser.OrGroup.factory(_MORE_WORDS_MORE)
        ).parse(asked)
        results = self._searcher.search(query, limit=count)
        results.highlighter = self._highlighter
        for hit in results:
            kind, slug, part, tag = hit["place"]
            title = hit.highlights(f"title_{language}", text=hit["title"]) or hit["title"]
            snippet = hit.highlights(f"body_{language}", text=hit["passage"])
            yield Found(Place(Kind(kind), Slug(slug), part, tag), title, snippet)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()
        self._index.close()


def write_fts5(
    entries: Iterable[SearchEntry], languages: Sequence[LanguageTag], file: Path, tokenizer: str
) -> None:
    """Write a file for ``StockFts5``, analyzed by one of FTS5's own tokenizers."""
    columns = ", ".join(("place UNINDEXED", *TEXTS))
    with closing(sqlite3.connect(file)) as connection, connection:
        for language in languages:
            connection.execute(
                f'CREATE VIRTUAL TABLE {_table(language)} USING fts5({columns}, tokenize="{tokenizer}")'
            )
        for entry in entries:
            row = ("\t".join((entry.kind, entry.slug, entry.part or "")), *_texts(entry))
            connection.execute(f"INSERT INTO {_table(entry.language)} VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608
        for language in languages:
            connection.execute(
                f"INSERT INTO {_table(language)}({_table(language)}) VALUES ('optimize')"  # noqa: S608
            )


class StockFts5:
    """SQLite FTS5 with ``bm25()`` and ``snippet()``, over a file of ``write_fts5``."""

    def __init__(self, file: Path, languages: Sequence[LanguageTag]) -> None:
        self._connection = sqlite3.connect(file)
        self._languages = tuple(languages)

    def search(self, asked: str, language: LanguageTag) -> Sequence[Found]:
        """Return the first page of results, the reader's language first."""
        query = " OR ".join(
            phrase or f'"{word}"{star}' for phrase, word, star in _TYPED.findall(asked)
        )
        found: list[Found] = []
        for tag in _reader_first(self._languages, language) if query else ():
            found += self._ask(query, tag, PAGE_LENGTH - len(found))
        return found

    def _ask(self, query: str, language: LanguageTag, count: int) -> Iterator[Found]:
        if not count:
            return
        table = _table(language)
        rows = self._connection.execute(
            f"SELECT place, highlight({table}, 1, '<mark>', '</mark>'), "  # noqa: S608
            f"snippet({table}, -1, '<mark>', '</mark>', '…', {_SNIPPET_WORDS}) FROM {table} "
            f"WHERE {table} MATCH ? ORDER BY bm25({table}, 0, {', '.join(map(str, _WEIGHTS))}) LIMIT ?",
            (query, count),
        )
        for place, title, snippet in rows:
            kind, slug, part = place.split("\t")
            yield Found(
                Place(Kind(kind), Slug(slug), Slug(part) if part else None, language),
                title,
                snippet,
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _texts(entry: SearchEntry) -> tuple[str, ...]:
    return entry.title, entry.summary, "\n".join(entry.labels), entry.text


def _table(language: LanguageTag) -> str:
    return f"texts_{language.replace('-', '_')}"


def _reader_first(languages: Sequence[LanguageTag], language: LanguageTag) -> list[LanguageTag]:
    return sorted(languages, key=lambda tag: tag != language)
