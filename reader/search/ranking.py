"""Score the entries of one language that match a plan. Knows no engine: it is given the postings.

Each term's postings are read once, and a phrase costs no more than the positions of its words, so
the plan bounds the work. Whoosh's own queries are not used: its phrases compare each position of
one word with each of the next (two common words in one long text took a minute), and its AndNot
lets through entries that should be excluded.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from heapq import nlargest
from math import log
from typing import Final, Protocol, TypeAlias

from reader.search.index.index_reader import Postings
from reader.search.query.plan import Clause, Phrase, Plan, Terms

# BM25: term saturation and length normalization. B is lower than usual: our texts differ little in
# length, and the long ones, such as the glossary, are long because they answer more.
K1: Final = 1.2
B: Final = 0.5
PREFIX_SCORE: Final = 1.0
SYNONYM_WEIGHT: Final = 0.7  # of what the typed word would score
PROXIMITY_WEIGHT: Final = 1.0  # of what two words score, added if they are adjacent as typed
MAX_RESCORED: Final = 50  # best entries per language that are checked for adjacent words
# More than any clause can score, so that entries matching more clauses come first.
CLAUSE_BONUS: Final = 1000.0

Scores: TypeAlias = Mapping[int, float]  # number of an entry → its score


class PostingsSource(Protocol):
    """The postings of one language in an index."""

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""

    def unpack_positions(self, packed: bytes) -> Sequence[int]:
        """Return the positions of a posting."""


class Bm25Scorer:
    """Scores terms of one language. ``lengths`` has 0 for entries in other languages."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._count = sum(length > 0 for length in lengths)
        average = sum(lengths) / max(1, self._count) or 1
        self._norms = array("d", (K1 * (1 - B + B * length / average) for length in lengths))

    def scores(self, postings: Postings) -> dict[int, float]:
        """Return the BM25 score of one term in each entry that has it."""
        frequency = len(postings.numbers)
        idf = log(1 + (self._count - frequency + 0.5) / (frequency + 0.5))
        best = (K1 + 1) * idf
        norms = self._norms
        return {
            number: best * weight / (weight + norms[number])
            for number, weight in zip(postings.numbers, postings.weights, strict=True)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMatches:
    """What matches a plan: the scores of each required clause, and the numbers of excluded entries.

    ``synonyms`` are those that matched. ``proximity`` returns what an entry scores in addition for
    words that are adjacent as they were typed.
    """

    required: tuple[Scores, ...]
    excluded: frozenset[int]
    synonyms: tuple[str, ...]
    proximity: Callable[[int], float]

    def all_clauses(self) -> dict[int, float]:
        """Return the scores of the entries that match every clause, in the order of the index."""
        if not self.required:
            return {}
        numbers = reduce(frozenset.intersection, map(frozenset, self.required))
        return self._rescored(
            {
                number: sum(scores[number] for scores in self.required)
                for number in sorted(numbers - self.excluded)
            }
        )

    def any_clause(self) -> dict[int, float]:
        """Return the scores of the entries that match any clause, in the order of the index.

        Entries that match more clauses score higher.
        """
        sums: dict[int, float] = {}
        for scores in self.required:
            for number, score in scores.items():
                sums[number] = sums.get(number, 0.0) + score + CLAUSE_BONUS
        return self._rescored(
            {number: sums[number] for number in sorted(sums.keys() - self.excluded)}
        )

    def _rescored(self, scores: dict[int, float]) -> dict[int, float]:
        """Add proximity to the best: two common words would have to be compared in all entries."""
        for number in nlargest(MAX_RESCORED, scores, key=scores.__getitem__):
            scores[number] += self.proximity(number)
        return scores


def match_plan(plan: Plan, postings: PostingsSource, scorer: Bm25Scorer) -> PlanMatches:
    """Return what matches a plan."""
    matcher = _PlanMatcher(postings, scorer)
    required = [matcher.clause(clause) for clause in plan.required]
    synonyms = []
    for expansion in plan.expansions:
        scores = matcher.any_phrase(expansion.phrases)
        synonyms += [expansion.term] if scores else []
        for number, score in scores.items():
            share = SYNONYM_WEIGHT * score / len(expansion.clauses)
            for clause in expansion.clauses:
                required[clause][number] = max(share, required[clause].get(number, 0.0))
    return PlanMatches(
        required=tuple(required),
        excluded=frozenset().union(*map(matcher.clause, plan.excluded)),
        synonyms=tuple(synonyms),
        proximity=partial(matcher.proximity, tuple(plan.adjacent_pairs())),
    )


class _PlanMatcher:
    """Matches the clauses of one plan, and scores each term only once."""

    def __init__(self, postings: PostingsSource, scorer: Bm25Scorer) -> None:
        self._postings = postings
        self._scorer = scorer
        self._scores: dict[str, Scores] = {}
        self._packed: dict[str, Mapping[int, bytes]] = {}

    def clause(self, clause: Clause) -> dict[int, float]:
        """Return the score of a clause in each entry that matches it."""
        scores = self.any_phrase(clause.phrases)
        return dict.fromkeys(scores, PREFIX_SCORE) if clause.is_prefix else scores

    def any_phrase(self, phrases: Iterable[Phrase]) -> dict[int, float]:
        """Return the score of the best phrase in each entry that has one."""
        return _best_scores(map(self._phrase, phrases))

    def proximity(self, pairs: Iterable[Phrase], number: int) -> float:
        """Return what an entry scores for pairs of words that are adjacent in it."""
        adjacent = (pair for pair in pairs if self._is_phrase_in(pair, number))
        scores = (self._any_term(terms).get(number, 0.0) for pair in adjacent for terms in pair)
        return PROXIMITY_WEIGHT * sum(scores)

    def _phrase(self, phrase: Phrase) -> Scores:
        """Return the sum of its words' scores in each entry that has a phrase."""
        words = [self._any_term(terms) for terms in phrase]
        if len(words) == 1:
            return words[0]
        numbers = reduce(frozenset.intersection, map(frozenset, words))
        return {
            number: sum(scores[number] for scores in words)
            for number in numbers
            if self._is_phrase_in(phrase, number)
        }

    def _any_term(self, terms: Terms) -> Scores:
        """Return the score of the best term in each entry that has one."""
        return self._term(terms[0]) if len(terms) == 1 else _best_scores(map(self._term, terms))

    def _term(self, term: str) -> Scores:
        if term not in self._scores:
            self._scores[term] = self._scorer.scores(self._postings.postings(term))
        return self._scores[term]

    def _is_phrase_in(self, phrase: Phrase, number: int) -> bool:
        """Return whether an entry has a phrase. Starts with the rarest word."""
        packed = [(at, list(self._packed_in(terms, number))) for at, terms in enumerate(phrase)]
        if not all(own for _, own in packed):
            return False
        packed.sort(key=lambda each: sum(map(len, each[1])))
        starts = self._starts(*packed[0])
        return all(starts := starts & self._starts(*each) for each in packed[1:])

    def _starts(self, at: int, packed: Iterable[bytes]) -> frozenset[int]:
        """Return where a phrase would start, given the positions of its word number ``at``."""
        return frozenset(
            position - at for each in packed for position in self._postings.unpack_positions(each)
        )

    def _packed_in(self, terms: Terms, number: int) -> Iterator[bytes]:
        for term in terms:
            if term not in self._packed:
                postings = self._postings.postings(term)
                self._packed[term] = dict(zip(postings.numbers, postings.positions, strict=True))
            if number in self._packed[term]:
                yield self._packed[term][number]


def _best_scores(alternatives: Iterable[Scores]) -> dict[int, float]:
    """Return the highest score of each entry in any of the alternatives."""
    best: dict[int, float] = {}
    for scores in alternatives:
        for number, score in scores.items():
            if score > best.get(number, 0.0):
                best[number] = score
    return best
