"""Search with Whoosh and SQLite FTS5 as anybody would set them up, to compare ours with.

Each has its own analysis, and every help that is not analysis: the same texts and weights, a field
or table per language, the reader's language first. Queries match any word: on the queries for
tuning, both answer better so than with all words first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from whoosh import fields, highlight, index
from whoosh.analysis.analyzers import LanguageAnalyzer
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import OrGroup

from bench.judgments import EditionKey
from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import PAGE_LENGTH, SearchEntry
from reader.search.index.indexing import LABEL_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT, TITLE_WEIGHT

# Title, summary, labels and text weigh as in our index.
TEXTS: Final = ("title", "summary", "labels", "body")
_WEIGHTS: Final = (TITLE_WEIGHT, SUMMARY_WEIGHT, LABEL_WEIGHT, TEXT_WEIGHT)
_SNIPPET_WORDS: Final = 32
_TYPED: Final = re.compile(r'("[^"]*\w[^"]*")|(\w+)(\*?)')  # a phrase, or a word or its beginning
# As Whoosh's documentation advises, so that texts with more of the words come first.
_MORE_WORDS_MORE: Final = 0.9


class StockHit(NamedTuple):
    """One result; the words of the query are marked in title and snippet."""

    key: EditionKey
    title: str
    snippet: str


class StockEngine(Protocol):
    """A search engine that somebody else could have set up."""

    def search(self, asked: str, language: LanguageTag) -> Sequence[StockHit]:
        """Return the first page of results, the reader's language first."""

    def close(self) -> None:
        """Close the files."""


def key_of(entry: SearchEntry) -> EditionKey:
    """Return the key of the edition that an entry is of."""
    return EditionKey(entry.kind, entry.slug, entry.part, entry.language)


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
                    place=tuple(key_of(entry)),
                    title=entry.title,
                    passage=f"{entry.summary}\n{entry.text}",
                    **own,
                )
        self._languages = tuple(languages)
        self._searcher = self._index.searcher()
        self._highlighter = highlight.Highlighter(formatter=highlight.HtmlFormatter(tagname="mark"))

    def search(self, asked: str, language: LanguageTag) -> Sequence[StockHit]:
        """Return the first page of results, the reader's language first."""
        found: list[StockHit] = []
        for tag in _reader_first(self._languages, language):
            found += self._ask(asked, tag, PAGE_LENGTH - len(found))
        return found

    def _ask(self, asked: str, language: LanguageTag, count: int) -> Iterator[StockHit]:
        if not count:
            return
        names = [f"{text}_{language}" for text in TEXTS]
        query = MultifieldParser(
            names,
            self._index.schema,
            group=OrGroup.factory(_MORE_WORDS_MORE),  # type: ignore[no-untyped-call]
        ).parse(asked)
        results = self._searcher.search(query, limit=count)
        results.highlighter = self._highlighter
        for hit in results:
            kind, slug, part, tag = hit["place"]
            title = hit.highlights(f"title_{language}", text=hit["title"]) or hit["title"]
            snippet = hit.highlights(f"body_{language}", text=hit["passage"])
            yield StockHit(EditionKey(Kind(kind), Slug(slug), part, tag), title, snippet)

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()  # type: ignore[no-untyped-call]
        self._index.close()  # type: ignore[no-untyped-call]


def write_fts5(
    entries: Iterable[SearchEntry], languages: Sequence[LanguageTag], file: Path, tokenizer: str
) -> None:
    """Write a file for ``StockFts5``, analyzed by one of FTS5's own tokenizers."""
    columns = ", ".join(("place UNINDEXED", *TEXTS))
    with closing(sqlite3.connect(file)) as connection, connection:
        for language in languages:
            connection.execute(
                f"CREATE VIRTUAL TABLE {_table(language)} "
                f'USING fts5({columns}, tokenize="{tokenizer}")'
            )
        for entry in entries:
            row = ("\t".join((entry.kind, entry.slug, entry.part or "")), *_texts(entry))
            table = _table(entry.language)
            connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608
        for language in languages:
            table = _table(language)
            connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608


class StockFts5:
    """SQLite FTS5 with ``bm25()`` and ``snippet()``, over a file of ``write_fts5``."""

    def __init__(self, file: Path, languages: Sequence[LanguageTag]) -> None:
        self._connection = sqlite3.connect(file)
        self._languages = tuple(languages)

    def search(self, asked: str, language: LanguageTag) -> Sequence[StockHit]:
        """Return the first page of results, the reader's language first."""
        query = " OR ".join(
            phrase or f'"{word}"{star}' for phrase, word, star in _TYPED.findall(asked)
        )
        found: list[StockHit] = []
        for tag in _reader_first(self._languages, language) if query else ():
            found += self._ask(query, tag, PAGE_LENGTH - len(found))
        return found

    def _ask(self, query: str, language: LanguageTag, count: int) -> Iterator[StockHit]:
        if not count:
            return
        table, weights = _table(language), ", ".join(map(str, _WEIGHTS))
        rows = self._connection.execute(
            f"SELECT place, highlight({table}, 1, '<mark>', '</mark>'), "  # noqa: S608
            f"snippet({table}, -1, '<mark>', '</mark>', '…', {_SNIPPET_WORDS}) FROM {table} "
            f"WHERE {table} MATCH ? ORDER BY bm25({table}, 0, {weights}) LIMIT ?",
            (query, count),
        )
        for place, title, snippet in rows:
            kind, slug, part = place.split("\t")
            yield StockHit(
                EditionKey(Kind(kind), Slug(slug), Slug(part) if part else None, language),
                title,
                snippet,
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _texts(entry: SearchEntry) -> tuple[str, ...]:
    return entry.title, entry.summary, "\n".join(entry.labels), entry.text


def _table(language: LanguageTag) -> str:
    return f"texts_{language.replace('-', '_')}"


def _reader_first(languages: Sequence[LanguageTag], language: LanguageTag) -> list[LanguageTag]:
    return sorted(languages, key=lambda tag: tag != language)
