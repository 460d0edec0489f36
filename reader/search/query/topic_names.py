"""Find the topics that a query names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.query.parser import QueryItem, words_of

MAX_TOPICS: Final = 3


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


def _significant_terms(name: str, analyzer: Analyzer) -> set[str]:
    """Return the terms of a name, without its stop words if other words remain."""
    words = [word.joined for word in words_of(name)]
    significant = [word for word in words if not analyzer.is_stop_word(word)] or words
    return {analyzer.query_terms(word)[0] for word in significant}
