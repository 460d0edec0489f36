"""Read phrases of intents, and what people type, as words that can be compared.

Capitals, accents and apostrophes do not matter, nor does a letter that is held down ("helppp"). In
a phrase, "pega/golpea" is one word or the other, and "<partner>" any word of a set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
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
    whole = _APOSTROPHES.sub("", text)
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", whole).lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(_HELD_DOWN.sub(r"\1", word) for word in _WORD.findall(plain))


class PhraseReader:
    """Reads phrases and queries of one language."""

    def __init__(self, words: PhraseWords) -> None:
        self._spellings = {
            folded_words(typed): meant
            for typed, written in words.spellings.items()
            for meant in folded_words(written)[:1]
        }
        self._skipped = frozenset(self._spelled(folded_words(" ".join(words.skipped))))
        self._sets = {
            name: frozenset(self.words(" ".join(members))) for name, members in words.sets.items()
        }
        self.persons = frozenset(self._spelled(folded_words(" ".join(words.persons))))

    def words(self, text: str) -> tuple[str, ...]:
        """Return the words that count, in one spelling."""
        return tuple(
            word for word in self._spelled(folded_words(text)) if word not in self._skipped
        )

    def has_person(self, text: str) -> bool:
        """Return whether somebody is in the sentence."""
        return not self.persons.isdisjoint(self._spelled(folded_words(text)))

    def pattern(self, phrase: str) -> Pattern:
        """Return what may be in each place of a phrase. An unknown set is nothing at all."""
        return tuple(self._places(phrase))

    def unknown_sets(self, phrase: str) -> tuple[str, ...]:
        """Return the names of sets in a phrase that the language does not have."""
        return tuple(name for name in _SET.findall(phrase) if name not in self._sets)

    def _places(self, phrase: str) -> Iterator[frozenset[str]]:
        plain: list[str] = []
        for chunk in phrase.split():
            if "/" not in chunk and not _SET.fullmatch(chunk):
                plain.append(chunk)
                continue
            yield from (frozenset((word,)) for word in self.words(" ".join(plain)))
            plain.clear()
            if place := frozenset(self._alternatives(chunk.split("/"))):
                yield place
        yield from (frozenset((word,)) for word in self.words(" ".join(plain)))

    def _alternatives(self, chunks: Iterable[str]) -> Iterator[str]:
        for chunk in chunks:
            name = _SET.fullmatch(chunk)
            yield from self._sets.get(name[1], ()) if name else self.words(chunk)

    def _spelled(self, words: tuple[str, ...]) -> Iterator[str]:
        """Yield words as they are meant, two typed ones together if they mean one."""
        at = 0
        while at < len(words):
            length = 2 if words[at : at + 2] in self._spellings and at + 1 < len(words) else 1
            typed = words[at : at + length]
            yield self._spellings.get(typed, typed[0])
            at += length
