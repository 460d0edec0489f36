"""What else to search for: terms that mean the same as words of a query, in its language and in the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.engine import Synonyms
from reader.search.query.parser import QueryItem, QueryShape, QueryWord, words_of

WORDS_OF_A_TERM: Final = 4  # of a query, that together are looked up as one term

Key: TypeAlias = tuple[str, ...]  # one term of each word


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymTerm:
    """A synonym: as it is written, and as words of a query would be read."""

    written: str
    words: tuple[QueryWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymMatch:
    """Terms that stand for the items of a query from ``first`` to before ``end``, by language."""

    first: int
    end: int
    terms: Mapping[LanguageTag, tuple[SynonymTerm, ...]]


class SynonymMap:
    """The synonyms of a library, looked up by the words of a query in any language."""

    def __init__(
        self, synonyms: Sequence[Synonyms], analyses: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._analyses = analyses
        self._groups = [
            {
                tag: tuple(
                    SynonymTerm(written=written, words=words_of(written)) for written in terms
                )
                for tag, terms in group.items()
            }
            for group in synonyms
        ]
        self._known: dict[LanguageTag, dict[Key, set[int]]] = defaultdict(lambda: defaultdict(set))
        for number, group in enumerate(self._groups):
            for tag in analyses:
                for term in group.get(tag, ()):
                    for key in _keys(term.words, analyses[tag]):
                        self._known[tag][key].add(number)

    def standing_for(self, items: Sequence[QueryItem]) -> tuple[SynonymMatch, ...]:
        """Return what stands for words of a query. Where a term is part of a longer one, the longer one is meant."""
        stands = []
        at = 0
        while at < len(items):
            stand = next(self._from(items, at), None)
            if stand:
                stands.append(stand)
            at = stand.end if stand else at + 1
        return tuple(stands)

    def _from(self, items: Sequence[QueryItem], first: int) -> Iterator[SynonymMatch]:
        """Yield what stands for items from ``first`` on, the most of them first."""
        for end in range(min(first + WORDS_OF_A_TERM, len(items)), first, -1):
            taken = items[first:end]
            if any(item.shape is not QueryShape.WORD for item in taken):
                continue
            words = tuple(item.words[0] for item in taken)
            keys = {tag: set(_keys(words, analysis)) for tag, analysis in self._analyses.items()}
            numbers = {
                number
                for tag, own in keys.items()
                for key in own
                for number in self._known[tag].get(key, ())
            }
            if numbers:
                terms = {
                    tag: tuple(
                        term
                        for number in sorted(numbers)
                        for term in self._groups[number].get(tag, ())
                        if keys[tag].isdisjoint(_keys(term.words, analysis))
                    )
                    for tag, analysis in self._analyses.items()
                }
                yield SynonymMatch(first=first, end=end, terms=terms)


def _keys(words: Sequence[QueryWord], analysis: Analyzer) -> Iterator[Key]:
    """Yield what words are looked up under: each as a whole, and all of their parts."""
    whole = tuple(word.joined for word in words)
    parts = tuple(part for word in words for part in word.parts)
    for written in dict.fromkeys((whole, parts)):
        if len(written) <= WORDS_OF_A_TERM:
            yield from product(*map(analysis.query_terms, written))
