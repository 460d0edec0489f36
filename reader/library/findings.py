"""What a check reports: a value with a code, collected and shown together, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """An error stops the build; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


class RuleCode(StrEnum):
    """The code of a rule, and the severity of what it reports.

    A letter (``L`` library, ``P`` page, ``T`` catalogue, ``W`` weight), then three digits.
    """

    def __new__(cls, code: str, *_more: object) -> Self:
        """Make a member whose value is its code alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        return member

    def __init__(self, code: str, severity: Severity = Severity.ERROR) -> None:  # noqa: ARG002  # a code by itself is read by __new__
        self.severity = severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault on one line.

    ``code`` is that of the rule: ``L`` library, ``P`` page, ``T`` catalogue, ``W`` weight, with
    three digits. Its sentence and advice are made from ``arguments`` when shown, in any language.
    ``path`` is relative to the project, with forward slashes, or the address of a page; ``line``
    counts from 1.
    """

    code: str
    path: str
    line: int
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, code: RuleCode, path: str, line: int = 1, /, **arguments: str) -> Finding:
        """Return a finding of a rule, with the severity of its code."""
        return cls(code=code, path=path, line=line, severity=code.severity, arguments=arguments)

    @property
    def place(self) -> str:
        """``path:line``, as editors and compilers write it."""
        return f"{self.path}:{self.line}"

    @property
    def order(self) -> tuple[str, int, str]:
        """The order in which findings are printed."""
        return (self.path, self.line, self.code)
