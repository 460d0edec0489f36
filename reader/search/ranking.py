"""Which entries answer a plan, and how well. Knows no engine: it is handed the postings of one language.

Every posting of a plan's terms is read once, and a phrase costs no more than its words have places, so the work is bounded by the
plan. Whoosh's own queries are not used: its phrases compare each place of one word with each place of the next (two common words
in one long text took a minute), and its AndNot lets entries through that should be left out.
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
from reader.search.query.plan import Clause, Plan, Run

# BM25: how soon more of a word stops to count, and how much its length is held against a text. Less than usual: our texts differ
# little in length, and those that are long, such as the glossary, are long because they answer more.
K1: Final = 1.2
B: Final = 0.5
SCORE_OF_A_BEGINNING: Final = 1.0
# A synonym is worth less than the word that was typed.
SYNONYM_WEIGHT: Final = 0.7
# What words add that stand beside one another as they were typed, of what they score by themselves.
NEIGHBORS_WEIGHT: Final = 1.0
LOOKED_AT_CLOSER: Final = 50  # of the best of each language
# More than any clause can score: who answers more clauses comes first.
ONE_MORE_CLAUSE: Final = 1000.0

Scores: TypeAlias = Mapping[int, float]  # number of an entry → how well it answers


class PostingsSource(Protocol):
    """The postings of one language in an index."""

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""

    def places(self, packed: bytes) -> Sequence[int]:
        """Return the positions that a posting has packed."""


class Bm25:
    """How much a term counts in an entry, by the lengths of the entries of one language. Numbers of other entries have length 0."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._count = sum(length > 0 for length in lengths)
        average = sum(lengths) / max(1, self._count) or 1
        self._resistance = array("d", (K1 * (1 - B + B * length / average) for length in lengths))

    def scores(self, postings: Postings) -> dict[int, float]:
        """Return the BM25 score of one term in each entry that has it."""
        frequency = len(postings.numbers)
        worth = (K1 + 1) * log(1 + (self._count - frequency + 0.5) / (frequency + 0.5))
        resistance = self._resistance
        return {
            number: worth * weight / (weight + resistance[number])
            for number, weight in zip(postings.numbers, postings.weights, strict=True)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMatches:
    """What answers a plan: the scores for each of its clauses, the numbers of entries to leave out, and the synonyms found.

    ``beside`` returns what an entry scores in addition, for words that stand beside one another as they were typed.
    """

    wanted: tuple[Scores, ...]
    unwanted: frozenset[int]
    also: tuple[str, ...]
    beside: Callable[[int], float]

    def of_all(self) -> dict[int, float]:
        """Return the entries that answer every clause, in the order of the index, with their scores."""
        numbers = (
            reduce(frozenset.intersection, map(frozenset, self.wanted))
            if self.wanted
            else frozenset[int]()
        )
        return self._closer(
            {
                number: sum(scores[number] for scores in self.wanted)
                for number in sorted(numbers - self.unwanted)
            }
        )

    def of_any(self) -> dict[int, float]:
        """Return the entries that answer any clause, in the order of the index; those that answer more of them score higher."""
        found: dict[int, float] = {}
        for scores in self.wanted:
            for number, score in scores.items():
                found[number] = found.get(number, 0.0) + score + ONE_MORE_CLAUSE
        return self._closer(
            {number: found[number] for number in sorted(found.keys() - self.unwanted)}
        )

    def _closer(self, found: dict[int, float]) -> dict[int, float]:
        """Add to the best what stands beside one another in them: of two common words, nearly every entry would have to be looked at."""
        for number in nlargest(LOOKED_AT_CLOSER, found, key=found.__getitem__):
            found[number] += self.beside(number)
        return found


def answers(plan: Plan, postings: PostingsSource, measure: Bm25) -> PlanMatches:
    """Return what answers a plan."""
    reader = _PostingsReader(postings, measure)
    wanted = [reader.clause(clause) for clause in plan.wanted]
    also = []
    for bridge in plan.bridges:
        standing = reader.runs(bridge.runs)
        also += [bridge.term] if standing else []
        for number, score in standing.items():
            share = SYNONYM_WEIGHT * score / len(bridge.clauses)
            for clause in bridge.clauses:
                wanted[clause][number] = max(share, wanted[clause].get(number, 0.0))
    return PlanMatches(
        wanted=tuple(wanted),
        unwanted=frozenset().union(*map(reader.clause, plan.unwanted)),
        also=tuple(also),
        beside=partial(reader.beside, tuple(plan.neighbors())),
    )


class _PostingsReader:
    """Reads postings for one plan, and measures each term once however often it is asked for."""

    def __init__(self, postings: PostingsSource, measure: Bm25) -> None:
        self._postings = postings
        self._measure = measure
        self._scores: dict[str, Scores] = {}
        self._packed: dict[str, Mapping[int, bytes]] = {}

    def clause(self, clause: Clause) -> dict[int, float]:
        """Return the score that each entry gets for a clause."""
        best = self.runs(clause.runs)
        return dict.fromkeys(best, SCORE_OF_A_BEGINNING) if clause.is_beginning else best

    def beside(self, neighbors: Iterable[Run], number: int) -> float:
        """Return what an entry scores for words in a row."""
        steps = (
            [self._step(step) for step in run] for run in neighbors if self._follow(run, number)
        )
        return NEIGHBORS_WEIGHT * sum(step.get(number, 0.0) for each in steps for step in each)

    def runs(self, runs: Iterable[Run]) -> dict[int, float]:
        """Return the best score that each entry gets from a run."""
        best: dict[int, float] = {}
        for run in runs:
            for number, score in self._run(run).items():
                if score > best.get(number, 0.0):
                    best[number] = score
        return best

    def _run(self, run: Run) -> Scores:
        """Return the entries in which the steps of a run follow one another, with the scores of the steps together."""
        steps = [self._step(step) for step in run]
        if len(steps) == 1:
            return steps[0]
        numbers = reduce(frozenset.intersection, map(frozenset, steps))
        return {
            number: sum(step[number] for step in steps)
            for number in numbers
            if self._follow(run, number)
        }

    def _step(self, step: Sequence[str]) -> Scores:
        """Return the best score that each entry gets from one of the terms."""
        if len(step) == 1:
            return self._term(step[0])
        best: dict[int, float] = {}
        for term in step:
            for number, score in self._term(term).items():
                if score > best.get(number, 0.0):
                    best[number] = score
        return best

    def _follow(self, run: Run, number: int) -> bool:
        """Return whether the steps stand at positions that follow one another in an entry. Begins with the rarest step."""
        packed = [(offset, list(self._packed_in(step, number))) for offset, step in enumerate(run)]
        if not all(own for _, own in packed):
            return False
        packed.sort(key=lambda each: sum(map(len, each[1])))
        begins = self._begins(*packed[0])
        return all(begins := begins & self._begins(*each) for each in packed[1:])

    def _begins(self, offset: int, packed: Iterable[bytes]) -> frozenset[int]:
        """Return where a run would have to begin for its step at this offset to stand where it does."""
        return frozenset(place - offset for each in packed for place in self._postings.places(each))

    def _packed_in(self, step: Sequence[str], number: int) -> Iterator[bytes]:
        for term in step:
            if term not in self._packed:
                postings = self._postings.postings(term)
                self._packed[term] = dict(zip(postings.numbers, postings.places, strict=True))
            if number in self._packed[term]:
                yield self._packed[term][number]

    def _term(self, term: str) -> Scores:
        if term not in self._scores:
            self._scores[term] = self._measure.scores(self._postings.postings(term))
        return self._scores[term]
