"""Which words of the texts a misspelt word may be: those that differ from it in one or two letters, the commonest first.

Letters are compared without accents. Two letters that changed places count as one difference, since thumbs do that.
Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964 (the restricted distance).
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

WORDS_KNOWN: Final = 20_000  # of one language, the commonest
WORDS_COMPARED: Final = 200  # with one typed word
LETTERS_OF_A_WORD: Final = 3  # of a word that is worth being suggested
LETTERS_FOR_TWO: Final = 6  # of a word in which two letters may differ


class WordCounts:
    """Gathers the words of one language as they are written, and in how many entries. ``spelled``: word → how many are known to have it."""

    def __init__(self, spelled: Mapping[str, int]) -> None:
        self._spelled = Counter(spelled)

    def add(self, spelled: frozenset[str]) -> None:
        """Add the words of an entry."""
        self._spelled.update(_worth_knowing(spelled))

    def remove(self, spelled: frozenset[str]) -> None:
        """Take away the words of an entry that was added."""
        self._spelled.subtract(_worth_knowing(spelled))

    def spelled(self) -> Mapping[str, int]:
        """Return every word in every spelling, with the number of entries."""
        return dict(sorted(self._spelled.items()))

    def words(self) -> dict[str, int]:
        """Return the words worth knowing, each in its commonest spelling, with the number of entries; the commonest first."""
        written: dict[str, list[str]] = defaultdict(list)
        for word in filter(self._spelled.__getitem__, self._spelled):
            written[fold(word)].append(word)
        totals = {
            bare: sum(self._spelled[word] for word in words) for bare, words in written.items()
        }
        known = sorted(totals, key=lambda bare: (-totals[bare], bare))[:WORDS_KNOWN]
        return {
            min(written[bare], key=lambda word: (-self._spelled[word], word)): totals[bare]
            for bare in known
        }


def _worth_knowing(spelled: Iterable[str]) -> Iterator[str]:
    """Yield what a misspelt word may have been meant to be. Two ways to write a word with capitals count as two entries that have it."""
    return (
        word
        for word in map(normalize, spelled)
        if len(word) >= LETTERS_OF_A_WORD and word.isalpha()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The words of one length, one after another: ten thousand strings would take ten times the memory.

    ``bare`` are all of them without accents, in one; ``written`` has, by their place, those that are written with some. ``counts`` says
    how many entries have each, ``letters`` which letters are in it.
    """

    length: int
    bare: str
    written: Mapping[int, str]
    counts: Sequence[int]
    letters: Sequence[int]

    def word(self, place: int) -> str:
        """Return a word without accents."""
        return self.bare[place * self.length : (place + 1) * self.length]


class SpellChecker:
    """Finds the word that was meant, among the words of one language. ``tokens``: word → how many entries have it."""

    def __init__(self, words: Mapping[str, int]) -> None:
        by_length: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for written in words:
            bare = fold(written)
            by_length[len(bare)].append((bare, written))
        self._rows = {length: _row(length, both, words) for length, both in by_length.items()}

    def meant(self, typed: str, allowance: WorkBudget) -> Iterator[tuple[int, int, str]]:
        """Yield likely words, the likeliest first: how many letters differ, minus the number of entries, and the word."""
        bare = fold(normalize(typed))
        if len(bare) <= LETTERS_OF_A_WORD or not bare.isalpha():
            return
        most = 2 if len(bare) >= LETTERS_FOR_TWO else 1
        likely = nsmallest(WORDS_COMPARED, self._likely(bare, most))
        allowance.compare(len(likely))
        near = ((distance(bare, word, most), count, written) for _, count, word, written in likely)
        yield from sorted(each for each in near if 0 < each[0] <= most)

    def _likely(self, bare: str, most: int) -> Iterator[tuple[int, int, str, str]]:
        """Yield words with nearly the same letters: how many letters only one of the two has, how common, bare and written."""
        own = _letters(bare)
        rows = (self._rows.get(length) for length in range(len(bare) - most, len(bare) + most + 1))
        for row in filter(None, rows):
            for place, mask in enumerate(row.letters):
                only_one = (mask ^ own).bit_count()
                if only_one <= 2 * most:
                    word = row.word(place)
                    yield only_one, -row.counts[place], word, row.written.get(place, word)


def _row(length: int, words: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> _Row:
    return _Row(
        length=length,
        bare="".join(bare for bare, _ in words),
        written={place: written for place, (bare, written) in enumerate(words) if written != bare},
        counts=array("I", (counts[written] for _, written in words)),
        letters=array("I", (_letters(bare) for bare, _ in words)),
    )


def distance(first: str, second: str, most: int) -> int:
    """Return how many letters of two words differ, or ``most`` + 1 where it is more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    far = most + 1
    before_last: list[int] = []
    last = [min(column, far) for column in range(len(second) + 1)]
    for row, letter in enumerate(first, start=1):
        current = [far] * len(
            last
        )  # outside a band along the diagonal, more letters differ than are asked about
        current[0] = min(row, far)
        for column in range(max(1, row - most), min(len(second), row + most) + 1):
            other = second[column - 1]
            cost = (
                last[column - 1]
                if letter == other
                else 1 + min(last[column], current[column - 1], last[column - 1])
            )
            if row > 1 < column and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before_last[column - 2] + 1)
            current[column] = min(cost, far)
        if min(current) == far:
            return far
        before_last, last = last, current
    return last[-1]


def _letters(word: str) -> int:
    """Return which letters are in a word, as bits; letters of large alphabets share some."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask
