"""Hear what a query asks for: find the phrases of intents in it, unless an idiom is there.

The words of a phrase are found in their order, with a few others between them, and with one letter
wrong in a word that no language has. A phrase of one or two words needs exactly these, as they
sound, and, in a sentence that says more, a person: in "a sobering overdose of sugar" nobody is in
danger. A longer one is found by stems, too. An idiom drops the phrases that it overlaps: of its own
intent, and of every danger unless such a phrase goes beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from reader.library.intents import IntentVocabulary
from reader.library.model import LanguageTag, Slug
from reader.library.text.phrase_patterns import PhraseReader, folded_words
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.common_words import is_form_of_common
from reader.search.intents.intent_index import IntentIndex
from reader.search.intents.phrase_index import (
    MIN_WORDS_FOR_STEMS,
    PhraseIndex,
    PhraseKind,
    PhraseRecord,
    Phrases,
    WordKeys,
    word_keys,
)

WORDS_BETWEEN: Final = 2
WORDS_BETWEEN_OF_LONG: Final = 4  # in a phrase of three words or more
WORDS_BETWEEN_OF_IDIOM: Final = 1
MIN_WORDS_OF_SENTENCE: Final = 4
MIN_WORDS_WITHOUT_PERSON: Final = 3
MIN_LETTERS_OF_DOUBTED: Final = 4
MAX_DOUBTS: Final = 4  # of words that nobody knows, in one query
_CACHE_SIZE: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardIntents:
    """What was heard in a query.

    ``intents`` are in the order of the vocabulary. ``has_person``: somebody is in it.
    ``is_sentence``: it has four words or more. ``has_word``: one of its words alone brings the line
    that leads to help.
    """

    intents: tuple[Slug, ...] = ()
    has_person: bool = False
    is_sentence: bool = False
    has_word: bool = False

    @property
    def is_cry(self) -> bool:
        """Whether it is a sentence with a person in it: it may be a call for help."""
        return self.is_sentence and self.has_person


class IntentMatcher:
    """Hears intents in queries of any of the languages."""

    def __init__(self, index: IntentIndex, analyzers: Mapping[LanguageTag, Analyzer]) -> None:
        self._intents = index.vocabulary.intents
        self._languages = tuple(
            _LanguageMatcher(index.vocabulary, phrases, analyzers[tag], tuple(index.phrases))
            for tag, phrases in index.phrases.items()
        )

    def heard(self, text: str) -> HeardIntents:
        """Return what was heard in a text of at most a few hundred letters."""
        words = folded_words(text)
        read = [(language, language.reader.spelled(words)) for language in self._languages]
        has_person = any(not own.reader.persons.isdisjoint(spelled) for own, spelled in read)
        is_sentence = len(words) >= MIN_WORDS_OF_SENTENCE
        fewest = 1 if has_person or not is_sentence else MIN_WORDS_WITHOUT_PERSON
        ranks = {rank for own, spelled in read for rank in own.ranks(spelled, fewest)}
        return HeardIntents(
            intents=tuple(self._intents[rank].code for rank in sorted(ranks)),
            has_person=has_person,
            is_sentence=is_sentence,
            has_word=any(own.has_word(words) for own in self._languages),
        )


def _words_between(phrase: PhraseRecord) -> int:
    is_long = len(phrase.places) >= MIN_WORDS_FOR_STEMS
    others = WORDS_BETWEEN_OF_LONG if is_long else WORDS_BETWEEN
    return WORDS_BETWEEN_OF_IDIOM if phrase.kind is PhraseKind.IDIOM else others


class _PhraseSpan(NamedTuple):
    """Where a phrase was found: from the first word to the last."""

    phrase: PhraseRecord
    first: int
    last: int


class _KeyedWords(NamedTuple):
    """Words of a text: their keys, the phrases anchored at each, and their numbers in it."""

    keys: Sequence[WordKeys]
    anchored: Sequence[Sequence[tuple[PhraseRecord, int]]]
    numbers: Sequence[int]


class _LanguageMatcher:
    """Finds the phrases of one language."""

    def __init__(
        self,
        vocabulary: IntentVocabulary,
        phrases: PhraseIndex,
        analyzer: Analyzer,
        languages: tuple[LanguageTag, ...],
    ) -> None:
        self._phrases = Phrases(phrases)
        self._is_danger = [intent.is_danger for intent in vocabulary.intents]
        self._is_whole = [intent.is_whole for intent in vocabulary.intents]
        self.reader = PhraseReader(vocabulary.words[analyzer.language])
        self._keys = lru_cache(_CACHE_SIZE)(lambda word: word_keys(word, analyzer))
        self._nearest = lru_cache(_CACHE_SIZE)(self._phrases.nearest)
        self._all_languages = languages
        self._words = frozenset(
            self._keys(word).sound
            for intent in vocabulary.intents
            for word in folded_words(" ".join(intent.words.get(analyzer.language, ())))
        )

    def ranks(self, spelled: tuple[str, ...], fewest: int) -> set[int]:
        """Return the ranks of intents that have phrases of ``fewest`` words or more in a text.

        Fewer are enough if the text has no others that count: "estan golpeando la puerta".
        """
        keys = list(self._meant(spelled))
        counting = self.reader.counting(spelled)
        fewest = min(fewest, len(counting))
        anchored = [tuple(self._phrases.anchored_at(word)) for word in keys]
        every = _KeyedWords(keys, anchored, range(len(keys)))
        counted = _KeyedWords(
            [keys[at] for at in counting], [anchored[at] for at in counting], counting
        )
        idioms = tuple(self._spans(every, PhraseKind.IDIOM))
        spans = self._spans(counted, PhraseKind.PHRASE)
        return {
            span.phrase.intent
            for span in chain(spans, self._spans(every, PhraseKind.WITH_SKIPPED))
            if len(span.phrase.places) >= fewest
            and (not self._is_whole[span.phrase.intent] or self._is_all(span, counting))
            and not any(self._swallows(idiom, span) for idiom in idioms)
        }

    def _meant(self, spelled: Sequence[str]) -> Iterator[WordKeys]:
        """Yield the keys of words: those of the only word of phrases that is near an unknown one.

        "filled" is a word of its own, so nobody is killed; "kileld" is none.
        """
        doubts = 0
        for word in spelled:
            keys = self._keys(word)
            if doubts < MAX_DOUBTS and self._is_doubted(word):
                doubts += 1
                keys = keys._replace(sound=self._nearest(keys.sound) or keys.sound)
            yield keys

    def _is_doubted(self, word: str) -> bool:
        return len(word) >= MIN_LETTERS_OF_DOUBTED and not any(
            is_form_of_common(word, tag) for tag in self._all_languages
        )

    def has_word(self, words: tuple[str, ...]) -> bool:
        """Return whether a word is there that alone brings the line that leads to help."""
        return any(self._keys(word).sound in self._words for word in words)

    def _spans(self, words: _KeyedWords, kind: PhraseKind) -> Iterator[_PhraseSpan]:
        """Yield the phrases of a kind among words."""
        count = len(words.keys)
        for at, anchored in enumerate(words.anchored):
            for phrase, rarest in anchored:
                has_room = rarest <= at and len(phrase.places) - rarest <= count - at
                if phrase.kind is not kind or not has_room:
                    continue
                farthest = 1 + _words_between(phrase)
                last = self._reached(words.keys, at, phrase.places[rarest + 1 :], farthest)
                if last is not None:
                    before = phrase.places[:rarest][::-1]
                    first = self._reached(words.keys, at, before, -farthest)
                    if first is not None:
                        yield _PhraseSpan(phrase, words.numbers[first], words.numbers[last])

    def _reached(
        self, words: Sequence[WordKeys], at: int, places: Sequence[int], farthest: int
    ) -> int | None:
        """Return where a walk over the words ends that takes one step per place, or None.

        A step goes on by one word at least and ``farthest`` at most, backward if it is negative.
        """
        direction = 1 if farthest > 0 else -1
        reached = {at}
        for place in places:
            reached = {
                near
                for start in reached
                for near in range(start + direction, start + farthest + direction, direction)
                if 0 <= near < len(words) and self._phrases.fits(place, words[near])
            }
            if not reached:
                return None
        return min(reached, key=lambda end: abs(end - at))

    def _is_all(self, span: _PhraseSpan, counting: Sequence[int]) -> bool:
        """Return whether nothing that counts is beside a phrase."""
        return span.first <= counting[0] and counting[-1] <= span.last

    def _swallows(self, idiom: _PhraseSpan, span: _PhraseSpan) -> bool:
        """Return whether an idiom drops a phrase."""
        if idiom.last < span.first or span.last < idiom.first:
            return False
        own, other = idiom.phrase.intent, span.phrase.intent
        is_beyond = span.first < idiom.first or idiom.last < span.last
        are_dangers = self._is_danger[own] and self._is_danger[other]
        return own == other or (are_dangers and not is_beyond)
