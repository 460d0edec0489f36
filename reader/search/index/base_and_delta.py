"""How an index is made of two segments, and which entries of an earlier base are unchanged.

The base segment holds most entries and is never changed. The delta holds what has changed since;
entries of the base that were changed or deleted have a tombstone, and nothing is read of them.
Answers are those of an index built from nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from reader.library.model import LanguageTag
from reader.search.engine import SearchEntry
from reader.search.index.entry_names import NameKeys
from reader.search.questions.question_index import QuestionRecord

SEGMENTS_FILE: Final = "SEGMENTS"
BASE_RECORD_FILE: Final = "BASE_RECORD"
TOMBSTONE: Final = -1
# Share of entries changed or deleted. Above it, a new base costs less than reading two segments.
MAX_CHANGED: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseAndDelta:
    """How the segments of an index make up the whole; both fields are empty if the base is it all.

    ``numbers`` gives each segment's entries their numbers in the whole, or ``TOMBSTONE``.
    ``deleted``: language → term → how many of the deleted entries had it.
    """

    numbers: tuple[tuple[int, ...], ...] = ()
    deleted: Mapping[LanguageTag, Mapping[str, int]] = field(default_factory=dict)


class EntryRecord(NamedTuple):
    """What was worked out of an entry: its length in terms, its names, and its first question.

    The last is its number among the questions of the language.
    """

    length: int
    names: NameKeys
    first_question: int


class BaseEntry(NamedTuple):
    """An entry of the base: a digest of all its fields, its language, and its record."""

    digest: str
    language: LanguageTag
    record: EntryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRecord:
    """What later builds need to know of the base.

    ``words``: language → word as written → how many entries have it.
    """

    entries: tuple[BaseEntry, ...] = ()
    words: Mapping[LanguageTag, Mapping[str, int]] = field(default_factory=dict)
    questions: Mapping[LanguageTag, QuestionRecord] = field(default_factory=dict)

    def unchanged(self, entries: Sequence[SearchEntry]) -> dict[int, int]:
        """Return number → row in the base of unchanged entries; nothing if too many changed."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, base_entry in enumerate(self.entries):
            rows[base_entry.digest].append(row)
        digests = map(entry_digest, entries)
        unchanged = {
            number: rows[digest].pop() for number, digest in enumerate(digests) if rows.get(digest)
        }
        changed = max(len(entries), len(self.entries)) - len(unchanged)
        return unchanged if changed <= MAX_CHANGED * len(entries) else {}

    def deleted(self, unchanged: Iterable[int]) -> list[int]:
        """Return the rows of the base that are not among the unchanged ones."""
        return sorted(set(range(len(self.entries))) - set(unchanged))


NO_BASE: Final = BaseRecord()


def entry_digest(entry: SearchEntry) -> str:
    """Return a digest of all fields of an entry."""
    return hashlib.blake2b(msgspec.json.encode(entry), digest_size=16).hexdigest()


def write_base_and_delta(directory: Path, segments: BaseAndDelta) -> None:
    """Write how the segments of an index make up the whole."""
    (directory / SEGMENTS_FILE).write_bytes(msgspec.json.encode(segments))


def read_base_and_delta(directory: Path) -> BaseAndDelta:
    """Return how the segments of an index make up the whole. The manifest was verified."""
    return msgspec.json.decode((directory / SEGMENTS_FILE).read_bytes(), type=BaseAndDelta)


def write_base_record(directory: Path, record: BaseRecord) -> None:
    """Write what later builds need to know of the base."""
    (directory / BASE_RECORD_FILE).write_bytes(msgspec.msgpack.encode(record))


def read_base_record(directory: Path) -> BaseRecord:
    """Return what an index tells of its base. The manifest was verified."""
    return msgspec.msgpack.decode((directory / BASE_RECORD_FILE).read_bytes(), type=BaseRecord)
