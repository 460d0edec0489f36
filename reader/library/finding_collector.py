"""Collect the findings of loading, and the lines that rules across documents report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

import msgspec

from reader.library.finding_codes import BREAKING
from reader.library.findings import Finding, RuleCode
from reader.library.model import Figure, Kind, Slug
from reader.library.passages import Passage

MAX_ARGUMENT_LENGTH: Final = 80
Value = TypeVar("Value")


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
    """What reading one file found, to be added to what else is found in it.

    ``lines`` and ``prose`` are as in SourceMap, packed, since few files are ever asked for them,
    and empty if there are none.
    """

    findings: tuple[Finding, ...]
    lines: bytes
    prose: bytes


_ENCODER: Final = msgspec.msgpack.Encoder()
_LINES: Final = msgspec.msgpack.Decoder(dict[str, int])
_PROSE: Final = msgspec.msgpack.Decoder(list[Passage])


@dataclass(slots=True, kw_only=True)
class FileFindings:
    """What was found in one file. What reports say of it is unpacked when it is asked for."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)
    _prose: list[Passage] = field(default_factory=list)
    _packed_lines: list[bytes] = field(default_factory=list)
    _packed_prose: list[bytes] = field(default_factory=list)
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def lines(self) -> dict[str, int]:
        """Key → first line, as in SourceMap."""
        while self._packed_lines:
            for key, line in _LINES.decode(self._packed_lines.pop(0)).items():
                self._lines.setdefault(key, line)
        return self._lines

    @property
    def prose(self) -> list[Passage]:
        """The passages, as in SourceMap."""
        while self._packed_prose:
            self._prose += _PROSE.decode(self._packed_prose.pop(0))
        return self._prose

    @property
    def has_lines(self) -> bool:
        """Whether there are lines, without unpacking them."""
        return bool(self._packed_lines or self._lines)

    @property
    def has_prose(self) -> bool:
        """Whether there are passages, without unpacking them."""
        return bool(self._packed_prose or self._prose)

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
        if report.lines:
            self._packed_lines.append(report.lines)
        if report.prose:
            self._packed_prose.append(report.prose)

    def report(self) -> FileReport:
        """Return what was found so far."""
        return FileReport(
            findings=tuple(self.findings),
            lines=_ENCODER.encode(self.lines) if self.has_lines else b"",
            prose=_ENCODER.encode(self.prose) if self.has_prose else b"",
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
        if (file := self._files.get(path)) is None:
            file = self._files[path] = FileFindings(path=path)
        return file

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
        files = {path: file for path, file in self._files.items() if file.has_lines}
        return _OfFiles(files, lambda file: file.lines)

    def prose(self) -> Mapping[str, tuple[Passage, ...]]:
        """Return the passages of each file, by path."""
        files = {path: file for path, file in self._files.items() if file.has_prose}
        return _OfFiles(files, lambda file: tuple(file.prose))


class _OfFiles(Mapping[str, Value]):
    """What is known of each file, unpacked when it is asked for."""

    def __init__(
        self, files: Mapping[str, FileFindings], pick: Callable[[FileFindings], Value]
    ) -> None:
        self._files = files
        self._pick = pick

    def __getitem__(self, path: str) -> Value:
        return self._pick(self._files[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _shortened(value: str) -> str:
    return value if len(value) <= MAX_ARGUMENT_LENGTH else f"{value[:MAX_ARGUMENT_LENGTH]}…"
