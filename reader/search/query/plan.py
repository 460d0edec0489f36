"""Plan a query in one language: the terms that entries should have, and which of them in a row.

Knows no engine: it is given the term dictionary of the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, zip_longest
from typing import Final, NamedTuple

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.language_words import EVERY_PERSON
from reader.search.analysis.letters import bare
from reader.search.query.parser import Query, QueryItem, QueryShape, QueryWord, is_weightless
from reader.search.query.significance import Significance
from reader.search.query.synonyms import SynonymMatch
from reader.search.query.variants import Phrase, TermDictionary, Variants

MAX_SYNONYMS: Final = 12  # that are in the index
MAX_PREFIX_EXPANSIONS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing to look for: any of the phrases. Without phrases, nothing matches.

    All terms are in the index. Expansions of a prefix all score the same, however rare they are.
    What was typed in quotes is exact: entries without it match only if no entry has it. A word
    of violence alone is no match if there are others and no person: "kill switch" is not about it.
    """

    phrases: tuple[Phrase, ...]
    is_prefix: bool = False
    is_exact: bool = False
    is_violent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymExpansion:
    """A synonym: entries with any of the phrases match these clauses, at a lower score."""

    clauses: tuple[int, ...]
    phrases: tuple[Phrase, ...]
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The clauses to match, the synonyms that may match instead, and what is excluded.

    ``unknown`` are the typed words that neither a clause nor a synonym has anything for.
    """

    required: tuple[Clause, ...]
    excluded: tuple[Clause, ...]
    expansions: tuple[SynonymExpansion, ...] = ()
    unknown: tuple[str, ...] = ()

    def adjacent_pairs(self) -> Iterator[Phrase]:
        """Yield phrases of two words that were typed next to each other."""
        terms = [
            clause.phrases[0] if clause.phrases and len(clause.phrases[0]) == 1 else ()
            for clause in self.required
            if not clause.is_prefix
        ]
        yield from (first + second for first, second in pairwise(terms) if first and second)

    def phrases(self) -> Iterator[tuple[int, Phrase]]:
        """Yield every phrase that matches a required clause, with the number of the clause."""
        for number, clause in enumerate(self.required):
            yield from ((number, phrase) for phrase in clause.phrases)
        for expansion in self.expansions:
            for number in expansion.clauses:
                yield from ((number, phrase) for phrase in expansion.phrases)


class _ItemSpan(NamedTuple):
    """An item, and the range of items in the query that it was made of."""

    item: QueryItem
    first: int
    end: int


class Planner:
    """Plans queries for one language of one index."""

    def __init__(
        self,
        analyzer: Analyzer,
        significance: Significance,
        terms: TermDictionary,
        is_common: Callable[[str], bool],
    ) -> None:
        self._analyzer = analyzer
        self._significance = significance
        self._terms = terms
        self._variants = Variants(analyzer, terms, is_common)

    def plan(self, query: Query, synonyms: Sequence[SynonymMatch] = ()) -> Plan:
        """Return the plan of a query. Weightless words are left out if other words remain."""
        spans = tuple(self._join_bound_prefixes(query.required))
        numbers = self._significance.significant([span.item for span in spans])
        significant = tuple(spans[number] for number in numbers)
        items = tuple(span.item for span in significant)
        has_person = any(is_weightless(item, EVERY_PERSON) for item in query.required)
        clauses = tuple(map(self._clause, items, self._joined_with_neighbors(items)))
        expansions = tuple(islice(self._expansions(significant, synonyms), MAX_SYNONYMS))
        expanded = {number for expansion in expansions for number in expansion.clauses}
        return Plan(
            required=tuple(
                replace(each, is_violent=each.is_violent and not has_person) for each in clauses
            ),
            excluded=tuple(self._clause(item) for item in query.excluded),
            expansions=expansions,
            unknown=tuple(
                item.typed
                for number, (item, clause) in enumerate(zip(items, clauses, strict=True))
                if not clause.phrases and number not in expanded
            ),
        )

    def _expansions(
        self, significant: Sequence[_ItemSpan], synonyms: Iterable[SynonymMatch]
    ) -> Iterator[SynonymExpansion]:
        """Yield the synonyms that are in the index, except those of weightless words alone."""
        for match in synonyms:
            clauses = tuple(
                number
                for number, span in enumerate(significant)
                if span.first < match.end and match.first < span.end
            )
            for term in match.terms.get(self._analyzer.language, ()) if clauses else ():
                phrases = self._variants.of_phrase(term.words)
                if phrases:
                    yield SynonymExpansion(clauses=clauses, phrases=phrases, term=term.written)

    def _join_bound_prefixes(self, items: Sequence[QueryItem]) -> Iterator[_ItemSpan]:
        """Yield the items, with "de escalation" turned into "de-escalation"."""
        rest = enumerate(zip_longest(items, items[1:]))
        for at, (item, following) in rest:
            if following and self._is_bound_prefix(item, following):
                first, second = item.words[0], following.words[0]
                word = QueryWord(
                    joined=first.joined + second.joined, parts=first.parts + second.parts
                )
                joined = QueryItem(
                    shape=QueryShape.WORD,
                    words=(word,),
                    is_excluded=False,
                    typed=f"{item.typed} {following.typed}",
                )
                yield _ItemSpan(joined, at, at + 2)
                next(rest)
            else:
                yield _ItemSpan(item, at, at + 1)

    def _is_bound_prefix(self, item: QueryItem, following: QueryItem) -> bool:
        return (
            _are_words(item, following)
            and self._analyzer.is_bound_prefix(item.words[0].joined)
            and not self._is_stop_word(following)
        )

    def _is_stop_word(self, item: QueryItem) -> bool:
        return item.shape is QueryShape.WORD and self._analyzer.is_stop_word(item.words[0].joined)

    def _clause(self, item: QueryItem, joined: Iterable[str] = ()) -> Clause:
        if item.shape is QueryShape.PREFIX:
            prefix = bare(item.words[0].joined)
            terms = self._terms.expand_prefix(prefix, MAX_PREFIX_EXPANSIONS)
            return Clause(phrases=((terms,),) if terms else (), is_prefix=True)
        if item.shape is QueryShape.PHRASE:
            return Clause(phrases=self._variants.of_phrase(item.words), is_exact=True)
        return Clause(
            phrases=self._variants.of_word(item.words[0], joined),
            is_violent=self._analyzer.is_violent(item.words[0].joined),
        )

    def _joined_with_neighbors(self, items: Sequence[QueryItem]) -> tuple[tuple[str, ...], ...]:
        """Return for each item the words it makes when joined to the one before and the next."""
        pairs = (
            first.words[0].joined + second.words[0].joined if _are_words(first, second) else ""
            for first, second in pairwise(items)
        )
        joined = ("" if self._analyzer.is_stop_word(pair) else pair for pair in pairs)
        return tuple(tuple(filter(None, both)) for both in pairwise(("", *joined, "")))


def _are_words(first: QueryItem, second: QueryItem) -> bool:
    return first.shape is second.shape is QueryShape.WORD
