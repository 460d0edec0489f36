"""The form of the tables: what a finding says, and the row of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from reader.library.findings import RuleCode, Severity

ERROR, WARNING = Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingText:
    """Two English sentences with named placeholders (``%(name)s``) for a finding's arguments."""

    wrong: str
    advice: str


class FindingTable(RuleCode):
    """A table as an enumeration: a row is code, severity, what is wrong, what to do about it."""

    def __init__(self, code: str, severity: Severity, wrong: str, advice: str) -> None:
        super().__init__(code, severity)
        self.text = FindingText(wrong=wrong, advice=advice)
