"""Tell where the words of a query stand in an entry: in a row, or how near to one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Final, Protocol

from reader.search.index.index_reader import Postings
from reader.search.query.variants import Phrase, Terms

MAX_GAP: Final = 12  # words: farther apart, two words have nothing to do with each other


class PostingsSource(Protocol):
    """The postings of one language in an index."""

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""

    def unpack_positions(self, packed: bytes) -> Sequence[int]:
        """Return the positions of a posting."""


class TermPositions:
    """The positions of terms in entries. The postings of each term are read once."""

    def __init__(self, postings: PostingsSource) -> None:
        self._postings = postings
        self._packed: dict[str, Mapping[int, bytes]] = {}

    def is_phrase_in(self, phrase: Phrase, number: int) -> bool:
        """Return whether an entry has a phrase. Starts with the rarest word."""
        packed = []
        for at, terms in enumerate(phrase):
            own = list(self._packed_in(terms, number))
            if not own:
                return False
            packed.append((at, own))
        packed.sort(key=lambda each: sum(map(len, each[1])))
        starts = self._starts(*packed[0])
        return all(starts := starts & self._starts(*each) for each in packed[1:])

    def gap(self, first: Terms, second: Terms, number: int) -> int | None:
        """Return how many words apart two words stand in an entry at their nearest, in any order.

        None if they are farther apart than MAX_GAP.
        """
        packed = list(self._packed_in(first, number)), list(self._packed_in(second, number))
        if not all(packed):
            return None
        nearest = MAX_GAP + 1
        last = [-nearest, -nearest]
        sided = chain.from_iterable(self._sided(own, side) for side, own in enumerate(packed))
        for position, side in sorted(sided):
            last[side] = position
            gap = abs(position - last[1 - side])
            if 0 < gap < nearest:
                nearest = gap
                if gap == 1:
                    break
        return nearest if nearest <= MAX_GAP else None

    def _sided(self, packed: Iterable[bytes], side: int) -> Iterator[tuple[int, int]]:
        positions = chain.from_iterable(map(self._postings.unpack_positions, packed))
        return zip(positions, repeat(side))

    def _starts(self, at: int, packed: Iterable[bytes]) -> set[int]:
        """Return where a phrase would start, given the positions of its word number ``at``."""
        return {
            position - at for each in packed for position in self._postings.unpack_positions(each)
        }

    def _packed_in(self, terms: Terms, number: int) -> Iterator[bytes]:
        for term in terms:
            if term not in self._packed:
                postings = self._postings.postings(term)
                self._packed[term] = dict(zip(postings.numbers, postings.positions, strict=True))
            if number in self._packed[term]:
                yield self._packed[term][number]
