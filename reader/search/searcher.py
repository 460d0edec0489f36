"""Search any index: parse the query, plan and match it in each language, and make the results.

Every language has its own field, and its entries are ranked among themselves, because scores of two
languages cannot be compared.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.spelling import SpellChecker
from reader.search.engine import (
    PAGE_LENGTH,
    Facet,
    Hit,
    Order,
    SearchRequest,
    SearchResults,
    Synonym,
)
from reader.search.hits import make_hit
from reader.search.index.index_reader import BudgetedReader, IndexReader
from reader.search.index.sidecar import Sidecar
from reader.search.intents.matcher import IntentMatcher
from reader.search.query.did_you_mean import QueryCorrector
from reader.search.query.parser import Query, parse_query
from reader.search.query.pinned_answers import PinnedAnswers
from reader.search.query.plan import Plan, Planner
from reader.search.query.synonyms import SynonymMap
from reader.search.query.topic_names import TopicNames
from reader.search.ranking import Bm25Scorer, PlanMatches, match_plan
from reader.search.snippets import Highlighter
from reader.search.work_budget import Clock, WorkBudget, stopped_clock

MAX_SYNONYMS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _LanguageMatches:
    """What matches a query in one language. ``numbers`` are the entries, best first."""

    plan: Plan
    reader: BudgetedReader
    matches: PlanMatches
    numbers: Sequence[int]


_Matches: TypeAlias = Mapping[LanguageTag, _LanguageMatches]


class Searcher:
    """An open index. Implements ``Engine``.

    A process runs one search at a time: readers and stemmers have state, and the interpreter lock
    would not let two run anyway.
    """

    def __init__(self, reader: IndexReader, sidecar: Sidecar, clock: Clock = stopped_clock) -> None:
        self._reader = reader
        self._columns = sidecar.columns
        self._clock = clock
        self._analyzers = {tag: Analyzer(tag) for tag in sidecar.languages}
        self._scorers = {
            tag: Bm25Scorer(self._columns.lengths_in(tag)) for tag in sidecar.languages
        }
        self._synonyms = SynonymMap(sidecar.synonyms, self._analyzers)
        self._intents = IntentMatcher(sidecar.intents, self._analyzers)
        self._pinned = PinnedAnswers(sidecar.intents.vocabulary, sidecar.pins)
        self._topics = TopicNames(sidecar.topics, self._analyzers)
        spell_checkers = {
            tag: SpellChecker(sidecar.words.get(tag, {})) for tag in sidecar.languages
        }
        self._corrector = QueryCorrector(spell_checkers, self._analyzers)
        self._locks: dict[int, threading.Lock] = {}

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of results, as ``Engine`` says."""
        query = parse_query(request.text)
        with self._lock():
            return self._results(query, request)

    def close(self) -> None:
        """Close the files."""
        with self._lock():
            self._reader.close()

    def _lock(self) -> threading.Lock:
        """Return the lock of this process: one that was held during a fork is never released."""
        return self._locks.setdefault(os.getpid(), threading.Lock())

    def _results(self, query: Query, request: SearchRequest) -> SearchResults:
        budget = WorkBudget(self._clock)
        heard = self._intents.heard(query.asked)
        matches, has_all = self._matches(query, request, budget)
        numbers = self._pinned.first(_all_numbers(matches), heard, request)
        filtered = self._columns.filtered(numbers, request.chosen)
        page_count = ceil(len(filtered) / PAGE_LENGTH)
        page = max(1, min(request.page, page_count))
        counts = self._columns.counts(numbers, request.chosen)
        by_language = counts[Facet.LANGUAGE]
        languages = {str(tag): by_language[tag] for tag in matches if tag in by_language}
        hits = tuple(self._hits(filtered[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH], matches))
        is_known = has_all or self._pinned.leads_to_help(heard)
        suggestion = None if is_known else self._suggestion(query, request, matches, budget)
        return SearchResults(
            asked=query.asked,
            words=tuple(item.typed for item in query.required),
            cuts=query.cuts | budget.cuts,
            any_word=not has_all and bool(numbers),
            total=len(filtered),
            counts={**counts, Facet.LANGUAGE: languages},
            hits=hits,
            page=page,
            page_count=page_count,
            suggestion=suggestion,
            also=_synonyms_shown(matches),
            topics=tuple(
                dict.fromkeys((*self._pinned.topics(heard), *self._topics.matches(query.required)))
            ),
            intents=heard.intents,
            needs_help_line=heard.has_word or (heard.is_cry and not has_all),
            work=budget.work,
        )

    def _matches(
        self, query: Query, request: SearchRequest, budget: WorkBudget
    ) -> tuple[_Matches, bool]:
        """Return the matches by language, the reader's first, and whether any has all words."""
        synonyms = self._synonyms.matches(query.required)
        planned: dict[LanguageTag, tuple[Plan, BudgetedReader, PlanMatches]] = {}
        for tag in sorted(self._analyzers, key=lambda tag: tag != request.language):
            reader = BudgetedReader(self._reader.field(tag), budget)
            plan = Planner(self._analyzers[tag], reader).plan(query, synonyms)
            planned[tag] = plan, reader, match_plan(plan, reader, self._scorers[tag])
        scores = {tag: matches.all_clauses() for tag, (_, _, matches) in planned.items()}
        has_all = any(scores.values())
        if not has_all:
            scores = {tag: matches.any_clause() for tag, (_, _, matches) in planned.items()}
        by_language = {
            tag: _LanguageMatches(
                plan=plan,
                reader=reader,
                matches=matches,
                numbers=self._sorted(scores[tag], request.order),
            )
            for tag, (plan, reader, matches) in planned.items()
        }
        return by_language, has_all

    def _sorted(self, scores: Mapping[int, float], order: Order) -> Sequence[int]:
        """Return the numbers of entries, best or newest first; ties keep the order of the index."""
        boosted = self._columns.boosted(scores)
        best = sorted(boosted, key=boosted.__getitem__, reverse=True)
        if order is Order.NEWEST:
            return sorted(best, key=self._columns.days.__getitem__, reverse=True)
        return best

    def _hits(self, numbers: Sequence[int], matches: _Matches) -> Iterator[Hit]:
        highlighters: dict[LanguageTag, Highlighter] = {}
        for number in numbers:
            (language,) = self._columns.facets[Facet.LANGUAGE].values(number)
            tag = LanguageTag(language)
            if tag not in highlighters:
                phrases = matches[tag].plan.phrases()
                highlighters[tag] = Highlighter(phrases, matches[tag].reader, self._analyzers[tag])
            yield make_hit(number, self._reader.entry(number), tag, highlighters[tag])

    def _suggestion(
        self, query: Query, request: SearchRequest, matches: _Matches, budget: WorkBudget
    ) -> str | None:
        """Return the query with its misspelled words corrected, if that finds anything."""
        readers = {tag: own.reader for tag, own in matches.items()}
        suggestion = self._corrector.corrected(query, readers, budget)
        if suggestion is None:
            return None
        corrected, _ = self._matches(parse_query(suggestion), request, budget)
        is_found = self._columns.filtered(_all_numbers(corrected), request.chosen)
        return suggestion if is_found else None


def _all_numbers(matches: _Matches) -> list[int]:
    return [number for own in matches.values() for number in own.numbers]


def _synonyms_shown(matches: _Matches) -> tuple[Synonym, ...]:
    synonyms = [
        Synonym(term=term, language=tag)
        for tag, own in matches.items()
        for term in own.matches.synonyms
    ]
    return tuple(synonyms[:MAX_SYNONYMS_SHOWN])
