"""Which topics a query names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from reader.library.model import LanguageTag, Slug
from reader.search.analysis.analyzer import Analyzer
from reader.search.query.parser import QueryItem, words_of

TOPICS_SHOWN: Final = 3


class TopicNames:
    """The names of the topics in every language, looked up by the words of a query in any of them."""

    def __init__(
        self,
        topics: Mapping[LanguageTag, Mapping[Slug, str]],
        analyses: Mapping[LanguageTag, Analyzer],
    ) -> None:
        self._analyses = analyses
        self._names = [
            (tag, topic, frozenset(_told(name, analyses[tag])))
            for topic in dict.fromkeys(topic for names in topics.values() for topic in names)
            for tag in analyses
            if (name := topics.get(tag, {}).get(topic))
        ]

    def named(self, items: tuple[QueryItem, ...]) -> tuple[Slug, ...]:
        """Return the topics whose whole name is among the words, in the order of the vocabulary.

        Left out is a name that is part of another one: who asks for mental health does not ask for health.
        """
        parts = [part for item in items for word in item.words for part in word.parts]
        written = {
            *parts,
            *(word.joined for item in items for word in item.words),
            *(map("".join, pairwise(parts))),
        }
        typed = {
            tag: {term for each in written for term in analysis.query_terms(each)}
            for tag, analysis in self._analyses.items()
        }
        found = [
            (tag, topic, name) for tag, topic, name in self._names if name and name <= typed[tag]
        ]
        whole = [
            topic
            for tag, topic, name in found
            if not any(tag == other and name < longer for other, _, longer in found)
        ]
        return tuple(dict.fromkeys(whole))[:TOPICS_SHOWN]


def _told(name: str, analysis: Analyzer) -> set[str]:
    words = [word.joined for word in words_of(name)]
    telling = [word for word in words if not analysis.is_stop_word(word)] or words
    return {analysis.query_terms(word)[0] for word in telling}
