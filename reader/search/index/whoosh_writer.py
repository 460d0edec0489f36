"""The index on disk: built from nothing, or upon the base of an earlier one, whose files are linked to where most of it is still true."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reader.library.model import LanguageTag
from reader.search.engine import Corpus, IndexDamagedError, SearchEntry
from reader.search.index.base_and_delta import (
    RECORD_FILE,
    TOMBSTONE,
    BaseAndDelta,
    BaseRecord,
    RecordedEntry,
    digest_of,
    read_record,
    write_base_and_delta,
    write_record,
)
from reader.search.index.indexing import IndexedEntry, StoredEntry
from reader.search.index.manifest import verified_languages, write_manifest
from reader.search.index.sidecar import IndexBuilder
from reader.search.index.whoosh_files import (
    BASE,
    DELTA,
    STORED,
    VERSION,
    open_segment,
    segment_files,
    write_segment,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """The base of an earlier index, and which entries of it are kept: number → place in the base."""

    directory: Path
    record: BaseRecord
    kept: Mapping[int, int]


def build_index(corpus: Corpus, directory: Path, earlier: Path | None = None) -> None:
    """Write an index into ``directory``, made if need be, in place of what is there.

    ``earlier`` is the folder of another index: where little has changed since, only that is analyzed and written. The answers are
    the same. It may be missing, damaged or of another version. Raises KeyError for an entry in a language that is not one of the
    corpus.
    """
    entries = tuple(corpus.entries)
    _prepare(directory)
    base = _base(earlier, corpus.languages, entries) if earlier else None
    preparing = (
        _build_upon(base, corpus, entries, directory)
        if base
        else _build_from_nothing(corpus, entries, directory)
    )
    preparing.write(directory)
    write_manifest(directory, VERSION, corpus.languages)


def _prepare(directory: Path) -> None:
    """Make the directory, and take out of it what an earlier build left, finished or not."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    directory.chmod(0o700)


def _base(
    earlier: Path, languages: Sequence[LanguageTag], entries: Sequence[SearchEntry]
) -> _Base | None:
    """Return the base of an earlier index, if it can be built upon."""
    try:
        if verified_languages(earlier, VERSION) != tuple(languages):
            return None
    except IndexDamagedError:
        return None
    record = read_record(earlier)
    kept = record.kept(entries)
    return _Base(directory=earlier, record=record, kept=kept) if kept else None


def _build_from_nothing(
    corpus: Corpus, entries: Sequence[SearchEntry], directory: Path
) -> IndexBuilder:
    preparing = IndexBuilder(corpus)
    recorded: list[RecordedEntry] = []

    def prepared() -> Iterator[IndexedEntry]:
        for entry in entries:
            each = preparing.prepare(entry)
            recorded.append(RecordedEntry(digest_of(entry), entry.language, each.length))
            yield each

    write_segment(directory, BASE, corpus.languages, prepared())
    write_base_and_delta(directory, BaseAndDelta())
    write_record(directory, BaseRecord(entries=tuple(recorded), words=preparing.words()))
    return preparing


def _build_upon(
    base: _Base, corpus: Corpus, entries: Sequence[SearchEntry], directory: Path
) -> IndexBuilder:
    preparing = IndexBuilder(corpus, base.record.words)
    numbers = [TOMBSTONE] * len(base.record.entries)
    changed: list[int] = []

    def prepared() -> Iterator[IndexedEntry]:
        for number, entry in enumerate(entries):
            if number in base.kept:
                place = base.kept[number]
                numbers[place] = number
                preparing.keep(entry, base.record.entries[place].length)
            else:
                changed.append(number)
                yield preparing.prepare(entry)

    for path in (*segment_files(base.directory, BASE), base.directory / RECORD_FILE):
        _link(path, directory / path.name)
    gone = _forget(base, preparing, corpus.languages)
    write_segment(directory, DELTA, corpus.languages, prepared())
    write_base_and_delta(
        directory, BaseAndDelta(numbers=(tuple(numbers), tuple(changed)), gone=gone)
    )
    return preparing


def _forget(
    base: _Base, preparing: IndexBuilder, languages: Sequence[LanguageTag]
) -> dict[LanguageTag, Counter[str]]:
    """Take the words of what has gone out of those that are known, and return how many of it had each term."""
    gone: dict[LanguageTag, Counter[str]] = {language: Counter() for language in languages}
    with closing(open_segment(base.directory, BASE, languages)) as reader:
        for place in base.record.gone(base.kept.values()):
            language = base.record.entries[place].language
            gone[language].update(
                preparing.forget(
                    StoredEntry.of_plain(reader.stored_fields(place)[STORED]), language
                )
            )
    return gone


def _link(source: Path, target: Path) -> None:
    """Give a file, which nobody ever changes, a second name; or copy it, where a disk or its owner does not allow that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
