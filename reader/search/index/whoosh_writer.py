"""Build an index on disk: from nothing, or as a delta upon the base of an earlier index.

The files of a base never change, so a later index links to them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.library.model import LanguageTag
from reader.search.engine import Corpus, IndexDamagedError, SearchEntry
from reader.search.index.base_and_delta import (
    BASE_RECORD_FILE,
    TOMBSTONE,
    BaseAndDelta,
    BaseEntry,
    BaseRecord,
    entry_digest,
    read_base_record,
    write_base_and_delta,
    write_base_record,
)
from reader.search.index.index_builder import IndexBuilder
from reader.search.index.indexing import IndexedEntry
from reader.search.index.manifest import verified_languages, write_manifest
from reader.search.index.sidecar import read_intents
from reader.search.index.whoosh_files import BASE, DELTA, VERSION, WhooshSegment, segment_files
from reader.search.index.whoosh_segments import write_segment
from reader.storage.atomic_files import link_or_copy


@dataclass(frozen=True, slots=True, kw_only=True)
class _EarlierBase:
    """The base of an earlier index. ``unchanged``: number of an entry → its row in the base."""

    directory: Path
    record: BaseRecord
    unchanged: Mapping[int, int]


def build_index(corpus: Corpus, directory: Path, earlier: Path | None = None) -> None:
    """Write an index into a directory, replacing what is there.

    ``earlier`` is the directory of an index to build upon, which may be missing, damaged or of
    another version: if little has changed since, only that is analyzed and written. Answers are the
    same either way. Raises KeyError for an entry in a language that the corpus does not have.
    """
    entries = tuple(corpus.entries)
    _make_empty(directory)
    base = _earlier_base(earlier, corpus.languages, entries) if earlier else None
    builder = (
        _write_delta(base, corpus, entries, directory)
        if base
        else _write_base(corpus, entries, directory)
    )
    builder.write_sidecar(directory)
    write_manifest(directory, VERSION, corpus.languages)


def _make_empty(directory: Path) -> None:
    """Make the directory, without anything that an earlier build, finished or not, left there."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    directory.chmod(0o700)


def _earlier_base(
    earlier: Path, languages: Sequence[LanguageTag], entries: Sequence[SearchEntry]
) -> _EarlierBase | None:
    """Return the base of an earlier index, if it can be built upon."""
    try:
        if verified_languages(earlier, VERSION) != tuple(languages):
            return None
    except IndexDamagedError:
        return None
    record = read_base_record(earlier)
    unchanged = record.unchanged(entries)
    if not unchanged:
        return None
    return _EarlierBase(directory=earlier, record=record, unchanged=unchanged)


def _write_base(corpus: Corpus, entries: Sequence[SearchEntry], directory: Path) -> IndexBuilder:
    builder = IndexBuilder(corpus)
    write_segment(directory, BASE, corpus.languages, map(builder.add, entries))
    write_base_and_delta(directory, BaseAndDelta())
    record = BaseRecord(
        entries=tuple(
            BaseEntry(entry_digest(entry), entry.language, own)
            for entry, own in zip(entries, builder.records, strict=True)
        ),
        words=builder.word_counts(),
        questions=builder.question_records(),
    )
    write_base_record(directory, record)
    return builder


def _write_delta(
    base: _EarlierBase, corpus: Corpus, entries: Sequence[SearchEntry], directory: Path
) -> IndexBuilder:
    builder = IndexBuilder(corpus, base.record, read_intents(base.directory))
    base_numbers = [TOMBSTONE] * len(base.record.entries)
    delta_numbers: list[int] = []

    def indexed_entries() -> Iterator[IndexedEntry]:
        for number, entry in enumerate(entries):
            if number in base.unchanged:
                row = base.unchanged[number]
                base_numbers[row] = number
                builder.add_unchanged(entry, base.record.entries[row].record)
            else:
                delta_numbers.append(number)
                yield builder.add(entry)

    for path in (*segment_files(base.directory, BASE), base.directory / BASE_RECORD_FILE):
        link_or_copy(path, directory / path.name)
    deleted = _delete_missing(base, builder, corpus.languages)
    write_segment(directory, DELTA, corpus.languages, indexed_entries())
    numbers = (tuple(base_numbers), tuple(delta_numbers))
    write_base_and_delta(directory, BaseAndDelta(numbers=numbers, deleted=deleted))
    return builder


def _delete_missing(
    base: _EarlierBase, builder: IndexBuilder, languages: Sequence[LanguageTag]
) -> dict[LanguageTag, Counter[str]]:
    """Subtract the words of deleted entries, and return how many of them had each term."""
    deleted: dict[LanguageTag, Counter[str]] = {language: Counter() for language in languages}
    with closing(WhooshSegment(base.directory, BASE)) as segment:
        for row in base.record.deleted(base.unchanged.values()):
            language = base.record.entries[row].language
            deleted[language].update(builder.delete(segment.entry(row), language))
    return deleted
