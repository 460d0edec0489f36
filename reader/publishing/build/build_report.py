"""How far a build is, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

from reader.library.findings import Finding

T = TypeVar("T")

# Called after each answer that is made, with how many there are so far, and how many there will be.
Progress: TypeAlias = Callable[[int, int], None]


def no_progress(_made: int, _total: int) -> None:
    """Show no progress."""


def counted(made: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    """Yield what is made, and tell how far that is."""
    for number, each in enumerate(made, start=1):
        yield each
        progress(number, total)


class BuildOutcome(StrEnum):
    """How a build ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    REACTIVATED = "reactivated"  # built earlier, and now current again
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    ``pages`` counts the answers made ahead, ``carried`` those of them whose bytes are those of the
    generation before. ``has_bundles``: whether the whole library is there as files.
    """

    outcome: BuildOutcome
    identifier: str
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    carried: int = 0
    has_bundles: bool = False
