"""What an engine keeps of its index, and what it lets be read of it. Everything else about a search is the same for every engine."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from reader.library.model import LanguageTag
from reader.search.index.indexing import StoredEntry, unpack
from reader.search.work_budget import WorkBudget

# Terms looked at for the commonest that begin as typed: in the order of the alphabet, so that work is bounded.
TERMS_LOOKED_AT: Final = 256


class Postings(NamedTuple):
    """The entries that have a term: their numbers in ascending order, what its places in each weigh together, and the places, packed."""

    numbers: Sequence[int]
    weights: Sequence[float]
    places: Sequence[bytes]


NO_POSTINGS: Final = Postings((), (), ())


class FieldReader(Protocol):
    """The terms and postings of one language in an index."""

    def frequency(self, term: str) -> int:
        """Return how many entries have the term: 0 where none has."""

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, in the order of their letters."""

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""


class IndexReader(Protocol):
    """An open index. Entries have numbers, from 0, in the order in which they were handed in."""

    def field(self, language: LanguageTag) -> FieldReader:
        """Return what is kept of one of the languages of the index."""

    def entry(self, number: int) -> StoredEntry:
        """Return what is shown of an entry."""

    def close(self) -> None:
        """Let go of the files."""


class BudgetedReader:
    """Reads one language for one search, each term once, within its allowance."""

    def __init__(self, field: FieldReader, allowance: WorkBudget) -> None:
        self._field = field
        self._allowance = allowance
        self._frequencies: dict[str, int] = {}
        self._postings: dict[str, Postings] = {}

    def frequency(self, term: str) -> int:
        """Return how many entries have the term."""
        if term not in self._frequencies:
            self._allowance.look_at_terms(1)
            self._frequencies[term] = self._field.frequency(term)
        return self._frequencies[term]

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""
        return self.frequency(term) > 0

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, the commonest of those that are looked at."""
        terms = self._field.beginning_with(letters, TERMS_LOOKED_AT)
        return tuple(sorted(terms, key=self.frequency, reverse=True)[:count])

    def postings(self, term: str) -> Postings:
        """Return the postings of a term, or none where there is no room for them left."""
        if term not in self._postings:
            is_allowed = self._allowance.may_read(self.frequency(term))
            self._postings[term] = self._field.postings(term) if is_allowed else NO_POSTINGS
        return self._postings[term]

    def places_in(self, term: str, number: int) -> Sequence[int]:
        """Return the positions of a term in an entry, or none where it is not there."""
        numbers, _, packed = self.postings(term)
        at = bisect_left(numbers, number)
        return self.places(packed[at]) if at < len(numbers) and numbers[at] == number else ()

    def places(self, packed: bytes) -> Sequence[int]:
        """Return the positions that a posting has packed, in ascending order, or none where there is no room for them left."""
        places = unpack(packed)
        return places if self._allowance.may_place(len(places)) else ()
