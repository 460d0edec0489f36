"""Suggest words of the texts for a misspelled one: one or two edits away, the most common first.

Letters are compared without accents. Two swapped letters count as one edit, because thumbs do that.
Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964 (the
restricted distance).
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from reader.search.analysis.analyzer import fold, normalize
from reader.search.work_budget import WorkBudget

MAX_WORDS: Final = 20_000  # per language, the most common
MAX_CANDIDATES: Final = 200  # per typed word
MIN_LENGTH: Final = 3  # of a word that may be suggested
MIN_LENGTH_FOR_TWO_EDITS: Final = 6


class WordCounts:
    """Counts the entries that have each word of a language. ``spelled``: counts to start from."""

    def __init__(self, spelled: Mapping[str, int]) -> None:
        self._spelled = Counter(spelled)

    def add(self, spelled: frozenset[str]) -> None:
        """Add the words of an entry."""
        self._spelled.update(_suggestible(spelled))

    def remove(self, spelled: frozenset[str]) -> None:
        """Subtract the words of an entry that was added."""
        self._spelled.subtract(_suggestible(spelled))

    def spelled(self) -> Mapping[str, int]:
        """Return word as written → number of entries."""
        return dict(sorted(self._spelled.items()))

    def words(self) -> dict[str, int]:
        """Return word in its most common spelling → number of entries, common words first."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for word in filter(self._spelled.__getitem__, self._spelled):
            spellings[fold(word)].append(word)
        totals = {
            folded: sum(self._spelled[word] for word in words)
            for folded, words in spellings.items()
        }
        common = sorted(totals, key=lambda folded: (-totals[folded], folded))[:MAX_WORDS]
        return {
            min(spellings[folded], key=lambda word: (-self._spelled[word], word)): totals[folded]
            for folded in common
        }


def _suggestible(spelled: Iterable[str]) -> Iterator[str]:
    """Yield the normalized words that may be suggested; two capitalizations count twice."""
    return (word for word in map(normalize, spelled) if len(word) >= MIN_LENGTH and word.isalpha())


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordsOfLength:
    """The words of one length in one string, as each string of its own would take ten times more.

    ``folded`` joins them without accents; ``accented``: index of a word → the word with its accents.
    ``counts`` has the number of entries of each word, ``letters`` its letters as a bit set.
    """

    length: int
    folded: str
    accented: Mapping[int, str]
    counts: Sequence[int]
    letters: Sequence[int]

    def word(self, index: int) -> str:
        """Return a word without accents."""
        return self.folded[index * self.length : (index + 1) * self.length]


class SpellChecker:
    """Suggests words of one language. ``words``: word → how many entries have it."""

    def __init__(self, words: Mapping[str, int]) -> None:
        by_length: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for written in words:
            folded = fold(written)
            by_length[len(folded)].append((folded, written))
        self._by_length = {
            length: _words_of_length(length, pairs, words) for length, pairs in by_length.items()
        }

    def suggestions(self, typed: str, budget: WorkBudget) -> Iterator[tuple[int, int, str]]:
        """Yield edits, minus the number of entries, and the word; the best suggestion first."""
        folded = fold(normalize(typed))
        if len(folded) <= MIN_LENGTH or not folded.isalpha():
            return
        limit = 2 if len(folded) >= MIN_LENGTH_FOR_TWO_EDITS else 1
        candidates = nsmallest(MAX_CANDIDATES, self._candidates(folded, limit))
        budget.count_candidates(len(candidates))
        near = (
            (edit_distance(folded, word, limit), count, written)
            for _, count, word, written in candidates
        )
        yield from sorted(each for each in near if 0 < each[0] <= limit)

    def _candidates(self, folded: str, limit: int) -> Iterator[tuple[int, int, str, str]]:
        """Yield words with similar letters: letters not shared, minus entries, folded, written."""
        own = _letters(folded)
        lengths = range(len(folded) - limit, len(folded) + limit + 1)
        for words in filter(None, map(self._by_length.get, lengths)):
            for index, letters in enumerate(words.letters):
                unshared = (letters ^ own).bit_count()
                if unshared <= 2 * limit:
                    word = words.word(index)
                    yield unshared, -words.counts[index], word, words.accented.get(index, word)


def _words_of_length(
    length: int, pairs: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> _WordsOfLength:
    accented = {
        index: written for index, (folded, written) in enumerate(pairs) if written != folded
    }
    return _WordsOfLength(
        length=length,
        folded="".join(folded for folded, _ in pairs),
        accented=accented,
        counts=array("I", (counts[written] for _, written in pairs)),
        letters=array("I", (_letters(folded) for folded, _ in pairs)),
    )


def edit_distance(first: str, second: str, limit: int) -> int:
    """Return the edits between two words, or ``limit`` + 1 if there are more than ``limit``."""
    far = limit + 1
    if abs(len(first) - len(second)) > limit:
        return far
    before_last: list[int] = []
    last = [min(column, far) for column in range(len(second) + 1)]
    for row, letter in enumerate(first, start=1):
        current = [far] * len(last)  # more than ``limit`` columns off the diagonal it is always far
        current[0] = min(row, far)
        for column in range(max(1, row - limit), min(len(second), row + limit) + 1):
            other = second[column - 1]
            nearest = min(last[column], current[column - 1], last[column - 1])
            cost = last[column - 1] if letter == other else 1 + nearest
            if row > 1 < column and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current[column] = min(cost, far)
        if min(current) == far:
            return far
        before_last, last = last, current
    return last[-1]


def _letters(word: str) -> int:
    """Return the letters of a word as a bit set; letters of large alphabets share bits."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask
