"""The rules that read the words of one file and of nothing else, done once for each wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import msgspec

from reader.checks.date_rules import words_of_today
from reader.checks.prose.contacts import allowed_mailboxes, check_words
from reader.checks.prose.figures import compare_figures, figures_of, signs_of
from reader.checks.prose.help_links import words_of_help
from reader.checks.prose.reading_level import check_level
from reader.checks.prose.typography import check_passages
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.storage.result_cache import ResultCache, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProse:
    """What the rules say about the words of one file, with line and value of what is in it.

    ``figures`` are the numbers in digits, ``today`` the words that say when a text was written,
    ``help`` those that say to get help.
    """

    findings: tuple[Finding, ...]
    figures: tuple[tuple[int, str], ...]
    today: tuple[tuple[int, str], ...]
    help: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileWords:
    path: str
    digest: bytes
    mailboxes: frozenset[str]


def check_prose(
    library: Library, source_map: SourceMap, findings: FindingCollector, cache: ResultCache
) -> Mapping[str, FileProse]:
    """Check the words of every file: reading level, punctuation, contacts, figures.

    Returns what is in each file, by its path.
    """
    signs = {language: signs_of(library, language) for language in library.languages}
    mailboxes = allowed_mailboxes(library)
    words = [
        _FileWords(path=path, digest=_digest(path, source_map), mailboxes=mailboxes(path))
        for path in source_map.prose
    ]
    known = repr(sorted(signs.items()))
    task = Task(
        name="prose",
        run=partial(_read, source_map, signs),
        key=lambda file: (file.path, file.digest, *sorted(file.mailboxes), known),
        result_type=FileProse,
    )
    results = cache.results(task, words)
    found = {file.path: prose for file, prose in zip(words, results, strict=True)}
    for path, prose in found.items():
        if prose.findings:
            findings.of(path).add_all(prose.findings)
    figures = {path: prose.figures for path, prose in found.items()}
    compare_figures(library, source_map, figures, findings)
    return found


def _digest(path: str, source_map: SourceMap) -> bytes:
    """Return a digest of a file, or of what is known of one that is not Markdown."""
    if digest := source_map.digests.get(path):
        return digest
    details = (source_map.prose[path], sorted(source_map.lines.get(path, {}).items()))
    return msgspec.msgpack.encode(details)


def _read(
    source_map: SourceMap, signs: Mapping[LanguageTag, tuple[str, str]], file: _FileWords
) -> FileProse:
    report = FileFindings(path=file.path)
    passages = source_map.prose[file.path]
    check_level(passages, report)
    check_passages(passages, report)
    check_words(passages, source_map.lines.get(file.path, {}), file.mailboxes, report)
    return FileProse(
        findings=tuple(report.findings),
        figures=tuple(figures_of(passages, signs)),
        today=tuple(words_of_today(passages)),
        help=tuple(words_of_help(passages)),
    )
