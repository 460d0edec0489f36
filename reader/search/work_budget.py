"""Count what one search takes of the index, and refuse more than it may take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from reader.search.engine import Cut, WorkDone

Clock: TypeAlias = Callable[[], float]  # seconds, monotonic

# What a search would need beyond these is left out of the answer, and the answer says so.
MAX_POSTINGS: Final = 150_000
MAX_POSITIONS: Final = 1_000_000
# Processor time, not wall time: a machine that is busy or suspended is no reason to drop results.
MAX_SECONDS: Final = 1.0
# Postings and positions from one look at the clock to the next: it is a call of the kernel.
CLOCK_STEP: Final = 1_000


def stopped_clock() -> float:
    """Return always the same time, so that a search is limited by its work alone."""
    return 0.0


class WorkBudget:
    """The budget of one search: counters, limits, and what was cut because of them."""

    def __init__(self, clock: Clock = stopped_clock, seconds: float = MAX_SECONDS) -> None:
        self._clock = clock
        self._deadline = clock() + seconds
        self._terms = self._postings = self._positions = self._candidates = 0
        self._since_clock = CLOCK_STEP
        self.cuts: frozenset[Cut] = frozenset()

    def count_terms(self, count: int) -> None:
        """Count terms that are looked up. The limits of a query bound them."""
        self._terms += count

    def count_candidates(self, count: int) -> None:
        """Count words that are compared with a misspelled one. The spell checker bounds them."""
        self._candidates += count

    def spend_postings(self, count: int) -> bool:
        """Count so many postings and return True if they may still be read."""
        if not self._is_within(count, self._postings + count <= MAX_POSTINGS):
            return False
        self._postings += count
        return True

    def spend_positions(self, count: int) -> bool:
        """Count so many positions and return True if they may still be read."""
        if not self._is_within(count, self._positions + count <= MAX_POSITIONS):
            return False
        self._positions += count
        return True

    @property
    def work(self) -> WorkDone:
        """What was taken so far."""
        return WorkDone(
            terms=self._terms,
            postings=self._postings,
            positions=self._positions,
            candidates=self._candidates,
        )

    def _is_within(self, count: int, fits: bool) -> bool:
        self._since_clock += count
        if not fits:
            self.cuts |= {Cut.WORK}
        elif self._since_clock >= CLOCK_STEP:
            self._since_clock = 0
            if self._clock() >= self._deadline:
                self.cuts |= {Cut.TIME}
        return fits and Cut.TIME not in self.cuts
