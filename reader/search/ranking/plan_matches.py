"""Match a plan in one language: what each clause scores in each entry, and all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from heapq import nlargest
from itertools import pairwise
from math import inf
from typing import Final, TypeAlias

from reader.search.query.plan import Clause, Plan
from reader.search.query.variants import Phrase, Terms
from reader.search.ranking.bm25 import Bm25Scorer
from reader.search.ranking.positions import PostingsSource, TermPositions

PREFIX_SCORE: Final = 1.0
SYNONYM_WEIGHT: Final = 0.5  # of what the typed word would score
PROXIMITY_WEIGHT: Final = 1.0  # of what two words score, added if they are adjacent as typed
GAP_SCALE: Final = (
    3.0  # words: so far apart, two words are worth half of what they are side by side
)
MAX_RESCORED: Final = 50  # best entries per language that are checked for words near each other
# Of the share of what was typed that an entry matches. Higher, it would need nearly all of it.
COVERAGE_EXPONENT: Final = 0.5

Scores: TypeAlias = Mapping[int, float]  # number of an entry → its score


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMatches:
    """What matches a plan: the scores of each clause, and the numbers of excluded entries.

    ``rarities`` say how much a match of each clause is worth, ``rarest`` what that of a clause is
    that one entry matches. ``exact`` are the clauses that were typed in quotes, and ``violent``
    those that are no match alone. ``synonyms`` are those that matched.
    ``proximity`` returns what an entry scores in addition for words that are near each other.
    """

    required: tuple[Scores, ...]
    rarities: tuple[float, ...]
    rarest: float
    exact: frozenset[int]
    violent: frozenset[int]
    excluded: frozenset[int]
    synonyms: tuple[str, ...]
    proximity: Callable[[int], float]

    def all_clauses(self) -> dict[int, float]:
        """Return the scores of the entries that match every clause, in the order of the index."""
        return self._scored(self._matching_all(self.required))

    def any_clause(self) -> dict[int, float]:
        """Return the scores of the entries that match any clause, in the order of the index.

        If some entries have all that was typed in quotes, only these are returned.
        """
        quoted = self._matching_all([self.required[number] for number in sorted(self.exact)])
        others = [own for at, own in enumerate(self.required) if at not in self.violent]
        found = frozenset().union(*(others or self.required)) - self.excluded
        return self._scored(quoted & found if quoted else found)

    def scores_of(self, numbers: Iterable[int]) -> dict[int, float]:
        """Return the scores of these entries, 0 if they match nothing, without excluded ones."""
        return self._scored(frozenset(numbers) - self.excluded)

    def coverage(self, number: int) -> float:
        """Return the share of the query that an entry matches, by the rarity of its words.

        What no entry has counts as if one had it: in a small library it would outweigh all else.
        """
        rarities = [min(rarity, self.rarest) for rarity in self.rarities]
        pairs = zip(self.required, rarities, strict=True)
        return sum(rarity for scores, rarity in pairs if number in scores) / sum(rarities)

    def _matching_all(self, clauses: Sequence[Scores]) -> frozenset[int]:
        if not clauses:
            return frozenset()
        return reduce(frozenset.intersection, map(frozenset, clauses)) - self.excluded

    def _scored(self, numbers: Iterable[int]) -> dict[int, float]:
        """Return the sums of the scores of clauses, lower for entries that match few.

        Words near each other are added for the best: two common words would have to be compared in
        all entries.
        """
        whole = sum(self.rarities)
        sums = dict.fromkeys(sorted(numbers), 0.0)
        matched = dict.fromkeys(sums, 0.0)
        for scores, rarity in zip(self.required, self.rarities, strict=True):
            for number, score in scores.items():
                if number in sums:
                    sums[number] += score
                    matched[number] += rarity
        scored = {
            number: score * (matched[number] / whole) ** COVERAGE_EXPONENT
            for number, score in sums.items()
        }
        for number in nlargest(MAX_RESCORED, scored, key=scored.__getitem__):
            scored[number] += self.proximity(number)
        return scored


def match_plan(plan: Plan, postings: PostingsSource, scorer: Bm25Scorer) -> PlanMatches:
    """Return what matches a plan."""
    matcher = _PlanMatcher(postings, scorer)
    required = [matcher.clause(clause) for clause in plan.required]
    typed = [scorer.rarity(len(scores)) if scores else inf for scores in required]
    synonyms = []
    for expansion in plan.expansions:
        most = min(typed[number] for number in expansion.clauses)
        scores = matcher.synonym(expansion.phrases, most)
        synonyms += [expansion.term] if scores else []
        for number, score in scores.items():
            share = score / len(expansion.clauses)
            for clause in expansion.clauses:
                required[clause][number] = max(share, required[clause].get(number, 0.0))
    rarities = tuple(scorer.rarity(len(scores)) for scores in required)
    return PlanMatches(
        required=tuple(required),
        rarities=rarities,
        rarest=scorer.rarity(1),
        exact=frozenset(at for at, clause in enumerate(plan.required) if clause.is_exact),
        violent=frozenset(at for at, clause in enumerate(plan.required) if clause.is_violent),
        excluded=frozenset().union(*map(matcher.clause, plan.excluded)),
        synonyms=tuple(synonyms),
        proximity=partial(
            matcher.proximity, tuple(plan.adjacent_pairs()), tuple(_neighbors(plan, rarities))
        ),
    )


def _neighbors(plan: Plan, rarities: Sequence[float]) -> Iterable[tuple[Terms, Terms, float]]:
    """Yield the words of clauses typed one after the other, and what they are worth together."""
    words = [
        tuple(term for phrase in clause.phrases if len(phrase) == 1 for term in phrase[0])
        for clause in plan.required
    ]
    for at, (first, second) in enumerate(pairwise(words)):
        if first and second:
            yield first, second, min(rarities[at], rarities[at + 1])


class _PlanMatcher:
    """Matches the clauses of one plan, and scores each term only once."""

    def __init__(self, postings: PostingsSource, scorer: Bm25Scorer) -> None:
        self._postings = postings
        self._scorer = scorer
        self._positions = TermPositions(postings)
        self._scores: dict[str, Scores] = {}

    def clause(self, clause: Clause) -> dict[int, float]:
        """Return the score of a clause in each entry that matches it."""
        scores = self._any_phrase(clause.phrases)
        return dict.fromkeys(scores, PREFIX_SCORE) if clause.is_prefix else scores

    def synonym(self, phrases: Iterable[Phrase], most: float) -> Scores:
        """Return the score of a synonym in each entry that has it.

        It is worth less than the typed word at the same place, whose rarity is ``most``.
        """
        found = self._any_phrase(phrases)
        rarity = self._scorer.rarity(len(found))
        weight = SYNONYM_WEIGHT * min(1.0, most / rarity)
        return {number: weight * score for number, score in found.items()}

    def proximity(
        self,
        pairs: Iterable[Phrase],
        neighbors: Iterable[tuple[Terms, Terms, float]],
        number: int,
    ) -> float:
        """Return what an entry scores for words that are near each other as they were typed."""
        adjacent = (pair for pair in pairs if self._positions.is_phrase_in(pair, number))
        scores = (self._any_term(terms).get(number, 0.0) for pair in adjacent for terms in pair)
        gaps = (
            (worth, self._positions.gap(first, second, number))
            for first, second, worth in neighbors
        )
        return PROXIMITY_WEIGHT * sum(scores) + sum(
            worth / (1 + (gap - 1) / GAP_SCALE) for worth, gap in gaps if gap
        )

    def _any_phrase(self, phrases: Iterable[Phrase]) -> dict[int, float]:
        """Return the score of the best phrase in each entry that has one."""
        return _best_scores(map(self._phrase, phrases))

    def _phrase(self, phrase: Phrase) -> Scores:
        """Return the sum of its words' scores in each entry that has a phrase."""
        words = [self._any_term(terms) for terms in phrase]
        if len(words) == 1:
            return words[0]
        numbers = reduce(frozenset.intersection, map(frozenset, words))
        return {
            number: sum(scores[number] for scores in words)
            for number in numbers
            if self._positions.is_phrase_in(phrase, number)
        }

    def _any_term(self, terms: Terms) -> Scores:
        """Return the score of the best term in each entry that has one."""
        return self._term(terms[0]) if len(terms) == 1 else _best_scores(map(self._term, terms))

    def _term(self, term: str) -> Scores:
        if term not in self._scores:
            self._scores[term] = self._scorer.scores(self._postings.postings(term))
        return self._scores[term]


def _best_scores(alternatives: Iterable[Scores]) -> dict[int, float]:
    """Return the highest score of each entry in any of the alternatives."""
    rest = iter(alternatives)
    best = dict(next(rest, {}))
    for scores in rest:
        for number, score in scores.items():
            if score > best.get(number, 0.0):
                best[number] = score
    return best
