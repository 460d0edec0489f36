"""Index the questions that texts answer by their words, as flat numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log
from typing import Final

from reader.library.questions import Question
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import is_listed, stop_words, weightless_words
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.tokenizer import Token, tokens
from reader.search.packed_strings import (
    PackedStrings,
    index_of,
    pack_numbers,
    pack_strings,
    row_of,
    unpack_numbers,
)

EMPTY: Final = memoryview(b"")
# Rarities are stored as whole numbers.
_SCALE: Final = 1000
# What a weightless word is worth that is no stop word: it tells questions of one word apart.
SMALL_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionIndex:
    """The questions of one language, as they are stored. ``Questions`` reads them.

    ``terms`` are sorted; ``lines`` are the numbers of the questions that have each, in a row, and
    ``line_ends`` where those of each term end. By question: ``entries`` is the number of the entry
    that answers it, ``sections`` one more than the index of its anchor in ``anchors``, and
    ``rarities`` the sum of its words' rarities. ``words`` are those of questions alone, for a
    speller.
    """

    terms: memoryview = EMPTY
    term_ends: memoryview = EMPTY
    lines: memoryview = EMPTY
    line_ends: memoryview = EMPTY
    entries: memoryview = EMPTY
    sections: memoryview = EMPTY
    rarities: memoryview = EMPTY
    anchors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


NO_QUESTIONS: Final = QuestionIndex()


class QuestionIndexBuilder:
    """Collects the questions of one language from entries that are added one by one."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._weightless = weightless_words(analyzer.language)
        self._stop_words = stop_words(analyzer.language)
        self._words: list[Mapping[str, float]] = []
        self._entries: list[int] = []
        self._sections: list[int] = []
        self._anchors: dict[str, int] = {}

    def add(self, number: int, questions: Iterable[Question]) -> None:
        """Add the questions of an entry."""
        for question in questions:
            self._words.append(dict(self._weighed_words(question.text)))
            self._entries.append(number)
            anchor = question.anchor
            self._sections.append(
                self._anchors.setdefault(anchor, len(self._anchors) + 1) if anchor else 0
            )

    def index(self, known: Mapping[str, int]) -> QuestionIndex:
        """Return the index. ``known`` are the words that a speller knows without it."""
        lines: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(self._words):
            for word in words:
                for term in self._analyzer.index_terms(word):
                    lines[term].add(number)
        terms = sorted(lines)
        joined, ends = pack_strings(terms)
        every = frozenset[str]().union(*self._words)
        return QuestionIndex(
            terms=joined,
            term_ends=ends,
            lines=pack_numbers(number for term in terms for number in sorted(lines[term])),
            line_ends=pack_numbers(accumulate(len(lines[term]) for term in terms)),
            entries=pack_numbers(self._entries),
            sections=pack_numbers(self._sections),
            rarities=pack_numbers(self._rarities(lines)),
            anchors=tuple(self._anchors),
            words=tuple(sorted(every - known.keys())),
        )

    def _weighed_words(self, text: str) -> Iterator[tuple[str, float]]:
        """Yield the words of a question, and what each is worth; stop words only if all are."""
        words = tokens(text)
        own = [word for word in words if not _is_listed(word, self._stop_words)] or words
        for word in own:
            share = SMALL_SHARE if _is_listed(word, self._weightless) else 1.0
            for written in {word.joined, *(part for part, _, _ in word.parts)}:
                yield normalize(written), share

    def _rarities(self, lines: Mapping[str, set[int]]) -> Iterator[int]:
        """Yield what each question's words are worth: a word is as rare as its stem."""
        count = len(self._words)
        known: dict[str, float] = {}
        for words in self._words:
            for word in words.keys() - known.keys():
                most = max(len(lines[term]) for term in self._analyzer.index_terms(word))
                known[word] = rarity(count, most)
            yield round(_SCALE * sum(known[word] * share for word, share in words.items()))


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
        return self._rarities[question] / _SCALE

    def place(self, question: int) -> tuple[int, str | None]:
        """Return the number of the entry that answers a question, and the anchor there."""
        section = self._sections[question]
        return self._entries[question], self._anchors[section - 1] if section else None


def rarity(count: int, frequency: int) -> float:
    """Return how much a word says that so many of all questions have (its IDF)."""
    return log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def _is_listed(word: Token, words: frozenset[str]) -> bool:
    joined, *parts = (
        fold(normalize(written), UNFOLDED_LETTERS)
        for written in (word.joined, *(part for part, _, _ in word.parts))
    )
    return is_listed(joined, parts, words)
