"""Find the topics that a query names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.query.parser import QueryItem, words_of

MAX_TOPICS: Final = 3
MAX_NEAREST: Final = 2
MIN_LIKENESS: Final = 0.4


class TopicNames:
    """The names of the topics, looked up by words of a query in any language."""

    def __init__(
        self,
        topics: Mapping[LanguageTag, Mapping[Slug, str]],
        analyzers: Mapping[LanguageTag, Analyzer],
    ) -> None:
        self._analyzers = analyzers
        self._names = [
            (tag, topic, frozenset(_significant_terms(name, analyzer)))
            for topic in dict.fromkeys(topic for names in topics.values() for topic in names)
            for tag, analyzer in analyzers.items()
            if (name := topics.get(tag, {}).get(topic))
        ]

    def matches(self, items: tuple[QueryItem, ...]) -> tuple[Slug, ...]:
        """Return the topics whose whole name is in the query, in the order of the vocabulary.

        A name that is part of another one does not count: "mental health" is not "health".
        """
        parts = [part for item in items for word in item.words for part in word.parts]
        joined = [word.joined for item in items for word in item.words]
        written = {*parts, *joined, *map("".join, pairwise(parts))}
        typed = {
            tag: {term for word in written for term in analyzer.query_terms(word)}
            for tag, analyzer in self._analyzers.items()
        }
        found = [
            (tag, topic, name) for tag, topic, name in self._names if name and name <= typed[tag]
        ]
        whole = (
            topic
            for tag, topic, name in found
            if not any(tag == other and name < longer for other, _, longer in found)
        )
        return tuple(dict.fromkeys(whole))[:MAX_TOPICS]

    def nearest(self, items: tuple[QueryItem, ...]) -> tuple[Slug, ...]:
        """Return the topics with words in their names that look most like one of the query."""
        typed = [
            _trigrams(term)
            for item in items
            for word in item.words
            for term in {
                term for own in self._analyzers.values() for term in own.query_terms(word.joined)
            }
        ]
        likeness: dict[Slug, float] = {}
        for _, topic, name in self._names:
            own = max(
                (_likeness(_trigrams(term), word) for term in name for word in typed), default=0.0
            )
            likeness[topic] = max(own, likeness.get(topic, 0.0))
        likely = [topic for topic, own in likeness.items() if own >= MIN_LIKENESS]
        return tuple(sorted(likely, key=likeness.__getitem__, reverse=True)[:MAX_NEAREST])


def _trigrams(word: str) -> frozenset[str]:
    """Return the groups of three letters in a word, its edges counted as letters."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Return the share of groups of letters that two words have in common (Dice)."""
    return 2 * len(first & second) / (len(first) + len(second))


def _significant_terms(name: str, analyzer: Analyzer) -> set[str]:
    """Return the terms of a name, without its stop words if other words remain."""
    words = [word.joined for word in words_of(name)]
    significant = [word for word in words if not analyzer.is_stop_word(word)] or words
    return {analyzer.query_terms(word)[0] for word in significant}
