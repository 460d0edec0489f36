"""Hear what a query asks for: find the phrases of intents in it, unless an idiom is there.

The words of a phrase are found in their order, with at most two others between them. A phrase of
one or two words needs exactly these, as they sound, and, in a sentence, a person: "a sobering
overdose of sugar" is nobody's. A longer one is found by stems, too. An idiom
drops the phrases that it overlaps: of its own intent, and of every danger unless such a phrase goes
beyond it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from reader.library.intents import Intent, IntentVocabulary
from reader.library.model import LanguageTag, Slug
from reader.library.text.phrase_patterns import PhraseReader, folded_words
from reader.search.analysis.analyzer import Analyzer
from reader.search.intents.sounds import sound

WORDS_BETWEEN: Final = 2
WORDS_BETWEEN_OF_IDIOM: Final = 1
MIN_WORDS_FOR_STEMS: Final = 3
MIN_WORDS_OF_SENTENCE: Final = 4
MIN_WORDS_WITHOUT_PERSON: Final = 3
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


class _Phrase(NamedTuple):
    """A phrase or an idiom: the place numbers of its words, and the intent's rank."""

    places: tuple[int, ...]
    intent: int
    is_idiom: bool


class _Span(NamedTuple):
    """Where a phrase was found: from the first word to the last."""

    phrase: _Phrase
    first: int
    last: int


class IntentMatcher:
    """Hears intents in queries of any of the languages."""

    def __init__(
        self, vocabulary: IntentVocabulary, analyzers: Mapping[LanguageTag, Analyzer]
    ) -> None:
        self._intents = vocabulary.intents
        self._languages = tuple(
            _LanguagePhrases(vocabulary, analyzer)
            for tag, analyzer in analyzers.items()
            if tag in vocabulary.words
        )

    def heard(self, text: str) -> HeardIntents:
        """Return what was heard in a text of at most a few hundred letters."""
        has_person = any(language.has_person(text) for language in self._languages)
        is_sentence = len(folded_words(text)) >= MIN_WORDS_OF_SENTENCE
        fewest = 1 if has_person or not is_sentence else MIN_WORDS_WITHOUT_PERSON
        ranks = {rank for language in self._languages for rank in language.ranks(text, fewest)}
        return HeardIntents(
            intents=tuple(self._intents[rank].code for rank in sorted(ranks)),
            has_person=has_person,
            is_sentence=is_sentence,
            has_word=any(language.has_word(text) for language in self._languages),
        )


