"""How much of an index one search may take: everything it takes is counted, and whatever was asked, there is an end to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from reader.search.engine import Cut, WorkDone

Clock: TypeAlias = Callable[[], float]  # seconds; never goes back

# A search may read so much of the postings; what it would need beyond that is left out, and said.
POSTINGS_READ: Final = 150_000
POSITIONS_READ: Final = 1_000_000
# Of each language. Nothing stops a search there: a query of the most words cannot take more, and a test holds that.
TERMS_LOOKED_UP: Final = 8_000
CANDIDATES_COMPARED: Final = 600
# Of the processor: that a machine is busy with something else, or stopped for a while, is no reason to leave results out.
SECONDS: Final = 1.0


def stopped_clock() -> float:
    """Return the time of a clock that stands: with it, a search is limited by its work alone."""
    return 0.0


class WorkBudget:
    """Counts what one search takes, and says when there is nothing left to take."""

    def __init__(self, clock: Clock = stopped_clock, seconds: float = SECONDS) -> None:
        self._clock = clock
        self._until = clock() + seconds
        self._terms = self._postings = self._places = self._candidates = 0
        self.cuts: frozenset[Cut] = frozenset()

    def look_at_terms(self, count: int) -> None:
        """Count terms that are looked up or looked at."""
        self._terms += count

    def compare(self, count: int) -> None:
        """Count words that are compared with a typed one."""
        self._candidates += count

    def may_read(self, postings: int) -> bool:
        """Return whether so many postings may be read, and count them if so."""
        if not self._has_room(self._postings + postings <= POSTINGS_READ):
            return False
        self._postings += postings
        return True

    def may_place(self, places: int) -> bool:
        """Return whether the positions of so many words may be read, and count them if so."""
        if not self._has_room(self._places + places <= POSITIONS_READ):
            return False
        self._places += places
        return True

    @property
    def work(self) -> WorkDone:
        """What was taken so far."""
        return WorkDone(
            terms=self._terms,
            postings=self._postings,
            places=self._places,
            candidates=self._candidates,
        )

    def _has_room(self, fits: bool) -> bool:
        if not fits:
            self.cuts |= {Cut.WORK}
        elif self._clock() >= self._until:
            self.cuts |= {Cut.TIME}
        return not self.cuts & {Cut.TIME} and fits
