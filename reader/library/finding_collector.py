"""Collect what is found while files are read: findings, and the lines at which things stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.library.finding_codes import BREAKING
from reader.library.findings import Finding, RuleCode
from reader.library.model import Figure, Kind, Slug
from reader.library.text.passage_reader import Passage

LONGEST_ARGUMENT: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """What the files show and a Library does not keep, for rules that look across documents.

    ``lines``: path of a file → what stands in it → line; a key such as ``status.as_of``, ``#anchor`` of a heading, or where
    a link leads, with its language. ``left_out``: the documents that have a folder, but could not be used.
    ``prose``: path of a file → its words. ``figures``: path of a ``figures.yaml`` → what it lists, None where it cannot be read.
    """

    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    left_out: frozenset[tuple[Kind, Slug]] = frozenset()
    prose: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Figure, ...] | None] = field(default_factory=dict)

    def line(self, path: str, what: str) -> int:
        """Return the line at which something stands in a file; 1 where that is not known."""
        return self.lines.get(path, {}).get(what, 1)


@dataclass(slots=True, kw_only=True)
class FileFindings:
    """What was found in one file. ``spots`` maps what stands in it to the first line where it does; ``prose`` is its words."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    spots: dict[str, int] = field(default_factory=dict)
    prose: list[Passage] = field(default_factory=list)
    _known: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, code: RuleCode, line: int = 1, **arguments: str) -> None:
        """Note a finding, once a line. Long arguments are cut."""
        short = {name: _shortened(value) for name, value in arguments.items()}
        key = (code, str(line), *short.values())
        if key not in self._known:
            self._known.add(key)
            self.findings.append(Finding.of(code, self.path, line, **short))

    def mark(self, what: str, line: int) -> None:
        """Remember the line at which something stands, for rules that look across files."""
        self.spots.setdefault(what, line)

    @property
    def broken(self) -> bool:
        """Whether something was found that leaves no value to make a noun of."""
        return any(finding.code in BREAKING for finding in self.findings)


class FindingCollector:
    """What was found in all files."""

    def __init__(self) -> None:
        self._files: dict[str, FileFindings] = {}

    def of(self, path: str) -> FileFindings:
        """Return the report of one file, whose path begins with ``content/``."""
        return self._files.setdefault(path, FileFindings(path=path))

    def findings(self) -> tuple[Finding, ...]:
        """Return every finding, in the order in which they are printed."""
        return tuple(
            sorted(
                (finding for file in self._files.values() for finding in file.findings),
                key=lambda finding: finding.order,
            )
        )

    def lines(self) -> Mapping[str, Mapping[str, int]]:
        """Return where things stand, by path of file."""
        return {path: file.spots for path, file in self._files.items() if file.spots}

    def prose(self) -> Mapping[str, tuple[Passage, ...]]:
        """Return the words of files, by path."""
        return {path: tuple(file.prose) for path, file in self._files.items() if file.prose}


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_ARGUMENT else f"{value[:LONGEST_ARGUMENT]}…"
