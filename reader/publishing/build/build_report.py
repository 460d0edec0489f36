"""How a build goes on, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reader.library.findings import Finding

# Told after each answer that is made: how many there are, and how many there will be.
Progress: TypeAlias = Callable[[int, int], None]


def unseen(_made: int, _in_all: int) -> None:
    """Show no progress."""


class BuildOutcome(StrEnum):
    """How a build ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    TAKEN_UP = "taken-up"  # built before, and now current again
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did. ``pages`` counts answers that were made ahead, ``carried`` those taken over unchanged."""

    outcome: BuildOutcome
    identifier: str
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    carried: int = 0
