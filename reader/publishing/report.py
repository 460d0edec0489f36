"""What became of a build."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.library.findings import Finding


class Outcome(StrEnum):
    """How a build ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    TAKEN_UP = "taken-up"  # built before, and now current again
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did. ``pages`` counts answers that were made ahead, ``carried`` those taken over unchanged."""

    outcome: Outcome
    identifier: str
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    carried: int = 0
