"""Look up the questions that texts answer by their words, as flat numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Final

from reader.search.packed_strings import PackedStrings, index_of, row_of, unpack_numbers

EMPTY: Final = memoryview(b"")
# Rarities are stored as whole numbers.
RARITY_SCALE: Final = 1000
# What a weightless word is worth that is no stop word: it tells questions of one word apart.
SMALL_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionIndex:
    """The questions of one language, as they are stored. ``Questions`` reads them.

    ``terms`` are sorted; ``lines`` are the numbers of the questions that have each, in a row, and
    ``line_ends`` where those of each term end. By question: ``entries`` is the number of the entry
    that answers it, ``sections`` one more than the index of its anchor in ``anchors``, and
    ``rarities`` the sum of its words' rarities.
    """

    terms: memoryview = EMPTY
    term_ends: memoryview = EMPTY
    lines: memoryview = EMPTY
    line_ends: memoryview = EMPTY
    entries: memoryview = EMPTY
    sections: memoryview = EMPTY
    rarities: memoryview = EMPTY
    anchors: tuple[str, ...] = ()


NO_QUESTIONS: Final = QuestionIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """The words of all questions of one language, for later builds.

    ``terms``: word → the terms that it is indexed under. ``words`` are those of all questions in a
    row, each as its number in ``terms`` times two, plus one if it is weightless; ``ends`` says
    where those of each question end.
    """

    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: memoryview = EMPTY
    ends: memoryview = EMPTY


NO_RECORD: Final = QuestionRecord()


class Questions:
    """Looks up the questions of one language."""

    def __init__(self, index: QuestionIndex) -> None:
        self._terms = PackedStrings(index.terms, index.term_ends)
        self._lines = unpack_numbers(index.lines)
        self._line_ends = unpack_numbers(index.line_ends)
        self._entries = unpack_numbers(index.entries)
        self._sections = unpack_numbers(index.sections)
        self._rarities = unpack_numbers(index.rarities)
        self._anchors = index.anchors
        self.count = len(self._entries)

    def with_term(self, term: str) -> Sequence[int]:
        """Return the numbers of the questions that have a term."""
        at = index_of(term, self._terms)
        return () if at is None else row_of(at, self._lines, self._line_ends)

    def counts(self) -> Mapping[int, int]:
        """Return the number of each entry that answers questions → how many."""
        return Counter(self._entries)

    def rarity(self, question: int) -> float:
        """Return the sum of the rarities of a question's words."""
        return self._rarities[question] / RARITY_SCALE

    def entry(self, question: int) -> int:
        """Return the number of the entry that answers a question."""
        return self._entries[question]

    def anchor(self, question: int) -> str | None:
        """Return the anchor of the section that answers a question, None for the whole entry."""
        section = self._sections[question]
        return self._anchors[section - 1] if section else None


def rarity(count: int, frequency: int) -> float:
    """Return how much a word says that so many of all questions have (its IDF)."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))
