"""Look up synonyms: terms that mean the same as words of a query, in its language and others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.engine import Synonyms
from reader.search.query.parser import QueryItem, QueryShape, QueryWord, words_of

TERM_CACHE_SIZE: Final = 256
MAX_TERM_WORDS: Final = 4  # of a query that are looked up as one term

Key: TypeAlias = tuple[str, ...]  # one analyzed term per word


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymTerm:
    """A synonym as it is written, and as words of a query."""

    written: str
    words: tuple[QueryWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymMatch:
    """The synonyms, by language, of the items of a query from ``first`` to before ``end``."""

    first: int
    end: int
    terms: Mapping[LanguageTag, tuple[SynonymTerm, ...]]


class SynonymMap:
    """The synonyms of a library, looked up by words of a query in any of its languages."""

    def __init__(
        self, synonyms: Sequence[Synonyms], analyzers: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._analyzers = analyzers
        self._groups = synonyms
        # Tuples take a third of the memory of sets, and nearly all have one number.
        self._numbers: dict[LanguageTag, dict[Key, tuple[int, ...]]] = {
            tag: defaultdict(tuple) for tag in analyzers
        }
        for number, group in enumerate(synonyms):
            for tag, analyzer in analyzers.items():
                for written in group.get(tag, ()):
                    for key in _keys(words_of(written), analyzer):
                        self._numbers[tag][key] += (number,)

    def matches(self, items: Sequence[QueryItem]) -> tuple[SynonymMatch, ...]:
        """Return the synonyms of a query. The longest term wins, and terms do not overlap."""
        matches = []
        at = 0
        while at < len(items):
            match = next(self._matches_at(items, at), None)
            if match:
                matches.append(match)
            at = match.end if match else at + 1
        return tuple(matches)

    def _matches_at(self, items: Sequence[QueryItem], first: int) -> Iterator[SynonymMatch]:
        """Yield the synonyms of items from ``first`` on, those of the most items first."""
        for end in range(min(first + MAX_TERM_WORDS, len(items)), first, -1):
            if any(item.shape is not QueryShape.WORD for item in items[first:end]):
                continue
            words = tuple(item.words[0] for item in items[first:end])
            keys = {tag: set(_keys(words, analyzer)) for tag, analyzer in self._analyzers.items()}
            numbers = {
                number
                for tag, own in keys.items()
                for key in own
                for number in self._numbers[tag].get(key, ())
            }
            if numbers:
                terms = {
                    tag: self._other_terms(sorted(numbers), tag, own) for tag, own in keys.items()
                }
                yield SynonymMatch(first=first, end=end, terms=terms)

    def _other_terms(
        self, numbers: Sequence[int], tag: LanguageTag, typed: set[Key]
    ) -> tuple[SynonymTerm, ...]:
        """Return the terms of groups in one language, without the one that was typed."""
        return tuple(
            term
            for number in numbers
            for written in self._groups[number].get(tag, ())
            if typed.isdisjoint(_keys((term := _term(written)).words, self._analyzers[tag]))
        )


@lru_cache(TERM_CACHE_SIZE)
def _term(written: str) -> SynonymTerm:
    return SynonymTerm(written=written, words=words_of(written))


def _keys(words: Sequence[QueryWord], analyzer: Analyzer) -> Iterator[Key]:
    """Yield the keys that words are looked up under: joined, and in parts."""
    joined = tuple(word.joined for word in words)
    parts = tuple(part for word in words for part in word.parts)
    for written in dict.fromkeys((joined, parts)):
        if len(written) <= MAX_TERM_WORDS:
            yield from product(*map(analyzer.query_terms, written))
