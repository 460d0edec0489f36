"""Suggest words of the texts for a misspelled one: one or two edits away, the likeliest first.

Letters are compared without accents. Two swapped letters count as one edit, because thumbs do that;
a word that sounds alike is nearer, because people in need write by ear.
Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964 (the
restricted distance).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, NamedTuple

from reader.library.model import LanguageTag
from reader.search.analysis.language_words import EVERY_WEIGHTLESS_WORD
from reader.search.analysis.letters import fold, normalize
from reader.search.analysis.sounds import sound
from reader.search.packed_strings import pack_numbers, unpack_numbers
from reader.search.work_budget import WorkBudget

MAX_CANDIDATES: Final = 200  # per typed word
MIN_LENGTH: Final = 4  # of a word that may be suggested, or be misspelled
MIN_LENGTH_FOR_TWO_EDITS: Final = 7
MIN_LENGTH_BY_EAR: Final = 5  # for two edits that leave the sound as it was
MAX_EDITS: Final = 2

_BIT_COUNTS: Final = bytes(byte.bit_count() for byte in range(256))

# Tenths of an edit.
EDIT: Final = 10
SAME_SOUND: Final = -4
SAME_LETTERS: Final = -2
SAME_FIRST_LETTER: Final = -1


class Suggestion(NamedTuple):
    """A word that may be meant. The first in order is the likeliest.

    ``cost`` is in tenths of an edit; ``rank`` is minus the number of entries that have the word.
    ``is_alike``: it sounds like what was typed.
    """

    cost: int
    rank: int
    word: str
    edits: int
    is_alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOfLength:
    """The words of one length in one string, as each string of its own would take ten times more.

    ``folded`` joins them without accents; ``accented``: index of a word → the word with its
    accents. ``counts`` are the packed numbers of entries that have each word. ``letters`` are the
    letters of each as a bit set, byte by byte: the first bytes of all words, the second bytes, and
    so on.
    """

    length: int
    folded: str
    accented: Mapping[int, str]
    counts: memoryview
    letters: tuple[memoryview, ...]

    def alike(self, letters: bytes, limit: int) -> Iterator[tuple[int, int]]:
        """Yield the index of each word that shares all but ``limit`` letters, and how many not.

        All words are compared at once, as one long number, because there are thousands.
        """
        count = len(self.letters[0])
        unshared = sum(
            int.from_bytes(_differing_bits(own, bytes([byte]) * count))
            for own, byte in zip(self.letters, letters, strict=True)
        ).to_bytes(count)
        marks = unshared.translate(bytes(count <= limit for count in range(256)))
        index = marks.find(1)
        while index >= 0:
            yield index, unshared[index]
            index = marks.find(1, index + 1)

    def word(self, index: int) -> str:
        """Return a word without accents."""
        return self.folded[index * self.length : (index + 1) * self.length]


def words_by_length(counts: Mapping[str, int]) -> tuple[WordsOfLength, ...]:
    """Return the words that may be suggested. ``counts``: word → how many entries have it."""
    by_length: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for written in counts:
        folded = fold(written)
        if len(folded) >= MIN_LENGTH and folded not in EVERY_WEIGHTLESS_WORD:
            by_length[len(folded)].append((folded, written))
    return tuple(
        _words_of_length(length, pairs, counts) for length, pairs in sorted(by_length.items())
    )


class SpellChecker:
    """Suggests words of one language."""

    def __init__(self, language: LanguageTag, words: Iterable[WordsOfLength]) -> None:
        self._language = language
        self._by_length = {own.length: own for own in words}

    def suggestions(self, typed: str, budget: WorkBudget) -> list[Suggestion]:
        """Return the words that may be meant, the likeliest first."""
        folded = fold(normalize(typed))
        if len(folded) < MIN_LENGTH or not folded.isalpha():
            return []
        candidates = nsmallest(MAX_CANDIDATES, self._candidates(folded))
        budget.count_candidates(len(candidates))
        suggestions = (
            self._suggestion(folded, word, count, written) for _, count, word, written in candidates
        )
        return sorted(filter(None, suggestions))

    def _suggestion(self, typed: str, word: str, rank: int, written: str) -> Suggestion | None:
        """Return a word as a suggestion, or None if it is too far from what was typed."""
        limit = MAX_EDITS if len(typed) >= MIN_LENGTH_BY_EAR else 1
        edits = edit_distance(typed, word, limit)
        if not 0 < edits <= limit:
            return None
        sounds = sound(typed, self._language), sound(word, self._language)
        is_alike = sounds[0] == sounds[1]
        begins_alike = typed[0] == word[0] or sounds[0][:1] == sounds[1][:1]
        is_long = len(typed) >= MIN_LENGTH_FOR_TWO_EDITS and begins_alike
        if edits > 1 and not (is_alike or is_long):
            return None
        cost = (
            EDIT * edits
            + SAME_SOUND * is_alike
            + SAME_LETTERS * (sorted(typed) == sorted(word))
            + SAME_FIRST_LETTER * (typed[0] == word[0])
        )
        return Suggestion(cost, rank, written, edits, is_alike)

    def _candidates(self, folded: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield words with similar letters: letters not shared, minus entries, folded, written."""
        own = _letters(folded)
        limit = MAX_EDITS if len(folded) >= MIN_LENGTH_BY_EAR else 1
        lengths = range(len(folded) - limit, len(folded) + limit + 1)
        for words in filter(None, map(self._by_length.get, lengths)):
            counts = unpack_numbers(words.counts)
            for index, unshared in words.alike(own, 2 * limit):
                word = words.word(index)
                yield unshared, -counts[index], word, words.accented.get(index, word)


def _words_of_length(
    length: int, pairs: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> WordsOfLength:
    accented = {
        index: written for index, (folded, written) in enumerate(pairs) if written != folded
    }
    return WordsOfLength(
        length=length,
        folded="".join(folded for folded, _ in pairs),
        accented=accented,
        counts=pack_numbers(counts[written] for _, written in pairs),
        letters=tuple(
            memoryview(bytes(own))
            for own in zip(*(_letters(folded) for folded, _ in pairs), strict=True)
        ),
    )


def edit_distance(first: str, second: str, limit: int) -> int:
    """Return the edits between two words, or ``limit`` + 1 if there are more than ``limit``.

    For small limits: everything is tried that the first difference can come from.
    """
    if first == second:
        return 0
    longer = len(first) - len(second)
    if not -limit <= longer <= limit or not limit:
        return limit + 1
    rests = _rests(first, second)
    if limit == 1:
        return 1 if any(one == other for one, other in rests) else 2
    fewest = limit
    for one, other in rests:
        if fewest:
            fewest = min(fewest, edit_distance(one, other, fewest - 1))
    return fewest + 1


def _rests(first: str, second: str) -> list[tuple[str, str]]:
    """Return what is left of two different words after the edit that makes them differ first."""
    at = first_difference(first, second)
    one, other = first[at:], second[at:]
    rests = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[1:2] == other[:1] and other[1:2] == one[:1]:
        rests.append((one[2:], other[2:]))
    return rests


def first_difference(first: str, second: str) -> int:
    """Return the index at which two words begin to differ."""
    at = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        at += 1
    return at


def _differing_bits(first: memoryview, second: bytes) -> bytes:
    """Return for each byte how many of its bits are not those of the other one."""
    differences = int.from_bytes(first) ^ int.from_bytes(second)
    return differences.to_bytes(len(first)).translate(_BIT_COUNTS)


def _letters(word: str) -> bytes:
    """Return the letters of a word as a bit set; letters of large alphabets share bits."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask.to_bytes(4)
