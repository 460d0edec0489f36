"""What a check reports: a value with a code, collected and shown together, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


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

    @property
    def place(self) -> str:
        """``path:line``, as editors and compilers write it."""
        return f"{self.path}:{self.line}"

    @property
    def order(self) -> tuple[str, int, str]:
        """The order in which findings are printed."""
        return (self.path, self.line, self.code)
