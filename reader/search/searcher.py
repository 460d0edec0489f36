"""A search over any store: what was asked becomes plans, plans are answered language by language, answers become results.

Every language is searched in its own field, and its entries are ranked among themselves: scores of two languages say nothing
about each other.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.spelling import SpellChecker
from reader.search.engine import PAGE_LENGTH, Facet, Order, SearchRequest, SearchResults, Synonym
from reader.search.hits import Shown, hit
from reader.search.index.index_reader import BudgetedReader, IndexReader
from reader.search.index.sidecar import Sidecar
from reader.search.query.did_you_mean import Corrector
from reader.search.query.parser import Query, parse_query
from reader.search.query.plan import Plan, Planner
from reader.search.query.synonyms import SynonymMap
from reader.search.query.topic_names import TopicNames
from reader.search.ranking import Bm25, PlanMatches, answers
from reader.search.snippets import Highlighter
from reader.search.work_budget import Clock, WorkBudget, stopped_clock

SYNONYMS_SAID: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _LanguageMatches:
    """What answers a query in one language, best first."""

    plan: Plan
    reading: BudgetedReader
    answers: PlanMatches
    numbers: Sequence[int]


class Searcher:
    """An open index. Keeps the promises of ``Engine``.

    One search at a time in a process: readers and stemmers keep state, and the interpreter runs no two anyway.
    """

    def __init__(
        self, store: IndexReader, companion: Sidecar, clock: Clock = stopped_clock
    ) -> None:
        self._store = store
        self._columns = companion.columns
        self._clock = clock
        self._analyses = {tag: Analyzer(tag) for tag in companion.languages}
        self._measures = {tag: Bm25(self._columns.lengths_in(tag)) for tag in companion.languages}
        self._thesaurus = SynonymMap(companion.synonyms, self._analyses)
        self._topics = TopicNames(companion.topics, self._analyses)
        self._corrector = Corrector(
            {tag: SpellChecker(companion.words.get(tag, {})) for tag in companion.languages},
            self._analyses,
        )
        self._locks: dict[int, threading.Lock] = {}

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of results, as ``Engine`` says."""
        query = parse_query(request.text)
        with self._lock():
            return self._results(query, request)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock():
            self._store.close()

    def _lock(self) -> threading.Lock:
        """Return the lock of this process: one that a parent held when it forked would never be released."""
        return self._locks.setdefault(os.getpid(), threading.Lock())

    def _results(self, query: Query, request: SearchRequest) -> SearchResults:
        allowance = WorkBudget(self._clock)
        found, has_all = self._found(query, request, allowance)
        numbers = [number for each in found.values() for number in each.numbers]
        left = self._columns.narrowed(numbers, request.chosen)
        page_count = ceil(len(left) / PAGE_LENGTH)
        page = max(1, min(request.page, page_count))
        shown = left[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
        counts = self._columns.counts(numbers, request.chosen)
        by_language = counts[Facet.LANGUAGE]
        hits = self._shown(shown, found)
        suggestion = None if has_all else self._suggestion(query, request, found, allowance)
        also = [
            Synonym(term=term, language=tag)
            for tag, each in found.items()
            for term in each.answers.also
        ]
        return SearchResults(
            asked=query.asked,
            words=tuple(item.shown for item in query.wanted),
            cuts=query.cuts | allowance.cuts,
            any_word=not has_all and bool(numbers),
            total=len(left),
            counts={
                **counts,
                Facet.LANGUAGE: {tag: by_language[tag] for tag in found if tag in by_language},
            },
            hits=hits,
            page=page,
            page_count=page_count,
            suggestion=suggestion,
            also=tuple(also)[:SYNONYMS_SAID],
            topics=self._topics.named(query.wanted),
            work=allowance.work,
        )

    def _found(
        self, query: Query, request: SearchRequest, allowance: WorkBudget
    ) -> tuple[dict[LanguageTag, _LanguageMatches], bool]:
        """Return what answers a query in each language, the reader's first, and whether it has all of the words."""
        stands = self._thesaurus.standing_for(query.wanted)
        planned: dict[LanguageTag, tuple[Plan, BudgetedReader, PlanMatches]] = {}
        for tag in sorted(self._analyses, key=lambda tag: tag != request.language):
            reading = BudgetedReader(self._store.field(tag), allowance)
            plan = Planner(self._analyses[tag], reading).plan(query, stands)
            planned[tag] = plan, reading, answers(plan, reading, self._measures[tag])
        scores = {tag: answered.of_all() for tag, (_, _, answered) in planned.items()}
        has_all = any(scores.values())
        if not has_all:
            scores = {tag: answered.of_any() for tag, (_, _, answered) in planned.items()}
        found = {
            tag: _LanguageMatches(
                plan=plan,
                reading=reading,
                answers=answered,
                numbers=self._ordered(scores[tag], request.order),
            )
            for tag, (plan, reading, answered) in planned.items()
        }
        return found, has_all

    def _ordered(self, scores: Mapping[int, float], order: Order) -> Sequence[int]:
        """Return the numbers that have scores, best or newest first; equals keep the order of the index."""
        weighed = self._columns.weighed(scores)
        best = sorted(weighed, key=weighed.__getitem__, reverse=True)
        return (
            sorted(best, key=self._columns.days.__getitem__, reverse=True)
            if order is Order.NEWEST
            else best
        )

    def _shown(
        self, numbers: Sequence[int], found: Mapping[LanguageTag, _LanguageMatches]
    ) -> Shown:
        markers: dict[LanguageTag, Highlighter] = {}
        hits = []
        for number in numbers:
            (language,) = self._columns.facets[Facet.LANGUAGE].values(number)
            tag = LanguageTag(language)
            if tag not in markers:
                markers[tag] = Highlighter(
                    found[tag].plan.runs(), found[tag].reading, self._analyses[tag]
                )
            hits.append(hit(number, self._store.entry(number), tag, markers[tag]))
        return tuple(hits)

    def _suggestion(
        self,
        query: Query,
        request: SearchRequest,
        found: Mapping[LanguageTag, _LanguageMatches],
        allowance: WorkBudget,
    ) -> str | None:
        """Return the query with its misspelt words as they may have been meant, if that finds anything."""
        suggestion = self._corrector.corrected(
            query, {tag: each.reading for tag, each in found.items()}, allowance
        )
        if suggestion is None:
            return None
        instead, _ = self._found(parse_query(suggestion), request, allowance)
        numbers = [number for each in instead.values() for number in each.numbers]
        return suggestion if self._columns.narrowed(numbers, request.chosen) else None
