"""Index phrases by their rarest word, as flat numbers: a server holds some thousands of them.

A place is what may be in one position of a phrase: the sounds of its words and, if the phrase is
found by stems, of their stems, in one string between bars.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from reader.library.intents import Intent, IntentVocabulary
from reader.library.model import LanguageTag
from reader.library.text.phrase_patterns import Pattern, PhraseReader
from reader.search.analysis.analyzer import Analyzer
from reader.search.analysis.sounds import sound
from reader.search.analysis.spelling import first_difference
from reader.search.packed_strings import (
    SHORT,
    PackedStrings,
    index_of,
    pack_numbers,
    pack_strings,
    row_of,
    unpack_numbers,
)

# Shorter phrases need exactly their words.
MIN_WORDS_FOR_STEMS: Final = 3
MAX_PLACES: Final = 16
_STEM: Final = "~"
KEY_CACHE_SIZE: Final = 256
MAX_LETTER_BYTES: Final = 4  # in UTF-8
EMPTY: Final = memoryview(b"")


class PhraseKind(IntEnum):
    """What a phrase is looked for among: the words that count, or all."""

    PHRASE = 0
    IDIOM = 1
    """Looked for among all words; it drops phrases."""
    WITH_SKIPPED = 2
    """A phrase with a skipped word as an alternative, looked for among all words."""


_KINDS: Final = tuple(PhraseKind)


class PhraseRecord(NamedTuple):
    """The numbers of a phrase's places, the rank of its intent, and its kind."""

    places: Sequence[int]
    intent: int
    kind: PhraseKind


class WordKeys(NamedTuple):
    """What a typed word is looked up by: its sound, and that of its stem."""

    sound: str
    stem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseIndex:
    """The phrases and idioms of one language, as they are stored. ``Phrases`` reads them.

    ``sounds`` are those of all their words, sorted. ``steps`` are the places of all phrases in a
    row; ``ends`` says where each phrase ends, and ``kinds`` its kind, and the rank of its intent
    times the count of kinds. ``anchors`` are keys of words, sorted; ``anchored`` the phrases whose
    rarest place has that word, each times ``MAX_PLACES`` plus the index of the place, and
    ``anchored_ends`` where those of each word end.
    Places, anchors and sounds are one string each, in UTF-8. All numbers are packed, two bytes or
    four each: objects would take ten times the memory.
    """

    sounds: memoryview = EMPTY
    sound_ends: memoryview = EMPTY
    places: memoryview = EMPTY
    place_ends: memoryview = EMPTY
    steps: memoryview = EMPTY
    ends: memoryview = EMPTY
    kinds: memoryview = EMPTY
    anchors: memoryview = EMPTY
    anchor_ends: memoryview = EMPTY
    anchored: memoryview = EMPTY
    anchored_ends: memoryview = EMPTY


class Phrases:
    """Looks up the phrases of one language."""

    def __init__(self, index: PhraseIndex) -> None:
        self._sounds = PackedStrings(index.sounds, index.sound_ends)
        self._places = PackedStrings(index.places, index.place_ends)
        self._steps = unpack_numbers(index.steps, SHORT)
        self._ends = unpack_numbers(index.ends)
        self._kinds = unpack_numbers(index.kinds, SHORT)
        self._anchors = PackedStrings(index.anchors, index.anchor_ends)
        self._anchored = unpack_numbers(index.anchored)
        self._anchored_ends = unpack_numbers(index.anchored_ends)

    def anchored_at(self, word: WordKeys) -> Iterator[tuple[PhraseRecord, int]]:
        """Yield the phrases that have a word as their rarest, each with the index of its place."""
        for key in word:
            at = index_of(key, self._anchors)
            for packed in () if at is None else row_of(at, self._anchored, self._anchored_ends):
                number, index = divmod(packed, MAX_PLACES)
                yield self._phrase(number), index

    def fits(self, place: int, word: WordKeys) -> bool:
        """Return whether a word may be in a place."""
        allowed = self._places[place]
        sound_key, stem_key = _barred(word)
        return sound_key in allowed or stem_key in allowed

    def nearest(self, sounded: str) -> str | None:
        """Return the only sound one letter away that is in phrases and begins alike, or None."""
        if index_of(sounded, self._sounds) is not None:
            return None
        size, most = len(sounded.encode()), 1 if sounded.isascii() else MAX_LETTER_BYTES
        near = [
            other
            for each in self._sounds.starting_with(sounded[:1].encode())
            if size - most <= len(each) <= size + most
            and _is_one_letter_away(sounded, other := each.decode())
        ]
        return near[0] if len(near) == 1 else None

    def _phrase(self, number: int) -> PhraseRecord:
        start = self._ends[number - 1] if number else 0
        intent, kind = divmod(self._kinds[number], len(_KINDS))
        return PhraseRecord(self._steps[start : self._ends[number]], intent, _KINDS[kind])


