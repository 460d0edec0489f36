"""What comes first for an intent: its document among the results, its topic above them.

Only for somebody who speaks of a person. A bare topic is a plain search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.library.intents import Intent, IntentVocabulary
from reader.library.model import LanguageTag, Slug
from reader.search.engine import Order, SearchRequest
from reader.search.intents.matcher import HeardIntents
from reader.search.intents.pins import pin_key


class PinnedAnswers:
    """Looks up what comes first. ``pins``: language → key of a document → number of its entry."""

    def __init__(
        self, vocabulary: IntentVocabulary, pins: Mapping[LanguageTag, Mapping[str, int]]
    ) -> None:
        self._intents = {intent.code: intent for intent in vocabulary.intents}
        self._pins = pins

    def leads_to_help(self, heard: HeardIntents) -> bool:
        """Return whether an intent leads to the help page."""
        return any(self._intents[code].help for code in heard.intents)

    def topics(self, heard: HeardIntents) -> tuple[Slug, ...]:
        """Return the topics that come first."""
        topics = (intent.topic for intent in self._pinned(heard))
        return tuple(dict.fromkeys(filter(None, topics)))

    def first(
        self, numbers: Sequence[int], heard: HeardIntents, request: SearchRequest
    ) -> Sequence[int]:
        """Return the numbers of entries with those that are pinned first, found or not."""
        if request.order is not Order.RELEVANCE:
            return numbers
        documents = (intent.document for intent in self._pinned(heard))
        keys = [pin_key(each.kind, each.slug, each.part) for each in documents if each]
        pinned = dict.fromkeys(
            self._pins[tag][key]
            for key in keys
            for tag in sorted(self._pins, key=lambda tag: tag != request.language)[:1]
            if key in self._pins[tag]
        )
        return [*pinned, *(number for number in numbers if number not in pinned)]

    def _pinned(self, heard: HeardIntents) -> Sequence[Intent]:
        return [self._intents[code] for code in heard.intents] if heard.has_person else []
