"""Search any index: match the query, answer by name, filter, count, and make the results."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import query_analyzer
from reader.search.engine import (
    PAGE_LENGTH,
    Facet,
    Order,
    SearchRequest,
    SearchResults,
    Synonym,
)
from reader.search.hits import HitBuilder, Pin
from reader.search.index.index_reader import IndexReader
from reader.search.index.sidecar import Sidecar
from reader.search.intents.matcher import HeardIntents, IntentMatcher
from reader.search.matcher import ENOUGH, Matcher, QueryMatches
from reader.search.query.did_you_mean import QueryCorrector
from reader.search.query.direct_answers import DirectAnswers
from reader.search.query.parser import Query, parse_query
from reader.search.query.pinned_answers import PinnedAnswers
from reader.search.query.significance import Significance
from reader.search.query.topic_names import MAX_NEAREST, TopicNames
from reader.search.result_groups import ResultGrouper
from reader.search.work_budget import Clock, WorkBudget, stopped_clock

MAX_SYNONYMS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a query is taken to mean, what matches that, and how it is spelled if not as typed."""

    query: Query
    matches: QueryMatches
    heard: HeardIntents
    corrected: str | None = None
    suggestion: str | None = None


class Searcher:
    """An open index. Implements ``Engine``.

    A process runs one search at a time: readers and stemmers have state, and the interpreter lock
    would not let two run anyway.
    """

    def __init__(self, reader: IndexReader, sidecar: Sidecar, clock: Clock = stopped_clock) -> None:
        self._reader = reader
        self._columns = sidecar.columns
        self._groups = ResultGrouper(sidecar.columns, sidecar.works)
        self._clock = clock
        self._analyzers = {
            tag: query_analyzer(tag, sidecar.spellings[tag]) for tag in sidecar.languages
        }
        significance = {
            tag: Significance(tag, sidecar.names.title_pairs[tag]) for tag in sidecar.languages
        }
        self._matcher = Matcher(reader, sidecar, self._analyzers, significance)
        self._answers = DirectAnswers(
            sidecar.names.titles, sidecar.names.definitions, self._analyzers, significance
        )
        self._intents = IntentMatcher(sidecar.intents, self._analyzers)
        self._help = PinnedAnswers(sidecar.intents.vocabulary, sidecar.pins)
        self._topics = TopicNames(sidecar.topics, self._analyzers)
        self._corrector = QueryCorrector(sidecar.lexicons, self._analyzers)
        self._hits = HitBuilder(reader, sidecar.columns, sidecar.works, self._analyzers)
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
        reading = self._reading(query, request, budget)
        matches, heard = reading.matches, reading.heard
        pinned = self._pinned(reading, request)
        numbers = list(dict.fromkeys((*pinned, *matches.numbers())))
        filtered = self._columns.filtered(numbers, request.chosen)
        grouped = self._groups.grouped(filtered)
        unfiltered = self._groups.grouped(numbers) if request.chosen else grouped
        page_count = ceil(len(grouped.works) / PAGE_LENGTH)
        page = max(1, min(request.page, page_count))
        shown = self._groups.groups(
            grouped.works[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH],
            grouped,
            filtered,
            language=request.language,
            pinned=pinned,
        )
        named = self._topics.matches(reading.query.required)
        return SearchResults(
            asked=query.asked,
            words=tuple(item.typed for item in reading.query.required),
            cuts=query.cuts | budget.cuts,
            any_word=not matches.is_complete and bool(numbers),
            total=len(grouped.works),
            counts=_counts(self._groups.counts(numbers, request.chosen, grouped), matches),
            hits=tuple(self._hits.hits(shown, matches, {**_sections(matches), **pinned})),
            page=page,
            page_count=page_count,
            unknown=matches.unknown(),
            corrected=reading.corrected,
            suggestion=reading.suggestion,
            also=_synonyms_shown(matches),
            topics=tuple(dict.fromkeys((*self._help.topics(heard), *named))),
            nearest_topics=() if filtered else self._nearest_topics(reading.query, numbers),
            intents=heard.intents,
            needs_help_line=heard.has_word or (heard.is_cry and not matches.full),
            total_unfiltered=len(unfiltered.works),
            work=budget.work,
        )

    def _nearest_topics(self, query: Query, numbers: Sequence[int]) -> tuple[Slug, ...]:
        """Return the topics of most entries, or those named most like a query that has none."""
        counts = self._columns.facets[Facet.TOPIC].counts(numbers)
        most = sorted(counts, key=counts.__getitem__, reverse=True)[:MAX_NEAREST]
        return tuple(map(Slug, most)) if numbers else self._topics.nearest(query.required)

    def _reading(self, query: Query, request: SearchRequest, budget: WorkBudget) -> _Reading:
        """Return what a query is taken to mean: as typed, or corrected if that is clear.

        Beside words that lead to help nothing is said of spelling; a few words that find nothing
        are still searched for in the spelling that is clearly meant.
        """
        heard = self._intents.heard(query.asked)
        matches = self._matcher.match(query, request, budget)
        typed = _Reading(query=query, matches=matches, heard=heard)
        is_help = self._help.leads_to_help(heard)
        if request.is_exact or (is_help and (heard.is_sentence or matches.numbers())):
            return typed
        readers = {tag: matches.by_language[tag].reader for tag in self._reader_first(request)}
        is_enough = matches.full >= ENOUGH
        correction = self._corrector.correction(query, readers, is_enough, budget)
        if correction is None:
            return typed if heard.has_person else replace(typed, matches=matches.answering(query))
        meant = parse_query(correction.text)
        found = self._matcher.match(meant, request, budget)
        if not self._columns.filtered(found.numbers(), request.chosen):
            return typed
        if is_help:
            return replace(typed, matches=found) if correction.is_sure else typed
        # Beside a word that is right, the likeliest is better than nothing.
        is_asked = matches.numbers() or len(query.required) == 1
        if not correction.is_sure and is_asked:
            return replace(typed, suggestion=correction.text)
        return _Reading(
            query=meant,
            matches=found,
            heard=self._intents.heard(correction.text),
            corrected=correction.text,
        )

    def _reader_first(self, request: SearchRequest) -> list[LanguageTag]:
        return sorted(self._analyzers, key=lambda tag: tag != request.language)

    def _pinned(self, reading: _Reading, request: SearchRequest) -> Mapping[int, Pin]:
        """Return the entries that come first, and why.

        A whole title comes before help, and help before a definition.
        """
        if request.order is not Order.RELEVANCE:
            return {}
        titled = sorted(
            self._answers.titled(reading.query),
            key=lambda number: self._hits.language(number) != request.language,
        )
        pinned = dict.fromkeys(titled, Pin())
        for number, section in self._help.entries(reading.heard, request.language).items():
            pinned.setdefault(number, Pin(anchor=section, is_chosen=True))
        for number, anchor in self._answers.defining(reading.query, request.language):
            pinned.setdefault(number, Pin(anchor=anchor, is_definition=True))
        return pinned


def _counts(
    counts: Mapping[Facet, Mapping[str, int]], matches: QueryMatches
) -> Mapping[Facet, Mapping[str, int]]:
    """Return counts of results, those of languages in the order of the results."""
    own = counts[Facet.LANGUAGE]
    return {**counts, Facet.LANGUAGE: {tag: own[tag] for tag in matches.by_language if tag in own}}


def _sections(matches: QueryMatches) -> Mapping[int, Pin]:
    """Return entry → the section to show, if a question says which answers the query."""
    return {number: Pin(anchor=anchor) for number, anchor in matches.sections().items()}


def _synonyms_shown(matches: QueryMatches) -> tuple[Synonym, ...]:
    synonyms = [
        Synonym(term=term, language=tag)
        for tag, own in matches.by_language.items()
        for term in own.matches.synonyms
    ]
    return tuple(synonyms[:MAX_SYNONYMS_SHOWN])