@lru_cache(KEY_CACHE_SIZE)
def _barred(word: WordKeys) -> tuple[bytes, bytes]:
    """Return the keys of a word as places have them."""
    return f"|{word.sound}|".encode(), f"|{word.stem}|".encode()


def _is_one_letter_away(sounded: str, other: str) -> bool:
    """Return whether another word has a letter more, less, changed or swapped.

    A letter that is new in it is a plain one.
    """
    if abs(len(sounded) - len(other)) > 1:
        return False
    at = first_difference(sounded, other)
    one, rest = sounded[at:], other[at:]
    if one == rest[1:] or (one[1:] == rest[1:] and one and rest):
        return rest[0].isascii()
    return one[1:] == rest or (len(one) > 1 and one[1::-1] + one[2:] == rest)


def word_keys(word: str, analyzer: Analyzer) -> WordKeys:
    """Return what a word in its usual spelling is looked up by."""
    language = analyzer.language
    stem = analyzer.query_terms(word)[0]
    return WordKeys(sound(word, language), _STEM + sound(stem, language))


def phrase_index(vocabulary: IntentVocabulary, analyzer: Analyzer) -> PhraseIndex:
    """Return the index of the phrases of one language."""
    reader = PhraseReader(vocabulary.words[analyzer.language])
    words: dict[str, WordKeys] = {}
    patterns = {
        (place_keys, kind): None
        for rank, intent in enumerate(vocabulary.intents)
        for kind, pattern in _patterns(rank, intent, reader, analyzer.language)
        if (place_keys := _keys(pattern, analyzer, words))
    }
    numbers: dict[tuple[str, ...], int] = {}
    steps = [[numbers.setdefault(place, len(numbers)) for place in keys] for keys, _ in patterns]
    anchors = _anchors([keys for keys, _ in patterns])
    places = [f"|{'|'.join(place)}|".encode() for place in numbers]
    sounds = {key for place in numbers for key in place if not key.startswith(_STEM)}
    joined_sounds, sound_ends = pack_strings(sorted(sounds))
    keys = [key.encode() for key in anchors]
    return PhraseIndex(
        sounds=joined_sounds,
        sound_ends=sound_ends,
        places=memoryview(b"".join(places)),
        place_ends=_ends(places),
        steps=pack_numbers((number for own in steps for number in own), SHORT),
        ends=_ends(steps),
        kinds=pack_numbers((kind for _, kind in patterns), SHORT),
        anchors=memoryview(b"".join(keys)),
        anchor_ends=_ends(keys),
        anchored=pack_numbers(packed for anchored in anchors.values() for packed in anchored),
        anchored_ends=_ends(anchors.values()),
    )


def _patterns(
    rank: int, intent: Intent, reader: PhraseReader, tag: LanguageTag
) -> Iterator[tuple[int, Pattern]]:
    """Yield the kind and the pattern of each phrase, and of each idiom with all its words."""
    first = len(PhraseKind) * rank
    for phrase in intent.phrases.get(tag, ()):
        yield first + PhraseKind.PHRASE, reader.pattern(phrase)
        if not intent.help:  # an alarm needs the words that count
            yield first + PhraseKind.WITH_SKIPPED, reader.pattern_with_skipped(phrase)
    for idiom in intent.idioms.get(tag, ()):
        yield first + PhraseKind.IDIOM, reader.whole_pattern(idiom)


def _keys(
    pattern: Pattern, analyzer: Analyzer, words: dict[str, WordKeys]
) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each place of a phrase; ``words`` holds those of words seen before."""
    has_stems = len(pattern) >= MIN_WORDS_FOR_STEMS
    places = []
    for place in pattern[:MAX_PLACES]:
        for word in place:
            if word not in words:
                words[word] = word_keys(word, analyzer)
        own = [words[word] for word in place]
        keys = {key for each in own for key in (each if has_stems else each[:1])}
        places.append(tuple(sorted(keys)))
    return tuple(places)


def _anchors(phrases: Sequence[tuple[tuple[str, ...], ...]]) -> Mapping[str, list[int]]:
    """Return key → phrases whose rarest place has it, by key."""
    counts = Counter(key for places in phrases for place in places for key in place)
    anchors: dict[str, list[int]] = defaultdict(list)
    for number, places in enumerate(phrases):
        costs = [max(counts[key] for key in place) for place in places]
        index = costs.index(min(costs))
        for key in places[index]:
            anchors[key].append(number * MAX_PLACES + index)
    return dict(sorted(anchors.items()))


def _ends(parts: Iterable[Sized]) -> memoryview:
    """Return where each part ends if all are in a row."""
    return pack_numbers(accumulate(map(len, parts)))