class _LanguagePhrases:
    """The phrases of one language, looked up by their rarest word.

    A place is what may be in one position of a phrase; its number is looked up by the sound of a
    word, and, in a phrase that is found by stems, by that of its stem.
    """

    def __init__(self, vocabulary: IntentVocabulary, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._is_danger = [intent.is_danger for intent in vocabulary.intents]
        self._reader = PhraseReader(vocabulary.words[analyzer.language])
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        self._numbers: dict[tuple[frozenset[str], bool], int] = {}
        phrases = [
            phrase
            for rank, intent in enumerate(vocabulary.intents)
            for phrase in self._phrases(rank, intent)
        ]
        self._by_rarest = _by_rarest(phrases)
        self._words = frozenset(
            self._sound(word)
            for intent in vocabulary.intents
            for word in folded_words(" ".join(intent.words.get(analyzer.language, ())))
        )
        self._places = lru_cache(_CACHE_SIZE)(self._places_of)

    def ranks(self, text: str, fewest: int) -> set[int]:
        """Return the ranks of the intents in a text by phrases of ``fewest`` words or more."""
        spans = set(self._spans([self._places(word) for word in self._reader.words(text)]))
        idioms = [span for span in spans if span.phrase.is_idiom]
        return {
            span.phrase.intent
            for span in spans
            if not span.phrase.is_idiom
            and len(span.phrase.places) >= fewest
            and not any(self._swallows(idiom, span) for idiom in idioms)
        }

    def has_person(self, text: str) -> bool:
        """Return whether somebody is in the sentence."""
        return self._reader.has_person(text)

    def has_word(self, text: str) -> bool:
        """Return whether a word is in the text that alone brings the line that leads to help."""
        return not self._words.isdisjoint(map(self._sound, folded_words(text)))

    def _phrases(self, rank: int, intent: Intent) -> Iterator[_Phrase]:
        tag = self._analyzer.language
        for is_idiom, written in ((False, intent.phrases), (True, intent.idioms)):
            for phrase in written.get(tag, ()):
                has_stems = len(phrase.split()) >= MIN_WORDS_FOR_STEMS
                pattern = self._reader.pattern(phrase)
                places = tuple(self._number(words, has_stems) for words in pattern)
                if places:
                    yield _Phrase(places, rank, is_idiom)

    def _number(self, words: frozenset[str], has_stems: bool) -> int:
        """Return the number of a place, a new one if there is none yet."""
        number = self._numbers.setdefault((words, has_stems), len(self._numbers))
        for word in words:
            self._by_sound[self._sound(word)].add(number)
            if has_stems:
                self._by_stem[self._stem(word)].add(number)
        return number

    def _places_of(self, word: str) -> frozenset[int]:
        """Return the numbers of the places that a typed word fits in."""
        by_sound = self._by_sound.get(self._sound(word), ())
        return frozenset(by_sound).union(self._by_stem.get(self._stem(word), ()))

    def _spans(self, places: Sequence[frozenset[int]]) -> Iterator[_Span]:
        for at, numbers in enumerate(places):
            for number in numbers:
                for phrase, rarest in self._by_rarest.get(number, ()):
                    between = WORDS_BETWEEN_OF_IDIOM if phrase.is_idiom else WORDS_BETWEEN
                    last = _reached(places, at, phrase.places[rarest + 1 :], between + 1)
                    first = _reached(places, at, phrase.places[:rarest][::-1], -between - 1)
                    if last is not None and first is not None:
                        yield _Span(phrase, first, last)

    def _swallows(self, idiom: _Span, span: _Span) -> bool:
        """Return whether an idiom drops a phrase."""
        if idiom.last < span.first or span.last < idiom.first:
            return False
        own, other = idiom.phrase.intent, span.phrase.intent
        if own == other:
            return True
        is_beyond = span.first < idiom.first or idiom.last < span.last
        return self._is_danger[own] and self._is_danger[other] and not is_beyond

    def _sound(self, word: str) -> str:
        return sound(word, self._analyzer.language)

    def _stem(self, word: str) -> str:
        return self._sound(self._analyzer.query_terms(word)[0])


def intent_words(vocabulary: IntentVocabulary) -> Mapping[LanguageTag, frozenset[str]]:
    """Return every word of all phrases by language, without accents: known words of a speller."""
    return {
        tag: frozenset(
            word
            for intent in vocabulary.intents
            for phrase in (*intent.phrases.get(tag, ()), *intent.idioms.get(tag, ()))
            for word in folded_words(phrase)
        ).union(folded_words(" ".join(_all_words(vocabulary, tag))))
        for tag in vocabulary.words
    }


def _all_words(vocabulary: IntentVocabulary, tag: LanguageTag) -> Iterator[str]:
    own = vocabulary.words[tag]
    yield from (*own.persons, *own.skipped, *own.spellings, *own.spellings.values())
    for members in own.sets.values():
        yield from members
    for intent in vocabulary.intents:
        yield from intent.words.get(tag, ())


def _by_rarest(phrases: Iterable[_Phrase]) -> Mapping[int, list[tuple[_Phrase, int]]]:
    """Return place → phrases that have no rarer one, each with its index there."""
    counts: dict[int, int] = defaultdict(int)
    distinct = dict.fromkeys(phrases)
    for phrase in distinct:
        for number in phrase.places:
            counts[number] += 1
    found: dict[int, list[tuple[_Phrase, int]]] = defaultdict(list)
    for phrase in distinct:
        index = min(range(len(phrase.places)), key=lambda each: counts[phrase.places[each]])
        found[phrase.places[index]].append((phrase, index))
    return found


def _reached(
    places: Sequence[frozenset[int]], at: int, steps: Sequence[int], farthest: int
) -> int | None:
    """Return where a walk over the words ends that takes one step per place, or None.

    A step goes on by one word at least and ``farthest`` at most, backward if that is negative.
    """
    direction = 1 if farthest > 0 else -1
    reached = {at}
    for number in steps:
        reached = {
            near
            for start in reached
            for near in range(start + direction, start + farthest + direction, direction)
            if 0 <= near < len(places) and number in places[near]
        }
        if not reached:
            return None
    return min(reached, key=lambda end: abs(end - at))
