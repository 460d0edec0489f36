# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

"""The engine over a Whoosh index: its terms and postings are read here, ranked by our rules, and become our nouns.

Every language is searched in its own field, and its entries are ranked among themselves: scores of two languages say nothing
about each other.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Final

from whoosh.formats import Positions
from whoosh.reading import IndexReader

from reader.library.model import Kind, LanguageTag, Slug
from reader.search.analysis import Analysis
from reader.search.engine import PAGE_LENGTH, Engine, Facet, Hit, Request, Results
from reader.search.plan import Plan, Planner
from reader.search.query import read
from reader.search.ranking import Answers, Measure, Posting, answers
from reader.search.snippets import Marker, best_passage, marked
from reader.search.whoosh_index import STORED, StoredEntry, field_of, open_reader

# Terms looked at for the commonest that begin as typed: in the order of the alphabet, so that work is bounded.
TERMS_LOOKED_AT: Final = 256


def open_index(directory: Path) -> Engine:
    """Open an index for reading. Raises IndexDamagedError when it is missing, damaged, or of another version."""
    return WhooshEngine(directory)


class Field:
    """The terms and postings of one language in a Whoosh index."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        self._reader = reader
        self._name = name
        self._format = Positions()
        self.lengths = [reader.doc_field_length(number, name) or 0 for number in range(reader.doc_count_all())]

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""
        return (self._name, term.encode()) in self._reader

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, the commonest of those that are looked at."""
        terms = islice(self._reader.expand_prefix(self._name, letters.encode()), TERMS_LOOKED_AT)
        commonest = nlargest(count, terms, key=lambda term: self._reader.doc_frequency(self._name, term))
        return tuple(term.decode() for term in commonest)

    def postings(self, term: str) -> list[Posting]:
        """Return the postings of a term that is in the index, by number."""
        found = []
        matcher = self._reader.postings(self._name, term.encode())
        while matcher.is_active():
            found.append(Posting(matcher.id(), matcher.weight(), matcher.value()))
            matcher.next()
        return found

    def positions(self, packed: bytes) -> list[int]:
        """Return the positions that a posting was given packed."""
        return self._format.decode_positions(packed)


class WhooshEngine:
    """One open Whoosh index. Keeps the promises of ``Engine``.

    One search at a time in a process: readers and stemmers keep state, and the interpreter runs no two anyway.
    """

    def __init__(self, directory: Path) -> None:
        self._reader, languages = open_reader(directory)
        self._languages = {tag: _Language(Analysis(tag), Field(self._reader, field_of(tag))) for tag in languages}
        self._locks: dict[int, threading.Lock] = {}

    def search(self, request: Request) -> Results:
        """Return one page of results for what a person typed, as ``Engine`` says."""
        query = read(request.text)
        language, only = request.language, request.chosen.get(Facet.LANGUAGE)
        with self._lock():
            plans = {tag: self._languages[tag].planner.plan(query) for tag in sorted(self._languages, key=lambda tag: tag != language)}
            answered = {tag: self._languages[tag].answers(plan) for tag, plan in plans.items()}
            ranked = {tag: found.of_all() for tag, found in answered.items()}
            any_word = not any(ranked.values())
            if any_word:
                ranked = {tag: found.of_any() for tag, found in answered.items()}
            found = [(tag, number) for tag, numbers in ranked.items() if only in (None, tag) for number in numbers]
            page_count = ceil(len(found) / PAGE_LENGTH)
            page = max(1, min(request.page, page_count))
            hits = self._hits(found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH], plans)
        return Results(
            asked=query.asked,
            words=tuple(item.shown for item in query.wanted),
            cuts=query.cuts,
            any_word=any_word and any(ranked.values()),
            total=len(found),
            counts={Facet.LANGUAGE: {tag: len(numbers) for tag, numbers in ranked.items() if numbers}},
            hits=hits,
            page=page,
            page_count=page_count,
        )

    def close(self) -> None:
        """Let go of the files."""
        with self._lock():
            self._reader.close()

    def _lock(self) -> threading.Lock:
        """Return the lock of this process: one that a parent held when it forked would never be released."""
        return self._locks.setdefault(os.getpid(), threading.Lock())

    def _hits(self, shown: Sequence[tuple[LanguageTag, int]], plans: Mapping[LanguageTag, Plan]) -> tuple[Hit, ...]:
        markers = {tag: Marker(plans[tag].wanted, self._languages[tag].analysis) for tag in dict(shown)}
        return tuple(_hit(self._reader.stored_fields(number)[STORED], tag, markers[tag]) for tag, number in shown)


class _Language:
    """What it takes to search one language: made once, when the index is opened."""

    def __init__(self, analysis: Analysis, field: Field) -> None:
        self.analysis = analysis
        self.planner = Planner(analysis, field)
        self._field = field
        self._measure = Measure(field.lengths)

    def answers(self, plan: Plan) -> Answers:
        return answers(plan, self._field, self._measure)


def _hit(stored: StoredEntry, language: LanguageTag, marker: Marker) -> Hit:
    kind, slug, part, title, passage = stored
    marks = marker.marks(passage)
    return Hit(
        kind=Kind(kind),
        slug=Slug(slug),
        part=Slug(part) if part else None,
        language=language,
        title=marked(title, marker.marks(title)),
        snippet=marked(passage, marks, best_passage(passage, marks)),
    )
