"""Score results for judged queries: nDCG@10, mean reciprocal rank, what comes first, what may not.

Source: Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”, 2002, with the
gain 2^grade - 1 that is usual on the web. The editions of a work count once, by the first found: a
second one brings a reader nothing, and takes a place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2, nan
from statistics import mean
from typing import Final, TypeAlias

from bench.judgments import EditionKey, JudgedQuery, QueryClass
from reader.library.model import Kind, LanguageTag, Slug

DEPTH: Final = 10
FIRST_SCREEN: Final = 3
# The lowest grade that counts for the reciprocal rank.
HELPS: Final = 2

_Work: TypeAlias = tuple[Kind, Slug, Slug | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a search answers: the first results, best first, and what stands before them.

    ``suggestion`` is the query that is proposed, or searched, in place of the one asked. ``help``
    are the sections of the help page that are led to, and ``definition`` is the anchor of the
    glossary that comes first.
    """

    found: Sequence[EditionKey]
    suggestion: str | None = None
    help: tuple[str, ...] = ()
    definition: str | None = None


# Query, language of the reader → answer.
Search: TypeAlias = Callable[[str, LanguageTag], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one query is answered: four measures from 0 to 1, and faults.

    ``helped``: led to the right section of the help page. ``alarmed``: led to one without a need.
    """

    ndcg: float
    reciprocal_rank: float
    right_first: float
    right_in_three: float
    is_forbidden_first: bool = False
    is_suggestion_wrong: bool = False
    helped: bool = False
    alarmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Means over the queries that the library has something on, and counts of faults over all.

    ``helped`` is the share of those that should lead to help. A mean over nothing is NaN.
    """

    queries: int
    ndcg: float
    reciprocal_rank: float
    right_first: float
    right_in_three: float
    forbidden_first: int
    wrong_suggestions: int
    helped: float
    alarms: int


def relevance(search: Search, queries: Iterable[JudgedQuery]) -> Relevance:
    """Ask every query and return the means."""
    return summed([(each, score(search(each.asked, each.reader), each)) for each in queries])


def summed(scored: Sequence[tuple[JudgedQuery, Score]]) -> Relevance:
    """Return means and counts of what was scored."""
    graded = [each for query, each in scored if query.grades]
    return Relevance(
        queries=len(scored),
        ndcg=_mean(each.ndcg for each in graded),
        reciprocal_rank=_mean(each.reciprocal_rank for each in graded),
        right_first=_mean(each.right_first for each in graded),
        right_in_three=_mean(each.right_in_three for each in graded),
        forbidden_first=sum(each.is_forbidden_first for _, each in scored),
        wrong_suggestions=sum(each.is_suggestion_wrong for _, each in scored),
        helped=_mean(each.helped for query, each in scored if query.help),
        alarms=sum(each.alarmed for _, each in scored),
    )


def score(answer: Answer, query: JudgedQuery) -> Score:
    """Score the first ten results and what stands before them.

    Right first: the definition, if one is asked for, otherwise the best grade that any edition has.
    Right in the first three: such a grade is there, or a right section of the help page.
    """
    grades = _grades(answer.found[:DEPTH], query)
    ideal = sorted(_best_of_works(query).values(), reverse=True)[:DEPTH]
    best = ideal[0] if ideal else nan
    helped = not {*answer.help}.isdisjoint(query.help)
    helping = (rank for rank, grade in enumerate(grades, 1) if grade >= HELPS)
    is_right_first = (
        answer.definition == query.definition if query.definition else grades[:1] == [best]
    )
    return Score(
        ndcg=_gain(grades) / _gain(ideal) if ideal else nan,
        reciprocal_rank=1 / next(helping, float("inf")),
        right_first=float(is_right_first),
        right_in_three=float(helped or best in grades[:FIRST_SCREEN]),
        is_forbidden_first=not query.never_first.isdisjoint(answer.found[:1]),
        is_suggestion_wrong=_is_wrong(answer.suggestion, query),
        helped=helped,
        alarmed=_is_calm(query) and bool(answer.help),
    )


def _is_calm(query: JudgedQuery) -> bool:
    """Whether a link to help would be a false alarm. In distress, no link to help is one."""
    return not query.help and query.query_class is not QueryClass.DISTRESS


def _is_wrong(suggestion: str | None, query: JudgedQuery) -> bool:
    if suggestion is None or not (query.no_suggestion or query.means):
        return False
    return _plain(suggestion) not in set(map(_plain, query.means))


def _plain(text: str) -> str:
    """Return a text in small letters, without accents and other signs."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _grades(found: Sequence[EditionKey], query: JudgedQuery) -> list[int]:
    """Return the grade of each result; one of a work that was found before has none."""
    seen: set[_Work] = set()
    grades = []
    for place in found:
        grades.append(0 if _work(place) in seen else query.grades.get(place, 0))
        seen.add(_work(place))
    return grades


def _best_of_works(query: JudgedQuery) -> dict[_Work, int]:
    best: dict[_Work, int] = {}
    for place, grade in query.grades.items():
        best[_work(place)] = max(grade, best.get(_work(place), 0))
    return best


def _work(place: EditionKey) -> _Work:
    return place.kind, place.slug, place.part


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return mean(listed) if listed else nan
