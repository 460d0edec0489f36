"""Which entries answer a plan, best first. Knows no engine: it is handed the postings of one language.

Every posting of a plan's terms is read once, and a phrase costs no more than its words have places, so the work is bounded by the
plan. Whoosh's own queries are not used: its phrases compare each place of one word with each place of the next (two common words
in one long text took a minute), and its AndNot lets entries through that should be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log
from typing import Final, NamedTuple, Protocol, TypeAlias

from reader.search.plan import Clause, Plan, Run

# BM25 with its usual constants: how soon more of a word stops to count, and how much its length is held against a text.
K1: Final = 1.2
B: Final = 0.75
SCORE_OF_A_BEGINNING: Final = 1.0

Scores: TypeAlias = Mapping[int, float]  # number of an entry → how well it answers


class Posting(NamedTuple):
    """One term in one entry: the entry's number, what all its places weigh together, and their positions, packed."""

    number: int
    weight: float
    positions: bytes


class Postings(Protocol):
    """The postings of one language in an index."""

    def postings(self, term: str) -> Sequence[Posting]:
        """Return the postings of a term that is in the index."""

    def positions(self, packed: bytes) -> Sequence[int]:
        """Return the positions that a posting was given packed."""


class Measure:
    """How much a term counts in an entry, by the lengths of all entries of one language. Numbers without an entry have length 0."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._count = sum(length > 0 for length in lengths)
        average = sum(lengths) / max(1, self._count) or 1
        self._resistance = [K1 * (1 - B + B * length / average) for length in lengths]

    def scores(self, postings: Sequence[Posting]) -> dict[int, float]:
        """Return the BM25 score of one term in each entry that has it."""
        rarity = log(1 + (self._count - len(postings) + 0.5) / (len(postings) + 0.5))
        return {number: rarity * weight * (K1 + 1) / (weight + self._resistance[number]) for number, weight, _ in postings}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What answers a plan: the scores for each of its clauses, and the numbers of entries to leave out."""

    wanted: tuple[Scores, ...]
    unwanted: frozenset[int]

    def of_all(self) -> list[int]:
        """Return the entries that answer every clause, best first; equals keep the order of the index."""
        return self._ranked(reduce(frozenset.intersection, map(frozenset, self.wanted))) if self.wanted else []

    def of_any(self) -> list[int]:
        """Return the entries that answer any clause; those that answer more of them come first."""
        return self._ranked(frozenset().union(*self.wanted))

    def _ranked(self, numbers: frozenset[int]) -> list[int]:
        def rank(number: int) -> tuple[int, float, int]:
            scores = [scores[number] for scores in self.wanted if number in scores]
            return -len(scores), -sum(scores), number

        return sorted(numbers - self.unwanted, key=rank)


def answers(plan: Plan, postings: Postings, measure: Measure) -> Answers:
    """Return what answers a plan."""
    reader = _Reader(postings, measure)
    return Answers(
        wanted=tuple(map(reader.clause, plan.wanted)),
        unwanted=frozenset().union(*map(reader.clause, plan.unwanted)),
    )


class _Term(NamedTuple):
    """What one term adds: its score in each entry, and its packed positions there."""

    scores: Scores
    packed: Mapping[int, bytes]


class _Reader:
    """Reads postings for one plan, those of each term once however often it is asked for."""

    def __init__(self, postings: Postings, measure: Measure) -> None:
        self._postings = postings
        self._measure = measure
        self._terms: dict[str, _Term] = {}

    def clause(self, clause: Clause) -> Scores:
        """Return the best score that each entry gets from a run."""
        best: dict[int, float] = {}
        for run in clause.runs:
            for number, score in self._run(run):
                best[number] = max(score, best.get(number, 0.0))
        return dict.fromkeys(best, SCORE_OF_A_BEGINNING) if clause.is_beginning else best

    def _run(self, run: Run) -> Iterator[tuple[int, float]]:
        """Yield the entries in which the steps of a run follow one another, with the scores of the steps together."""
        steps = [[self._term(term) for term in step] for step in run]
        for number in reduce(frozenset.intersection, (frozenset().union(*(term.scores for term in step)) for step in steps)):
            if len(steps) == 1 or self._follow(steps, number):
                yield number, sum(max(term.scores.get(number, 0.0) for term in step) for step in steps)

    def _follow(self, steps: Sequence[Sequence[_Term]], number: int) -> bool:
        """Return whether the steps stand at positions that follow one another in an entry. Begins with the rarest step."""
        packed = [(offset, [term.packed[number] for term in step if number in term.packed]) for offset, step in enumerate(steps)]
        packed.sort(key=lambda each: sum(map(len, each[1])))
        begins = self._begins(*packed[0])
        return all(begins := begins & self._begins(*each) for each in packed[1:])

    def _begins(self, offset: int, packed: Iterable[bytes]) -> frozenset[int]:
        """Return where a run would have to begin for its step at this offset to stand where it does."""
        return frozenset(position - offset for each in packed for position in self._postings.positions(each))

    def _term(self, term: str) -> _Term:
        if term not in self._terms:
            postings = self._postings.postings(term)
            self._terms[term] = _Term(self._measure.scores(postings), {number: packed for number, _, packed in postings})
        return self._terms[term]
