"""Find the ways to write words of a query that are in the index: joined, in parts, split."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final, Protocol, TypeAlias

from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.letters import normalize
from reader.search.query.parser import QueryWord

# Ways to write one item: joined, in parts, split, together with its neighbor.
MAX_VARIANTS_TRIED: Final = 16
MAX_VARIANTS: Final = 4  # of those whose words are in the index
# Where a typed word may be split ("deescalation").
MIN_LETTERS_BEFORE_SPLIT: Final = 2
MIN_LETTERS_AFTER_SPLIT: Final = 3

Variant: TypeAlias = tuple[str, ...]  # words in a row, as written
Terms: TypeAlias = tuple[str, ...]  # alternatives at one position
Phrase: TypeAlias = tuple[Terms, ...]  # at consecutive positions; a word is a phrase of one


class TermDictionary(Protocol):
    """The terms of one language in an index."""

    def has(self, term: str) -> bool:
        """Return whether any entry has the term."""

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ``limit`` most frequent terms with the prefix."""


class Variants:
    """The ways to write words in one language. A word is split only if it is not ``is_common``."""

    def __init__(
        self, analyzer: Analyzer, terms: TermDictionary, is_common: Callable[[str], bool]
    ) -> None:
        self._analyzer = analyzer
        self._terms = terms
        self._is_common = is_common

    def of_word(self, word: QueryWord, joined: Iterable[str] = ()) -> tuple[Phrase, ...]:
        """Return a word: joined, in parts, split, or joined to its neighbor (``joined``).

        A neighbor matters because "mutual aid" is written "mutualaid", too.
        """
        return self._phrases(self._word_variants(word, joined))

    def of_phrase(self, words: tuple[QueryWord, ...]) -> tuple[Phrase, ...]:
        """Return words in a row: in parts, one word otherwise, or two words joined."""
        return self._phrases(self._phrase_variants(words))

    def _phrases(self, variants: Iterable[Variant]) -> tuple[Phrase, ...]:
        """Return the phrases of the first variants whose words are all in the index."""
        phrases = filter(None, map(self._phrase, islice(variants, MAX_VARIANTS_TRIED)))
        return tuple(islice(phrases, MAX_VARIANTS))

    def _word_variants(self, word: QueryWord, joined: Iterable[str]) -> Iterator[Variant]:
        if len(word.parts) == 1 or not self._analyzer.is_misleading(word.joined):
            yield (word.joined,)
        yield from self._split(word)
        yield from ((written,) for written in joined)

    def _phrase_variants(self, words: tuple[QueryWord, ...]) -> Iterator[Variant]:
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
        is_common = self._is_common(letters)
        for at in range(MIN_LETTERS_BEFORE_SPLIT, len(letters) - MIN_LETTERS_AFTER_SPLIT + 1):
            first, second = letters[:at], letters[at:]
            if is_common and not self._analyzer.is_bound_prefix(first):
                continue
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
