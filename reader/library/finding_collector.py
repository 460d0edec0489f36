"""Collect the findings of loading, and the lines that rules across documents report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.library.finding_codes import BREAKING
from reader.library.findings import Finding, RuleCode
from reader.library.model import Figure, Kind, Slug
from reader.library.passages import Passage

MAX_ARGUMENT_LENGTH: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """What the files say that a Library does not hold, for rules that look across documents.

    ``lines``: path of a file → key → line. A key is that of a value, such as ``status.as_of``, the
    anchor of a heading, such as ``#care``, or the target of a link, with its language.
    ``left_out``: the documents that have a folder but could not be used.
    ``prose``: path of a file → its passages.
    ``figures``: path of a ``figures.yaml`` → what it lists, or None if it cannot be read.
    ``digests``: path of a Markdown file → digest of all that ``lines`` and ``prose`` have of it.
    """

    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    left_out: frozenset[tuple[Kind, Slug]] = frozenset()
    prose: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Figure, ...] | None] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)

    def line(self, path: str, key: str) -> int:
        """Return the line of a key in a file, or 1 if it is not known."""
        return self.lines.get(path, {}).get(key, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What reading one file found, to be added to what else is found in it."""

    findings: tuple[Finding, ...]
    lines: Mapping[str, int]
    prose: tuple[Passage, ...]


@dataclass(slots=True, kw_only=True)
class FileFindings:
    """What was found in one file. ``lines``: key → first line, as in SourceMap."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    prose: list[Passage] = field(default_factory=list)
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, code: RuleCode, line: int = 1, **arguments: str) -> None:
        """Add a finding, unless the same one is there already. Long arguments are cut."""
        short = {name: _shortened(value) for name, value in arguments.items()}
        self.add_all((Finding.of(code, self.path, line, **short),))

    def add_all(self, findings: Iterable[Finding]) -> None:
        """Add findings of this file that were made before, unless the same ones are there."""
        for finding in findings:
            key = (finding.code, str(finding.line), *finding.arguments.values())
            if key not in self._seen:
                self._seen.add(key)
                self.findings.append(finding)

    def add_report(self, report: FileReport) -> None:
        """Add what reading this file found."""
        self.add_all(report.findings)
        for key, line in report.lines.items():
            self.record_line(key, line)
        self.prose += report.prose

    def report(self) -> FileReport:
        """Return what was found so far."""
        return FileReport(
            findings=tuple(self.findings), lines=dict(self.lines), prose=tuple(self.prose)
        )

    def record_line(self, key: str, line: int) -> None:
        """Record the line of a key, if it is the first one with that key."""
        self.lines.setdefault(key, line)

    @property
    def broken(self) -> bool:
        """Whether a finding leaves the file without a value that a document needs."""
        return any(finding.code in BREAKING for finding in self.findings)


class FindingCollector:
    """What was found in all files."""

    def __init__(self) -> None:
        self._files: dict[str, FileFindings] = {}

    def of(self, path: str) -> FileFindings:
        """Return the findings of one file, to add to. ``path`` begins with ``content/``."""
        return self._files.setdefault(path, FileFindings(path=path))

    def findings(self) -> tuple[Finding, ...]:
        """Return every finding, in the order in which they are printed."""
        return tuple(
            sorted(
                (finding for file in self._files.values() for finding in file.findings),
                key=lambda finding: finding.order,
            )
        )

    def reports(self) -> Mapping[str, FileReport]:
        """Return what was found in each file, by path."""
        return {path: file.report() for path, file in self._files.items()}

    def lines(self) -> Mapping[str, Mapping[str, int]]:
        """Return the lines recorded in each file, by path."""
        return {path: file.lines for path, file in self._files.items() if file.lines}

    def prose(self) -> Mapping[str, tuple[Passage, ...]]:
        """Return the passages of each file, by path."""
        return {path: tuple(file.prose) for path, file in self._files.items() if file.prose}


def _shortened(value: str) -> str:
    return value if len(value) <= MAX_ARGUMENT_LENGTH else f"{value[:MAX_ARGUMENT_LENGTH]}…"
