"""Split a text into tokens, and return the terms that a word is indexed and looked up under.

A word is indexed under its stem without accents, and under the stem of its letters without accents:
suffix rules need accents, and people leave them out. A compound ("de-escalation") is indexed joined
as well as in parts. Stop words are indexed, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import Stemmer  # type: ignore[import-not-found]  # compiled, without annotations

from reader.library.model import LanguageTag
from reader.search.analysis.stopwords import BOUND_PREFIXES, STOP_WORDS

# Primary subtag of the language → algorithm of the Snowball project.
STEMMERS: Final[Mapping[str, str]] = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

# Primary subtag of the language → plural endings, without accents, and what the singular has there.
# Suffix rules miss some: they stem "línea" to "line" but "líneas" to "lin", and "años" is too short
# for them. A word with such an ending also gets the terms of its singular.
PLURALS: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "es": (
        (re.compile("(?<=[aeo])s$"), ""),
        (re.compile("(?<=[^aeiou])es$"), ""),
        (re.compile("ces$"), "z"),
    ),
}
MIN_PLURAL_LENGTH: Final = 4

# Words get the same terms only with the same versions of these.
VERSION: Final = f"Snowball {Stemmer.version()}, Unicode {unicodedata.unidata_version}"

# Longer words are indexed and looked up by their first letters.
MAX_WORD_LENGTH: Final = 40
INDEX_CACHE_SIZE: Final = 8192
QUERY_CACHE_SIZE: Final = 1024

# Letters in their own right: typed as such they match only themselves, typed without the mark both.
UNFOLDED_LETTERS: Final = frozenset("ñ")

# Hyphens, the soft hyphen, apostrophes, and the invisible joiners of Persian and Indic scripts.
JOINERS: Final = "\\-\u2010\u2011\u00ad'\u2019\u02bc\u200c\u200d"
# Marks inside words that \w does not match: combining accents, and the points and vowel signs of
# Hebrew, Arabic, Indic and other Asian scripts.
MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
LETTER: Final = "[^\\W_\u02bc]"
LETTERS: Final = f"(?:{LETTER}|[{MARKS}])"
WORD: Final = re.compile(f"{LETTER}{LETTERS}*(?:[{JOINERS}]{LETTERS}+)*")
PART: Final = re.compile(f"{LETTERS}+")
JOINER: Final = re.compile(f"[{JOINERS}]")


class Token(NamedTuple):
    """A word of a text and its offsets. ``joined`` is the word without hyphens and apostrophes.

    ``parts`` are what is between them, each with its offsets; a simple word is its only part.
    """

    joined: str
    parts: tuple[tuple[str, int, int], ...]
    start: int
    end: int


class Occurrence(NamedTuple):
    """A word or a part of a compound, with its offsets and its position.

    ``position`` counts parts from 0; a whole compound has the position of its first part. There is
    a gap in the positions between lines, so that no phrase spans two lines.
    """

    written: str
    start: int
    end: int
    position: int
    is_compound: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield every word of a text, in order."""
    for match in WORD.finditer(text):
        written, (start, end) = match.group(), match.span()
        if JOINER.search(written) is None:
            yield Token(written, ((written, start, end),), start, end)
        else:
            parts = tuple(
                (part.group(), start + part.start(), start + part.end())
                for part in PART.finditer(written)
            )
            yield Token(JOINER.sub("", written), parts, start, end)


def occurrences(text: str) -> Iterator[Occurrence]:
    """Yield every word of a text, in order: a compound whole, then part by part."""
    position = seen = 0
    for word in tokens(text):
        position += text.count("\n", seen, word.start)
        seen = word.end
        if len(word.parts) > 1:
            yield Occurrence(word.joined, word.start, word.end, position, True)
        for written, start, end in word.parts:
            yield Occurrence(written, start, end, position, False)
            position += 1


class Analyzer:
    """Returns the terms of the words of one language, which may lack a stemmer or stop words.

    ``stem`` replaces the compiled stemmer. Not thread-safe: stemmers have state.
    """

    def __init__(self, language: LanguageTag, stem: Callable[[str], str] | None = None) -> None:
        self.language = language
        primary = language.partition("-")[0].lower()
        algorithm = STEMMERS.get(primary)
        self._stem: Callable[[str], str] = stem or (
            Stemmer.Stemmer(algorithm, 0).stemWord if algorithm else str
        )
        self._stop_words = STOP_WORDS.get(primary, frozenset())
        self._bound_prefixes = BOUND_PREFIXES.get(primary, frozenset())
        self._plurals = PLURALS.get(primary, ())
        self.index_terms: Callable[[str], tuple[str, ...]] = lru_cache(INDEX_CACHE_SIZE)(
            self._index_terms
        )
        self.query_terms: Callable[[str], tuple[str, ...]] = lru_cache(QUERY_CACHE_SIZE)(
            self._query_terms
        )

    def _query_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms that a typed word is looked up under; any of them matches."""
        words = self._with_singular(normalize(written))
        return _distinct(
            *(
                term
                for word in words
                for term in (
                    fold(self._stem(word), UNFOLDED_LETTERS),
                    self._stem(fold(word, UNFOLDED_LETTERS)),
                )
            )
        )

    def _index_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms of a word of a text: query terms of all spellings, and the word itself."""
        word = normalize(written)
        folded = fold(word)
        return _distinct(
            *self.query_terms(written),
            *(
                term
                for each in self._with_singular(word)
                for term in (fold(self._stem(each)), self._stem(fold(each)))
            ),
            fold(word, UNFOLDED_LETTERS),
            folded,
        )

    def _with_singular(self, word: str) -> tuple[str, ...]:
        """Return a normalized word, and its possible singulars if it looks like a plural."""
        if len(word) < MIN_PLURAL_LENGTH:
            return (word,)
        folded = fold(word)
        return word, *(
            word[: ending.start()] + instead
            for plural, instead in self._plurals
            if (ending := plural.search(folded))
        )

    def is_stop_word(self, written: str) -> bool:
        """Return whether a word is too common to be searched for."""
        return fold(normalize(written), UNFOLDED_LETTERS) in self._stop_words

    def is_bound_prefix(self, written: str) -> bool:
        """Return whether a word alone is the prefix of the word after it, as in "de escalation"."""
        return normalize(written) in self._bound_prefixes


def normalize(written: str) -> str:
    """Return a word in lower case and in Unicode form NFKC, cut to MAX_WORD_LENGTH."""
    lower = unicodedata.normalize("NFKC", written).lower()
    return unicodedata.normalize("NFKC", lower)[:MAX_WORD_LENGTH]


def fold(word: str, unfolded: frozenset[str] = frozenset()) -> str:
    """Return a normalized word without accents, except on the letters in ``unfolded``."""
    if word.isascii():
        return word
    return "".join(letter if letter in unfolded else _base(letter) for letter in word)


def _base(letter: str) -> str:
    return "".join(
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    )


def _distinct(*terms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term))
