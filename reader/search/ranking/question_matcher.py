"""Find the entries that answer questions like a query, by the share of words that both have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import EVERY_PERSON
from reader.search.query.parser import Query, QueryItem, QueryShape, is_weightless
from reader.search.query.significance import Significance
from reader.search.query.synonyms import SynonymMatch
from reader.search.questions.question_index import SMALL_SHARE, QuestionIndex, Questions, rarity
from reader.search.work_budget import WorkBudget

SYNONYM_SHARE: Final = 0.7  # of what the typed word would be worth
# Of the share of a question that the query has.
QUESTION_EXPONENT: Final = 0.5
COMPLETE: Final = 0.999
# Of an entry: the questions that count, and what each next one is worth.
QUESTIONS_COUNTED: Final = 3
FURTHER_SHARE: Final = 0.4
# What the words are worth that all questions of an entry have together, and of the share of the
# query that these are; how fast a word that several of them have is worth no more (K1 and B of
# BM25, a question being a word).
TOGETHER_WEIGHT: Final = 0.8
TOGETHER_EXPONENT: Final = 0.5
TOGETHER_K1: Final = 2.0
TOGETHER_B: Final = 0.5


class QuestionMatch(NamedTuple):
    """How well an entry answers a query by its nearest question, and where.

    ``score`` is a sum of rarities, less by what either lacks; ``coverage`` the share of the query
    that a question has, and ``together`` that which all questions of the entry have together.
    """

    score: float
    coverage: float
    anchor: str | None
    together: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMatches:
    """Number of an entry → its match; and the typed words that no question has.

    ``unknown`` is None if the questions were not searched.
    """

    entries: Mapping[int, QuestionMatch] = field(default_factory=dict)
    unknown: frozenset[str] | None = None

    def score(self, number: int) -> float:
        """Return the score of an entry, 0 if no question of its has a word."""
        return self.entries[number].score if number in self.entries else 0.0

    def complete(self) -> bool:
        """Return whether a question has all the words."""
        return any(match.coverage >= COMPLETE for match in self.entries.values())


NO_MATCHES: Final = QuestionMatches()


class _LineMatch(NamedTuple):
    """How well one question answers a query: ``score`` and ``coverage`` as in ``QuestionMatch``."""

    score: float
    coverage: float
    line: int


class _WordMatches(NamedTuple):
    """The questions that have a word as typed, those that have it or a synonym, and its rarity."""

    typed: set[int]
    lines: set[int]
    rarity: float


class QuestionMatcher:
    """Matches queries with the questions of one language. Not thread-safe."""

    def __init__(
        self, index: QuestionIndex, analyzer: Analyzer, significance: Significance
    ) -> None:
        self._questions = Questions(index)
        self._analyzer = analyzer
        self._significance = significance
        self._counts = self._questions.counts()
        self._average = self._questions.count / max(1, len(self._counts))

    def match(
        self, query: Query, synonyms: Sequence[SynonymMatch], budget: WorkBudget
    ) -> QuestionMatches:
        """Return what answers a query of plain words. Quotes, stars and minus are for texts."""
        items = query.required
        if query.excluded or any(item.shape is not QueryShape.WORD for item in items):
            return NO_MATCHES
        significant = self._significance.significant(items)
        words = {at: self._word(at, items[at], synonyms, budget) for at in significant}
        small = [
            self._word(at, item, (), budget)
            for at, item in enumerate(items)
            if at not in words and not self._analyzer.is_stop_word(item.words[0].joined)
        ]
        return QuestionMatches(
            entries=self._best(words.values(), small, self._telling(items, words)),
            unknown=frozenset(items[at].typed for at, own in words.items() if not own.lines),
        )

    def _telling(
        self, items: Sequence[QueryItem], words: Mapping[int, _WordMatches]
    ) -> frozenset[int]:
        """Return the questions with a word that is enough; ``plan.Clause`` says which are not."""
        has_person = any(is_weightless(item, EVERY_PERSON) for item in items)
        others = [
            own
            for at, own in words.items()
            if has_person or not self._analyzer.is_violent(items[at].words[0].joined)
        ]
        return frozenset[int]().union(*(own.lines for own in others or words.values()))

    def _word(
        self, at: int, item: QueryItem, synonyms: Sequence[SynonymMatch], budget: WorkBudget
    ) -> _WordMatches:
        """Return the questions that have a word of a query, or a synonym."""
        word = item.words[0]
        typed = self._lines((word.joined, *word.parts), budget)
        lines = typed | self._lines(self._synonyms(at, synonyms), budget)
        return _WordMatches(typed, lines, rarity(self._questions.count, len(typed or lines)))

    def _best(
        self,
        words: Collection[_WordMatches],
        small: Collection[_WordMatches],
        telling: frozenset[int],
    ) -> Mapping[int, QuestionMatch]:
        """Return the match of each entry by the best of its questions that are telling."""
        shares, whole = _shares(words, telling)
        small_shares, small_whole = _shares(small, telling)
        most = whole + SMALL_SHARE * small_whole
        found: dict[int, list[_LineMatch]] = defaultdict(list)
        rarity_of, entry_of = self._questions.rarity, self._questions.entry
        for line, own_share in shares.items():
            share = own_share + SMALL_SHARE * small_shares[line]
            own = min(1.0, share / rarity_of(line))
            score = share * (share / most) * own**QUESTION_EXPONENT
            found[entry_of(line)].append(_LineMatch(score, own_share / whole, line))
        together = self._together(found, words)
        return {
            number: self._match(matches, *together[number]) for number, matches in found.items()
        }

    def _match(self, matches: Sequence[_LineMatch], score: float, together: float) -> QuestionMatch:
        """Return the match of an entry by its best questions, and what all of them add."""
        if len(matches) == 1:
            (only,) = matches
            anchor = self._questions.anchor(only.line)
            return QuestionMatch(only.score + score, only.coverage, anchor, together)
        best = sorted(matches, key=itemgetter(0), reverse=True)[:QUESTIONS_COUNTED]
        return QuestionMatch(
            score=sum(match.score * FURTHER_SHARE**rank for rank, match in enumerate(best)) + score,
            coverage=max(match.coverage for match in best),
            anchor=self._questions.anchor(best[0].line),
            together=together,
        )

    def _together(
        self, numbers: Iterable[int], words: Iterable[_WordMatches]
    ) -> Mapping[int, tuple[float, float]]:
        """Return what all questions of each entry say together: a score, and a share of the query.

        A long sentence is like no question, but its words are those of many.
        """
        scores = dict.fromkeys(numbers, 0.0)
        shares = dict.fromkeys(scores, 0.0)
        whole = 0.0
        for word in words:
            counts = self._counts_of(word)
            worth = rarity(len(self._counts), len(counts))
            whole += worth
            for number in counts.keys() & scores.keys():
                length = 1 - TOGETHER_B + TOGETHER_B * self._counts[number] / self._average
                count = counts[number]
                scores[number] += worth * count * (TOGETHER_K1 + 1) / (count + TOGETHER_K1 * length)
                shares[number] += worth
        return {
            number: (
                TOGETHER_WEIGHT * score * (shares[number] / whole) ** TOGETHER_EXPONENT,
                shares[number] / whole,
            )
            for number, score in scores.items()
        }

    def _counts_of(self, word: _WordMatches) -> Mapping[int, float]:
        """Return how many questions of each entry have a word, less for a synonym."""
        counts: dict[int, float] = defaultdict(float)
        for line in word.lines:
            counts[self._questions.entry(line)] += 1 if line in word.typed else SYNONYM_SHARE
        return counts

    def _lines(self, words: Iterable[str], budget: WorkBudget) -> set[int]:
        """Return the questions that have any of these words."""
        found: set[int] = set()
        for term in {term for word in words for term in self._analyzer.query_terms(word)}:
            lines = self._questions.with_term(term)
            if budget.spend_postings(len(lines)):
                found.update(lines)
        return found

    def _synonyms(self, at: int, synonyms: Iterable[SynonymMatch]) -> list[str]:
        """Return the synonyms of one word that are one word, too."""
        return [
            term.words[0].joined
            for match in synonyms
            if match.first <= at < match.end
            for term in match.terms.get(self._analyzer.language, ())
            if len(term.words) == 1
        ]


def _shares(
    words: Iterable[_WordMatches], lines: frozenset[int]
) -> tuple[Mapping[int, float], float]:
    """Return what each of these questions has of the words, in rarities, and all that they are."""
    shares = dict.fromkeys(lines, 0.0)
    whole = 0.0
    for word in words:
        whole += word.rarity
        for line in word.lines & lines:
            shares[line] += word.rarity * (1 if line in word.typed else SYNONYM_SHARE)
    return shares, whole
