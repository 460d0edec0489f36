"""Score one term in each entry that has it: BM25.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import log
from typing import Final

from reader.search.index.index_reader import Postings

# Term saturation and length normalization. B is lower than usual: our texts differ little in
# length, and the long ones, such as the glossary, are long because they answer more.
K1: Final = 2.0
B: Final = 0.3


class Bm25Scorer:
    """Scores terms of one language. ``lengths`` has 0 for entries in other languages."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._count = sum(length > 0 for length in lengths)
        average = sum(lengths) / max(1, self._count) or 1
        self._norms = array("d", (K1 * (1 - B + B * length / average) for length in lengths))

    def rarity(self, frequency: int) -> float:
        """Return how much it says that an entry matches what so many entries match (its IDF)."""
        return log(1 + (self._count - frequency + 0.5) / (frequency + 0.5))

    def scores(self, postings: Postings) -> dict[int, float]:
        """Return the BM25 score of one term in each entry that has it."""
        best = (K1 + 1) * self.rarity(len(postings.numbers))
        norms = self._norms
        return {
            number: best * weight / (weight + norms[number])
            for number, weight in zip(postings.numbers, postings.weights, strict=True)
        }
