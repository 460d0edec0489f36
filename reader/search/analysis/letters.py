"""Write words as they are compared: in small letters, in one Unicode form, without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from reader.search.analysis.tokenizer import tokens

# Longer words are indexed and looked up by their first letters.
MAX_WORD_LENGTH: Final = 40
LETTER_CACHE_SIZE: Final = 256

# Letters in their own right: typed as such they match only themselves, typed without the mark both.
UNFOLDED_LETTERS: Final = frozenset("ñ")


def normalize(written: str) -> str:
    """Return a word in lower case and in Unicode form NFKC, cut to MAX_WORD_LENGTH."""
    if written.isascii():
        return written.lower()[:MAX_WORD_LENGTH]
    lower = unicodedata.normalize("NFKC", written).lower()
    return unicodedata.normalize("NFKC", lower)[:MAX_WORD_LENGTH]


def fold(word: str, unfolded: frozenset[str] = frozenset()) -> str:
    """Return a normalized word without accents, except on the letters in ``unfolded``."""
    if word.isascii():
        return word
    return "".join(letter if letter in unfolded else _base(letter) for letter in word)


def bare(written: str) -> str:
    """Return a word as the lists of words have it."""
    return fold(normalize(written), UNFOLDED_LETTERS)


def title_key(text: str) -> str:
    """Return the letters of a text, the same however it is spaced, hyphenated and accented."""
    return "".join(fold(normalize(token.joined)) for token in tokens(text))


# Every accented word of the library is folded at a start, and all have letters of a few dozen.
@lru_cache(LETTER_CACHE_SIZE)
def _base(letter: str) -> str:
    return "".join(
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    )
