"""The intents and their phrases as an index on disk holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Final

import msgspec

from reader.library.intents import NO_INTENTS, IntentVocabulary
from reader.library.model import LanguageTag
from reader.search.analysis.analyzer import Analyzer
from reader.search.intents.phrase_index import PhraseIndex, phrase_index


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentIndex:
    """The intents without their phrases, and the phrases of each language, indexed.

    ``digest`` is that of the vocabulary it was made of.
    """

    digest: str = ""
    vocabulary: IntentVocabulary = NO_INTENTS
    phrases: Mapping[LanguageTag, PhraseIndex] = field(default_factory=dict)


NO_INTENT_INDEX: Final = IntentIndex()


def intent_index(
    vocabulary: IntentVocabulary, analyzers: Mapping[LanguageTag, Analyzer]
) -> IntentIndex:
    """Return the index of the intents, for an index on disk."""
    return IntentIndex(
        digest=vocabulary_digest(vocabulary),
        vocabulary=replace(
            vocabulary,
            intents=tuple(replace(each, phrases={}, idioms={}) for each in vocabulary.intents),
        ),
        phrases={
            tag: phrase_index(vocabulary, analyzer)
            for tag, analyzer in analyzers.items()
            if tag in vocabulary.words
        },
    )


def vocabulary_digest(vocabulary: IntentVocabulary) -> str:
    """Return a digest of all intents and phrases."""
    return blake2b(msgspec.json.encode(vocabulary), digest_size=16).hexdigest()
