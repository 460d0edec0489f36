"""Score results for judged queries: nDCG@10, mean reciprocal rank, share of right first results.

Source: Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, 2002, with the
gain 2^grade - 1 that is usual on the web.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from statistics import mean
from typing import Final, TypeAlias

from bench.judgments import EditionKey, JudgedQuery
from reader.library.model import LanguageTag

DEPTH: Final = 10
# The lowest grade that counts for the reciprocal rank.
HELPS: Final = 2

# Query, language of the reader → the first ten results, best first.
Search: TypeAlias = Callable[[str, LanguageTag], Sequence[EditionKey]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Means over queries, each from 0 to 1."""

    ndcg: float
    reciprocal_rank: float
    right_first: float


def relevance(search: Search, queries: Iterable[JudgedQuery]) -> Relevance:
    """Ask every query and return the means."""
    scored = [score(search(each.asked, each.reader), each) for each in queries]
    return Relevance(
        ndcg=mean(each.ndcg for each in scored),
        reciprocal_rank=mean(each.reciprocal_rank for each in scored),
        right_first=mean(each.right_first for each in scored),
    )


def score(found: Sequence[EditionKey], query: JudgedQuery) -> Relevance:
    """Score the first ten results. Right first: the best grade that any edition has comes first."""
    grades = [query.grades.get(place, 0) for place in found[:DEPTH]]
    ideal = sorted(query.grades.values(), reverse=True)[:DEPTH]
    helping = (rank for rank, grade in enumerate(grades, 1) if grade >= HELPS)
    return Relevance(
        ndcg=_gain(grades) / _gain(ideal),
        reciprocal_rank=1 / next(helping, float("inf")),
        right_first=float(bool(grades) and grades[0] == ideal[0]),
    )


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
