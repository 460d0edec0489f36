"""Build the index of questions, each of which is analyzed once: a later build takes it over."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

from reader.library.questions import Question
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import is_listed, stop_words, weightless_words
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize
from reader.search.analysis.tokenizer import Token, tokens
from reader.search.packed_strings import pack_numbers, pack_strings, row_of, unpack_numbers
from reader.search.questions.question_index import (
    NO_RECORD,
    RARITY_SCALE,
    SMALL_SHARE,
    QuestionIndex,
    QuestionRecord,
    rarity,
)


class QuestionIndexBuilder:
    """Collects the questions of one language from entries that are added one by one.

    ``earlier`` is what ``record()`` of an earlier build returned.
    """

    def __init__(self, analyzer: Analyzer, earlier: QuestionRecord = NO_RECORD) -> None:
        self._analyzer = analyzer
        self._weightless = weightless_words(analyzer.language)
        self._stop_words = stop_words(analyzer.language)
        self._terms = dict(earlier.terms)
        self._numbers = {word: number for number, word in enumerate(self._terms)}
        self._earlier_words = unpack_numbers(earlier.words)
        self._earlier_ends = unpack_numbers(earlier.ends)
        self._words: list[Sequence[int]] = []
        self._entries: list[int] = []
        self._sections: list[int] = []
        self._anchors: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many questions were added."""
        return len(self._words)

    def add(self, number: int, questions: Iterable[Question]) -> None:
        """Add the questions of an entry."""
        for question in questions:
            codes = {
                self._number(word): is_weightless
                for word, is_weightless in self._own_words(question.text)
            }
            self._add(number, question, [2 * word + small for word, small in codes.items()])

    def add_unchanged(self, number: int, questions: Sequence[Question], first: int) -> None:
        """Add the questions of an entry of the earlier build, the first of which had this number.

        They are not analyzed again.
        """
        for at, question in enumerate(questions, first):
            self._add(number, question, row_of(at, self._earlier_words, self._earlier_ends))

    def record(self) -> QuestionRecord:
        """Return what a later build needs to know of these questions."""
        return QuestionRecord(
            terms=self._terms,
            words=pack_numbers(chain.from_iterable(self._words)),
            ends=pack_numbers(accumulate(map(len, self._words))),
        )

    def words(self) -> frozenset[str]:
        """Return the words of the questions."""
        return frozenset(self._words_with(self._questions_by_code()))

    def index(self) -> QuestionIndex:
        """Return the index."""
        with_code = self._questions_by_code()
        own = {word: self._terms[word] for word in self._words_with(with_code)}
        lines = self._questions_by_term(own, with_code)
        terms = sorted(lines)
        joined, ends = pack_strings(terms)
        numbers = array("I")
        for term in terms:
            numbers.extend(lines[term])
        return QuestionIndex(
            terms=joined,
            term_ends=ends,
            lines=pack_numbers(numbers),
            line_ends=pack_numbers(accumulate(len(lines[term]) for term in terms)),
            entries=pack_numbers(self._entries),
            sections=pack_numbers(self._sections),
            rarities=pack_numbers(self._rarities(own, lines)),
            anchors=tuple(self._anchors),
        )

    def _add(self, number: int, question: Question, words: Sequence[int]) -> None:
        self._words.append(words)
        self._entries.append(number)
        anchor = question.anchor
        self._sections.append(
            self._anchors.setdefault(anchor, len(self._anchors) + 1) if anchor else 0
        )

    def _number(self, word: str) -> int:
        """Return the number of a word, the next one if it is new."""
        if word not in self._terms:
            self._numbers[word] = len(self._numbers)
            self._terms[word] = self._analyzer.index_terms(word)
        return self._numbers[word]

    def _own_words(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the words of a question that are no stop words, and whether each is weightless."""
        for word in tokens(text):
            if _is_listed(word, self._stop_words):
                continue
            is_weightless = _is_listed(word, self._weightless)
            for written in dict.fromkeys((word.joined, *(part for part, _, _ in word.parts))):
                yield normalize(written), is_weightless

    def _questions_by_code(self) -> Mapping[int, Sequence[int]]:
        """Return code of a word → the ascending numbers of the questions that have it."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, words in enumerate(self._words):
            for code in words:
                found[code].append(number)
        return found

    def _words_with(self, codes: Iterable[int]) -> Iterator[str]:
        """Yield the words that have one of these codes."""
        wanted = {code // 2 for code in codes}
        return (word for number, word in enumerate(self._terms) if number in wanted)

    def _questions_by_term(
        self, words: Mapping[str, tuple[str, ...]], with_code: Mapping[int, Sequence[int]]
    ) -> Mapping[str, Sequence[int]]:
        """Return term → the ascending numbers of the questions that have it."""
        found: dict[str, list[Sequence[int]]] = defaultdict(list)
        for word, terms in words.items():
            first = 2 * self._numbers[word]
            own = [with_code[code] for code in (first, first + 1) if code in with_code]
            for term in terms:
                found[term] += own
        return {
            term: own[0] if len(own) == 1 else sorted(set().union(*own))
            for term, own in found.items()
        }

    def _rarities(
        self, words: Mapping[str, tuple[str, ...]], lines: Mapping[str, Sequence[int]]
    ) -> Iterator[int]:
        """Yield what each question's words are worth: a word is as rare as its stem."""
        worth: dict[int, float] = {}
        for word, terms in words.items():
            own = rarity(self.count, max(len(lines[term]) for term in terms))
            first = 2 * self._numbers[word]
            worth[first], worth[first + 1] = own, SMALL_SHARE * own
        for codes in self._words:
            yield round(RARITY_SCALE * sum(map(worth.__getitem__, codes)))


def _is_listed(word: Token, words: frozenset[str]) -> bool:
    joined, *parts = (
        fold(normalize(written), UNFOLDED_LETTERS)
        for written in (word.joined, *(part for part, _, _ in word.parts))
    )
    return is_listed(joined, parts, words)
