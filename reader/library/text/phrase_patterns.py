"""Read phrases of intents, and what people type, as words that can be compared.

Capitals, accents and apostrophes do not matter, nor does a letter that is held down ("helppp"). In
a phrase, "pega/golpea" is one word or the other, and "<partner>" any word of a set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from reader.library.intents import PhraseWords

# What may be in each place of a phrase.
Pattern: TypeAlias = tuple[frozenset[str], ...]

# Also the accents that thumbs hit in place of an apostrophe.
_APOSTROPHES: Final = re.compile("['\u2019\u2018\u02bc`\u00b4]")
_WORD: Final = re.compile(r"[^\W_]+")
_HELD_DOWN: Final = re.compile(r"(.)\1{2,}")
_SET: Final = re.compile(r"<([^<>/\s]+)>")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without capitals, accents and apostrophes."""
    whole = _HELD_DOWN.sub(r"\1", _APOSTROPHES.sub("", text).lower())
    if not whole.isascii():
        normal = unicodedata.normalize("NFKC", whole).lower()
        letters = unicodedata.normalize("NFKD", normal)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        whole = _HELD_DOWN.sub(r"\1", plain)
    return tuple(_WORD.findall(whole))


class PhraseReader:
    """Reads phrases and queries of one language."""

    def __init__(self, words: PhraseWords) -> None:
        self._spellings = {
            folded_words(typed): meant
            for typed, written in words.spellings.items()
            for meant in folded_words(written)[:1]
        }
        self._skipped = frozenset(self.spelled(folded_words(" ".join(words.skipped))))
        self._sets = {
            name: frozenset(self.words(" ".join(members))) for name, members in words.sets.items()
        }
        self.persons = frozenset(self.spelled(folded_words(" ".join(words.persons))))

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that count, in one spelling."""
        return self.without_skipped(self.spelled(folded_words(text)))

    def spelled(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return folded words as they are meant, two of them as one word if they mean one."""
        return tuple(self._spelled(words))

    def without_skipped(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words that count."""
        return tuple(word for word in words if word not in self._skipped)

    def counting(self, words: Sequence[str]) -> list[int]:
        """Return the indexes of the words that count."""
        return [index for index, word in enumerate(words) if word not in self._skipped]

    def pattern(self, phrase: str) -> Pattern:
        """Return what may be in each place of a phrase. An unknown set is nothing at all."""
        return self.without_skipped_places(self.whole_pattern(phrase))

    def without_skipped_places(self, whole: Pattern) -> Pattern:
        """Return a whole pattern without the skipped words."""
        return tuple(left for place in whole if (left := place - self._skipped))

    def pattern_with_skipped(self, phrase: str) -> Pattern:
        """Return the pattern with the skipped words that are alternatives, or nothing if none is.

        "was/got hit" is both, though "was" counts for nothing elsewhere.
        """
        places = [place for place in self._places(phrase) if place - self._skipped]
        return tuple(places) if any(place & self._skipped for place in places) else ()

    def whole_pattern(self, idiom: str) -> Pattern:
        """Return the pattern with the skipped words: "that hit me" is more than "hit me"."""
        return tuple(place for place in self._places(idiom) if place)

    def unknown_sets(self, phrase: str) -> tuple[str, ...]:
        """Return the names of sets in a phrase that the language does not have."""
        if "<" not in phrase:
            return ()
        return tuple(name for name in _SET.findall(phrase) if name not in self._sets)

    def _places(self, phrase: str) -> Iterator[frozenset[str]]:
        if "/" not in phrase and "<" not in phrase:
            yield from self._plain_places(phrase)
            return
        plain: list[str] = []
        for chunk in phrase.split():
            if "/" not in chunk and not _SET.fullmatch(chunk):
                plain.append(chunk)
                continue
            yield from self._plain_places(" ".join(plain))
            plain.clear()
            yield frozenset(self._alternatives(chunk.split("/")))
        yield from self._plain_places(" ".join(plain))

    def _plain_places(self, text: str) -> Iterator[frozenset[str]]:
        return (frozenset((word,)) for word in self._spelled(folded_words(text)))

    def _alternatives(self, chunks: Iterable[str]) -> Iterator[str]:
        for chunk in chunks:
            name = _SET.fullmatch(chunk)
            own = self._sets.get(name[1], ()) if name else self._spelled(folded_words(chunk))
            yield from own

    def _spelled(self, words: tuple[str, ...]) -> Iterator[str]:
        at = 0
        while at < len(words):
            length = 2 if words[at : at + 2] in self._spellings and at + 1 < len(words) else 1
            typed = words[at : at + length]
            yield self._spellings.get(typed, typed[0])
            at += length


def all_words(words: PhraseWords, phrases: Iterable[str]) -> frozenset[str]:
    """Return every word of phrases and of what they have in common, as ``folded_words`` writes it.

    A speller should know these words, and may suggest them.
    """
    common = (*words.persons, *words.skipped, *words.spellings, *words.spellings.values())
    sets = (member for members in words.sets.values() for member in members)
    plain = (_SET.sub(" ", phrase) for phrase in phrases)
    return frozenset(folded_words(" ".join((*common, *sets, *plain))))
