"""What an engine reads from its index. The rest of a search is the same for every engine."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from reader.library.model import LanguageTag
from reader.search.index.indexing import StoredEntry, unpack
from reader.search.work_budget import WorkBudget

# Terms that are scanned for the most frequent ones with a prefix, in alphabetical order.
MAX_PREFIX_TERMS: Final = 256


class Postings(NamedTuple):
    """The entries that have a term: ascending numbers, and per entry its weight and positions.

    ``weights`` add up the weights of all positions; ``positions`` are packed.
    """

    numbers: Sequence[int]
    weights: Sequence[float]
    positions: Sequence[bytes]


NO_POSTINGS: Final = Postings((), (), ())


class FieldReader(Protocol):
    """The terms and postings of one language in an index."""

    def frequency(self, term: str) -> int:
        """Return how many entries have the term, 0 if it is not in the index."""

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the first ``limit`` terms with the prefix, in alphabetical order."""

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""


class IndexReader(Protocol):
    """An open index. Entries are numbered from 0, in the order of the corpus."""

    def field(self, language: LanguageTag) -> FieldReader:
        """Return the field of one of the languages of the index."""

    def entry(self, number: int) -> StoredEntry:
        """Return the stored fields of an entry."""

    def close(self) -> None:
        """Close the files."""


class BudgetedReader:
    """Reads one language for one search, each term once, within the budget of the search."""

    def __init__(self, field: FieldReader, budget: WorkBudget) -> None:
        self._field = field
        self._budget = budget
        self._frequencies: dict[str, int] = {}
        self._postings: dict[str, Postings] = {}

    def frequency(self, term: str) -> int:
        """Return how many entries have the term."""
        if term not in self._frequencies:
            self._budget.count_terms(1)
            self._frequencies[term] = self._field.frequency(term)
        return self._frequencies[term]

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""
        return self.frequency(term) > 0

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ``limit`` most frequent of the terms that are scanned for the prefix."""
        terms = self._field.expand_prefix(prefix, MAX_PREFIX_TERMS)
        return tuple(sorted(terms, key=self.frequency, reverse=True)[:limit])

    def postings(self, term: str) -> Postings:
        """Return the postings of a term, or none if the budget has no room for them."""
        if term not in self._postings:
            is_allowed = self._budget.spend_postings(self.frequency(term))
            self._postings[term] = self._field.postings(term) if is_allowed else NO_POSTINGS
        return self._postings[term]

    def positions_in(self, term: str, number: int) -> Sequence[int]:
        """Return the positions of a term in an entry, or none if the entry does not have it."""
        numbers, _, packed = self.postings(term)
        at = bisect_left(numbers, number)
        is_there = at < len(numbers) and numbers[at] == number
        return self.unpack_positions(packed[at]) if is_there else ()

    def unpack_positions(self, packed: bytes) -> Sequence[int]:
        """Return the ascending positions of a posting, or none if the budget is spent."""
        positions = unpack(packed)
        return positions if self._budget.spend_positions(len(positions)) else ()
