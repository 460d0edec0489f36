"""What comes first for an intent: its help and document among the results, its topic above them.

Only for somebody who speaks of a person, or in a sentence. A bare topic is a plain search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.library.intents import Intent, IntentVocabulary
from reader.library.model import LanguageTag, Slug
from reader.search.intents.matcher import HeardIntents
from reader.search.intents.pins import pin_keys


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

    def entries(self, heard: HeardIntents, language: LanguageTag) -> Mapping[int, str | None]:
        """Return the entries that come first for a reader of a language, found or not.

        With each comes the anchor of the section to show, if the intent leads to one.
        """
        own = self._pins.get(language) or next(iter(self._pins.values()), {})
        found: dict[int, str | None] = {}
        for intent in self._pinned(heard):
            for key, anchor in pin_keys(intent).items():
                if key in own:
                    found.setdefault(own[key], anchor)
        return found

    def _pinned(self, heard: HeardIntents) -> Sequence[Intent]:
        is_meant = heard.has_person or heard.is_sentence
        intents = [self._intents[code] for code in heard.intents]
        return [intent for intent in intents if is_meant or intent.is_whole]
