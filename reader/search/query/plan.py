"""Plan a query in one language: the terms that entries must have, and which of them in a row.

Knows no engine: it is given the term dictionary of the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, zip_longest
from typing import Final, NamedTuple, Protocol, TypeAlias

from reader.search.analysis.analyzer import UNFOLDED_LETTERS, Analyzer, fold, normalize
from reader.search.query.parser import Query, QueryItem, QueryShape, QueryWord
from reader.search.query.synonyms import SynonymMatch

# Ways to write one item: joined, in parts, split, together with its neighbor.
MAX_VARIANTS_TRIED: Final = 16
MAX_VARIANTS: Final = 4  # of those whose words are in the index
MAX_SYNONYMS: Final = 12  # that are in the index
MAX_PREFIX_EXPANSIONS: Final = 12
# Where a typed word may be split ("deescalation").
MIN_LETTERS_BEFORE_SPLIT: Final = 2
MIN_LETTERS_AFTER_SPLIT: Final = 3

Variant: TypeAlias = tuple[str, ...]  # words in a row, as written
Terms: TypeAlias = tuple[str, ...]  # alternatives at one position
Phrase: TypeAlias = tuple[Terms, ...]  # at consecutive positions; a word is a phrase of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One thing that an entry must have: any of the phrases. Without phrases, nothing matches.

    All terms are in the index. Expansions of a prefix all score the same, however rare they are.
    """

    phrases: tuple[Phrase, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymExpansion:
    """A synonym: entries with any of the phrases match these required clauses, at a lower score."""

    clauses: tuple[int, ...]
    phrases: tuple[Phrase, ...]
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The clauses that must match, the synonyms that may match instead, and what is excluded."""

    required: tuple[Clause, ...]
    excluded: tuple[Clause, ...]
    expansions: tuple[SynonymExpansion, ...] = ()

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


class TermDictionary(Protocol):
    """The terms of one language in an index."""

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ``limit`` most frequent terms with the prefix."""


class Planner:
    """Plans queries for one language of one index."""

    def __init__(self, analyzer: Analyzer, terms: TermDictionary) -> None:
        self._analyzer = analyzer
        self._language = analyzer.language
        self._terms = terms

    def plan(self, query: Query, synonyms: Sequence[SynonymMatch] = ()) -> Plan:
        """Return the plan of a query. Stop words are left out if other words remain."""
        spans = tuple(self._join_bound_prefixes(query.required))
        significant = tuple(span for span in spans if not self._is_stop_word(span.item)) or spans
        items = tuple(span.item for span in significant)
        return Plan(
            required=tuple(map(self._clause, items, _joined_with_neighbors(items))),
            excluded=tuple(self._clause(item) for item in query.excluded),
            expansions=tuple(islice(self._expansions(significant, synonyms), MAX_SYNONYMS)),
        )

    def _expansions(
        self, significant: Sequence[_ItemSpan], synonyms: Iterable[SynonymMatch]
    ) -> Iterator[SynonymExpansion]:
        """Yield the synonyms that are in the index, except those of stop words alone."""
        for match in synonyms:
            clauses = tuple(
                number
                for number, span in enumerate(significant)
                if span.first < match.end and match.first < span.end
            )
            for term in match.terms.get(self._language, ()) if clauses else ():
                phrases = self._phrases(self._phrase_variants(term.words))
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
            prefix = fold(normalize(item.words[0].joined), UNFOLDED_LETTERS)
            terms = self._terms.expand_prefix(prefix, MAX_PREFIX_EXPANSIONS)
            return Clause(phrases=((terms,),) if terms else (), is_prefix=True)
        variants = (
            self._phrase_variants(item.words)
            if item.shape is QueryShape.PHRASE
            else self._word_variants(item.words[0], joined)
        )
        return Clause(phrases=self._phrases(variants))

    def _phrases(self, variants: Iterable[Variant]) -> tuple[Phrase, ...]:
        """Return the phrases of the first variants whose words are all in the index."""
        phrases = filter(None, map(self._phrase, islice(variants, MAX_VARIANTS_TRIED)))
        return tuple(islice(phrases, MAX_VARIANTS))

    def _word_variants(self, word: QueryWord, joined: Iterable[str]) -> Iterator[Variant]:
        """Yield the ways to write a word: joined, in parts, split, or joined to its neighbor.

        A neighbor matters because "mutual aid" is written "mutualaid", too.
        """
        yield (word.joined,)
        yield from self._split(word)
        yield from ((written,) for written in joined)

    def _phrase_variants(self, words: tuple[QueryWord, ...]) -> Iterator[Variant]:
        """Yield the ways to write a phrase: in parts, one word otherwise, or two words joined."""
        parts = tuple(word.parts for word in words)
        yield tuple(chain.from_iterable(parts))
        for at, word in enumerate(words):
            before = tuple(chain.from_iterable(parts[:at]))
            after = tuple(chain.from_iterable(parts[at + 1 :]))
            if len(word.parts) > 1:
                yield (*before, word.joined, *after)
            else:
                yield from ((*before, *split, *after) for split in self._split(word))
            if after:
                yield (*before, word.joined + after[0], *after[1:])

    def _split(self, word: QueryWord) -> Iterator[Variant]:
        """Yield the parts of a compound, or the pairs of known words that make up a simple word."""
        if len(word.parts) > 1:
            yield word.parts
            return
        letters = normalize(word.joined)
        for at in range(MIN_LETTERS_BEFORE_SPLIT, len(letters) - MIN_LETTERS_AFTER_SPLIT + 1):
            first, second = letters[:at], letters[at:]
            is_known = self._known_terms(first) and self._known_terms(second)
            if is_known and not self._analyzer.is_stop_word(second):
                yield first, second

    def _phrase(self, variant: Variant) -> Phrase | None:
        """Return the terms of words in a row, or None if one of the words is in no entry."""
        phrase = tuple(map(self._known_terms, variant))
        return phrase if all(phrase) else None

    def _known_terms(self, written: str) -> Terms:
        terms = self._analyzer.query_terms(written)
        return tuple(term for term in terms if self._terms.has(term))


def _joined_with_neighbors(items: Sequence[QueryItem]) -> tuple[tuple[str, ...], ...]:
    """Return for each item the words it makes when joined to the one before and the one after."""
    pairs = (
        first.words[0].joined + second.words[0].joined if _are_words(first, second) else ""
        for first, second in pairwise(items)
    )
    return tuple(tuple(filter(None, both)) for both in pairwise(("", *pairs, "")))


def _are_words(first: QueryItem, second: QueryItem) -> bool:
    return first.shape is second.shape is QueryShape.WORD
