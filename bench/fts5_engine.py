"""A second engine for the contract: SQLite FTS5 with our terms. Adding an engine takes one file.

FTS5 has one word per position, and we have several: the stem, the stem without accents, a compound
beside its first part. So each gets a column of its own, for each weight that a word can have, and
the offset in the column is our position. Terms are written in hexadecimal, which no tokenizer
changes and which keeps prefixes.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Final

import msgspec

from reader.library.model import LanguageTag
from reader.search.analysis import analyzer
from reader.search.engine import Corpus, Engine
from reader.search.index.index_builder import IndexBuilder
from reader.search.index.index_reader import Postings
from reader.search.index.indexing import (
    HEADING_WEIGHT,
    LABEL_WEIGHT,
    SUMMARY_WEIGHT,
    TEXT_WEIGHT,
    TITLE_WEIGHT,
    IndexedEntry,
    StoredEntry,
    pack,
    unpack,
)
from reader.search.index.manifest import MANIFEST_FILE, verified_languages, write_manifest
from reader.search.index.sidecar import read_sidecar
from reader.search.searcher import Searcher
from reader.search.work_budget import Clock

VERSION: Final = f"FTS5 of SQLite {sqlite3.sqlite_version}, {analyzer.VERSION}"
_FILE: Final = "index.sqlite"

# The heaviest first. Every total weight of a term in an entry is a sum of these.
_WEIGHTS: Final = sorted(
    map(int, {TITLE_WEIGHT, SUMMARY_WEIGHT, HEADING_WEIGHT, LABEL_WEIGHT, TEXT_WEIGHT}),
    reverse=True,
)
_TERMS_AT_A_POSITION: Final = 12  # at most: six ways to write a compound, and six its first part
_COLUMNS: Final = tuple(
    f"weight_{weight}_{way}" for weight in _WEIGHTS for way in range(_TERMS_AT_A_POSITION)
)
_NOTHING: Final = "z"  # where a column has no term; no number in hexadecimal


def build_index(corpus: Corpus, directory: Path) -> None:
    """Write an index into a directory, replacing an index that is there."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    (directory / MANIFEST_FILE).unlink(missing_ok=True)
    (directory / _FILE).unlink(missing_ok=True)
    builder = IndexBuilder(corpus)
    with closing(sqlite3.connect(directory / _FILE)) as connection, connection:
        connection.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, stored BLOB)")
        for language in corpus.languages:
            table = _table(language)
            connection.execute(
                f"CREATE VIRTUAL TABLE {table} "
                f"USING fts5({', '.join(_COLUMNS)}, content='', tokenize='ascii')"
            )
            for detail in ("row", "instance"):
                connection.execute(
                    f"CREATE VIRTUAL TABLE {table}_{detail} USING fts5vocab({table}, {detail})"
                )
        for number, indexed in enumerate(map(builder.add, corpus.entries)):
            connection.execute(
                "INSERT INTO entries VALUES (?, ?)",
                (number, msgspec.msgpack.encode(indexed.stored)),
            )
            columns = _columns(indexed)
            names, marks = ", ".join(("rowid", *columns)), ", ".join("?" * (len(columns) + 1))
            table = _table(indexed.entry.language)
            statement = f"INSERT INTO {table}({names}) VALUES ({marks})"  # noqa: S608
            connection.execute(
                statement, (number, *(" ".join(words) for words in columns.values()))
            )
    builder.write_sidecar(directory)
    write_manifest(directory, VERSION, corpus.languages)


def open_index(directory: Path, clock: Clock = monotonic) -> Engine:
    """Open an index for reading.

    Raises IndexDamagedError if it is missing, damaged or of another version.
    """
    verified_languages(directory, VERSION)
    return Searcher(Fts5Reader(directory / _FILE), read_sidecar(directory), clock)


class Fts5Reader:
    """An open SQLite file. Each process opens its own: a connection does not survive a fork."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connections: dict[int, sqlite3.Connection] = {}

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this process. Searches run one at a time, from any thread."""
        process = os.getpid()
        if process not in self._connections:
            self._connections[process] = sqlite3.connect(
                f"file:{self._file}?mode=ro", uri=True, check_same_thread=False
            )
        return self._connections[process]

    def field(self, language: LanguageTag) -> Fts5FieldReader:
        """Return the field of one of the languages of the index."""
        return Fts5FieldReader(self.connection(), _table(language))

    def entry(self, number: int) -> StoredEntry:
        """Return the stored fields of an entry."""
        (stored,) = (
            self.connection()
            .execute("SELECT stored FROM entries WHERE number = ?", (number,))
            .fetchone()
        )
        return msgspec.msgpack.decode(stored, type=StoredEntry)

    def close(self) -> None:
        """Close the file."""
        self.connection().close()


class Fts5FieldReader:
    """The terms and postings of one language in an FTS5 table."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def frequency(self, term: str) -> int:
        """Return how many entries have the term, 0 if it is not in the index."""
        found = self._connection.execute(
            f"SELECT doc FROM {self._table}_row WHERE term = ?",  # noqa: S608
            (_written(term),),
        ).fetchone()
        return found[0] if found else 0

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the first ``limit`` terms with the prefix, in alphabetical order."""
        first = _written(prefix)
        where = "term >= ? AND term < ?"
        query = f"SELECT term FROM {self._table}_row WHERE {where} LIMIT ?"  # noqa: S608
        rows = self._connection.execute(query, (first, first + _NOTHING, limit))
        return tuple(bytes.fromhex(written).decode() for (written,) in rows)

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""
        query = f"SELECT doc, col, offset FROM {self._table}_instance WHERE term = ?"  # noqa: S608
        weights: dict[int, float] = defaultdict(float)
        positions: dict[int, list[int]] = defaultdict(list)
        for number, column, position in self._connection.execute(query, (_written(term),)):
            weights[number] += float(column.split("_")[1])
            positions[number].append(position)
        numbers = sorted(positions)
        return Postings(
            numbers,
            [weights[number] for number in numbers],
            [pack(sorted(positions[number])) for number in numbers],
        )


def _columns(indexed: IndexedEntry) -> Mapping[str, Sequence[str]]:
    """Return column → per position the term that is there, or _NOTHING."""
    columns: dict[str, list[str]] = {}
    at: dict[int, int] = defaultdict(int)
    for term, (total, packed) in indexed.postings.items():
        for position, weight in zip(
            unpack(packed), _shares(int(total), len(unpack(packed))), strict=True
        ):
            words = columns.setdefault(f"weight_{weight}_{at[position]}", [])
            at[position] += 1
            words.extend([_NOTHING] * (position + 1 - len(words)))
            words[position] = _written(term)
    return columns


def _shares(total: int, count: int) -> Iterator[int]:
    """Yield ``count`` weights with this sum. Their order is free: only the sum is ever read."""
    for left in range(count - 1, -1, -1):
        weight = next(each for each in _WEIGHTS if total - each >= left * _WEIGHTS[-1])
        total -= weight
        yield weight


def _table(language: LanguageTag) -> str:
    return f"terms_{language.replace('-', '_')}"


def _written(term: str) -> str:
    return term.encode().hex()
