"""Match a query in every language of an index: plan it, look it up, and score what has it.

Every language has its own field, and its entries are ranked among themselves, because scores of two
languages cannot be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_common
from reader.search.engine import Order, SearchRequest
from reader.search.index.index_reader import BudgetedReader, IndexReader
from reader.search.index.sidecar import Sidecar
from reader.search.query.parser import Query
from reader.search.query.plan import Plan, Planner
from reader.search.query.significance import Significance
from reader.search.query.synonyms import SynonymMap
from reader.search.ranking.bm25 import Bm25Scorer
from reader.search.ranking.plan_matches import PlanMatches, match_plan
from reader.search.work_budget import WorkBudget

# Entries with all words of weight. If there are fewer, entries with some of them follow.
ENOUGH: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageMatches:
    """What matches a query in one language. ``numbers`` are the entries, best first."""

    plan: Plan
    reader: BudgetedReader
    matches: PlanMatches
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryMatches:
    """What matches a query, best language first.

    ``full`` counts the entries that have all the words of weight.
    """

    by_language: Mapping[LanguageTag, LanguageMatches]
    full: int

    def unknown(self) -> tuple[str, ...]:
        """Return the words that are unknown in every language."""
        first, *others = (own.plan.unknown for own in self.by_language.values())
        return tuple(word for word in first if all(word in own for own in others))

    def numbers(self) -> list[int]:
        """Return all entries, language by language."""
        return [number for own in self.by_language.values() for number in own.numbers]


class Matcher:
    """Matches queries in an open index. Not thread-safe."""

    def __init__(
        self,
        reader: IndexReader,
        sidecar: Sidecar,
        analyzers: Mapping[LanguageTag, Analyzer],
        significance: Mapping[LanguageTag, Significance],
    ) -> None:
        self._reader = reader
        self._columns = sidecar.columns
        self._analyzers = analyzers
        self._significance = significance
        self._scorers = {
            tag: Bm25Scorer(self._columns.lengths_in(tag)) for tag in sidecar.languages
        }
        self._synonyms = SynonymMap(sidecar.synonyms, analyzers)

    def match(self, query: Query, request: SearchRequest, budget: WorkBudget) -> QueryMatches:
        """Return what matches a query."""
        synonyms = self._synonyms.matches(query.required)
        planned: dict[LanguageTag, tuple[Plan, BudgetedReader, PlanMatches]] = {}
        for tag in sorted(self._analyzers, key=lambda tag: tag != request.language):
            reader = BudgetedReader(self._reader.field(tag), budget)
            planner = Planner(
                self._analyzers[tag], self._significance[tag], reader, self._is_common
            )
            plan = planner.plan(query, synonyms)
            planned[tag] = plan, reader, match_plan(plan, reader, self._scorers[tag])
        scores = {tag: matches.all_clauses() for tag, (_, _, matches) in planned.items()}
        full = sum(map(len, scores.values()))
        # A language in which an entry has all the words comes before one in which none has.
        order = sorted(planned, key=lambda tag: full > 0 and not scores[tag])
        if full < ENOUGH and not (full and request.order is Order.NEWEST):
            scores = {tag: matches.any_clause() for tag, (_, _, matches) in planned.items()}
        by_language = {
            tag: LanguageMatches(
                plan=plan,
                reader=reader,
                matches=matches,
                numbers=self._sorted(scores[tag], request.order),
            )
            for tag, (plan, reader, matches) in ((tag, planned[tag]) for tag in order)
        }
        return QueryMatches(by_language=by_language, full=full)

    def _is_common(self, word: str) -> bool:
        return any(is_common(word, tag) for tag in self._analyzers)

    def _sorted(self, scores: Mapping[int, float], order: Order) -> Sequence[int]:
        """Return the numbers of entries, best or newest first; ties keep the order of the index."""
        boosted = self._columns.boosted(scores)
        best = sorted(boosted, key=boosted.__getitem__, reverse=True)
        if order is Order.NEWEST:
            return sorted(best, key=self._columns.days.__getitem__, reverse=True)
        return best
