"""The rules that read the words of one file and of nothing else, done once for each wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from reader.checks.prose.contacts import allowed_mailboxes, check_words
from reader.checks.prose.figures import compare_figures, figures_of, signs_of
from reader.checks.prose.reading_level import check_level
from reader.checks.prose.typography import check_passages
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.passages import Passage
from reader.storage.result_cache import ResultCache, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProse:
    """What the rules say about the words of one file, and the figures in it: line and value."""

    findings: tuple[Finding, ...]
    figures: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileWords:
    path: str
    digest: bytes
    passages: tuple[Passage, ...]
    lines: Mapping[str, int]
    mailboxes: frozenset[str]
    signs: Mapping[LanguageTag, tuple[str, str]]


def check_prose(
    library: Library, source_map: SourceMap, findings: FindingCollector, cache: ResultCache
) -> None:
    """Check the words of every file: reading level, punctuation, contacts, figures."""
    signs = {language: signs_of(library, language) for language in library.languages}
    mailboxes = allowed_mailboxes(library)
    words = [
        _FileWords(
            path=path,
            digest=source_map.digests.get(path) or msgspec.msgpack.encode(passages),
            passages=passages,
            lines=source_map.lines.get(path, {}),
            mailboxes=mailboxes(path),
            signs=signs,
        )
        for path, passages in source_map.prose.items()
    ]
    known = repr(sorted(signs.items()))
    task = Task(
        name="prose",
        run=_read,
        key=lambda file: (file.path, file.digest, _key_of_lines(file), known),
        result_type=FileProse,
    )
    figures: dict[str, tuple[tuple[int, str], ...]] = {}
    for file, prose in zip(words, cache.results(task, words), strict=True):
        findings.of(file.path).add_all(prose.findings)
        figures[file.path] = prose.figures
    compare_figures(library, source_map, figures, findings)


def _key_of_lines(file: _FileWords) -> str:
    return repr((sorted(file.mailboxes), sorted(file.lines.items())))


def _read(file: _FileWords) -> FileProse:
    report = FileFindings(path=file.path)
    check_level(file.passages, report)
    check_passages(file.passages, report)
    check_words(file.passages, file.lines, file.mailboxes, report)
    return FileProse(
        findings=tuple(report.findings), figures=tuple(figures_of(file.passages, file.signs))
    )
