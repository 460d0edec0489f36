"""How much a library holds, and how hard each of its files is to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.checks.prose.reading_level import ReadingLevel, reading_level
from reader.library.finding_collector import SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import file_path
from reader.library.model import Kind, LanguageTag
from reader.library.text.plain_text import word_count


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStatistics:
    """One file of an edition. ``level`` is None in a language without a formula."""

    path: str
    words: int
    level: ReadingLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many documents have an edition, by kind and language, and every file by its path."""

    languages: tuple[LanguageTag, ...]
    counts: Mapping[Kind, Mapping[LanguageTag, int]]
    rows: tuple[FileStatistics, ...]


def statistics(library: Library, source_map: SourceMap) -> Statistics:
    """Return how much a library holds.

    ``source_map`` is ``LoadResult.source_map``; without it there are no reading levels.
    """
    counts = {kind: Counter[LanguageTag]() for kind in Kind}
    for document in library.documents():
        counts[document.kind].update(document.editions.keys())
    rows = tuple(sorted(_rows(library, source_map), key=lambda row: row.path))
    return Statistics(languages=library.languages, counts=counts, rows=rows)


def _rows(library: Library, source_map: SourceMap) -> Iterator[FileStatistics]:
    for document in library.documents():
        for language, edition in document.editions.items():
            for part in (None, *(part.slug for part in edition.parts)):
                path = file_path(document.kind, document.slug, language, part)
                words = word_count(library.text(document, edition, part).html)
                yield FileStatistics(
                    path=path,
                    words=words,
                    level=reading_level(source_map.prose.get(path, ()), language),
                )
