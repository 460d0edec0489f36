"""Collect the names by which people ask for an entry: its title, and the terms that it explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reader.library.model import LanguageTag
from reader.search.analysis.language_words import language_words, weightless_words
from reader.search.analysis.letters import UNFOLDED_LETTERS, fold, normalize, title_key
from reader.search.analysis.tokenizer import tokens
from reader.search.engine import SearchEntry


class DefinedTerm(NamedTuple):
    """A term, by the entry that explains it and the anchor there, in all its forms."""

    number: int
    anchor: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNames:
    """The names in an index. ``titles``: ``title_key`` → the numbers of the entries of that title.

    ``definitions``: language → the terms explained in it. ``title_pairs``: language → two words in
    a row in a title or label, one of them of no weight elsewhere.
    """

    titles: Mapping[str, tuple[int, ...]]
    definitions: Mapping[LanguageTag, tuple[DefinedTerm, ...]]
    title_pairs: Mapping[LanguageTag, tuple[tuple[str, str], ...]]


class NameKeys(NamedTuple):
    """The key of an entry's title, and what its title and labels have of ``title_pairs``."""

    title: str
    pairs: tuple[tuple[str, str], ...]


class EntryNamesBuilder:
    """Collects the names of entries that are added one by one."""

    def __init__(self, languages: Sequence[LanguageTag]) -> None:
        self._count = 0
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._definitions: dict[LanguageTag, list[DefinedTerm]] = {tag: [] for tag in languages}
        self._pairs: dict[LanguageTag, set[tuple[str, str]]] = {tag: set() for tag in languages}
        self._weightless = {
            tag: weightless_words(tag) - language_words(tag).stop_words for tag in languages
        }

    def keys(self, entry: SearchEntry) -> NameKeys:
        """Return the keys of an entry, which ``add`` needs."""
        pairs = _pairs((entry.title, *entry.labels), self._weightless[entry.language])
        return NameKeys(title_key(entry.title), tuple(dict.fromkeys(pairs)))

    def add(self, entry: SearchEntry, keys: NameKeys) -> None:
        """Add the names of the next entry."""
        self._titles[keys.title].append(self._count)
        self._pairs[entry.language].update(keys.pairs)
        self._definitions[entry.language] += (
            DefinedTerm(self._count, anchor, forms)
            for anchor, forms in entry.definitions
            if anchor in {anchor for _, anchor in entry.anchors}
        )
        self._count += 1

    def names(self) -> EntryNames:
        """Return the names of all entries added."""
        return EntryNames(
            titles={key: tuple(numbers) for key, numbers in sorted(self._titles.items()) if key},
            definitions={tag: tuple(terms) for tag, terms in self._definitions.items()},
            title_pairs={tag: tuple(sorted(pairs)) for tag, pairs in self._pairs.items()},
        )


def _pairs(texts: Iterable[str], weightless: frozenset[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        words = (fold(normalize(token.joined), UNFOLDED_LETTERS) for token in tokens(text))
        yield from (pair for pair in pairwise(words) if not weightless.isdisjoint(pair))
