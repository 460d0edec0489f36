"""What counts as the same word: where words stand in a text, and the terms that a word is stored and looked up under.

A word is stored under its stem with the accents taken off, and under the stem of its letters without accents: suffix rules need
accents, people leave them out. A compound ("de-escalation") is stored joined as well as in parts. No stop word is left out.
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

# Primary subtag of the language → endings of plurals, without accents, and what singulars have there. Suffix rules do not always
# take them off as they should: of "línea" they leave "line", of "líneas" "lin", and "año" and "años" are too short for them. A word
# that ends so gets the terms of its singular as well.
PLURALS: Final[Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]] = {
    "es": (
        (re.compile("(?<=[aeo])s$"), ""),
        (re.compile("(?<=[^aeiou])es$"), ""),
        (re.compile("ces$"), "z"),
    ),
}
LETTERS_OF_A_PLURAL: Final = 4

# The same words get the same terms only under the same versions of these.
VERSION: Final = f"Snowball {Stemmer.version()}, Unicode {unicodedata.unidata_version}"

LETTERS_CONSIDERED: Final = (
    40  # of a word; what two longer words share is enough to find one by the other
)
CACHED_WORDS: Final = 8192
CACHED_TYPED: Final = 1024

# Letters of their own, not accented ones: typed with the mark, only they are meant; typed without, both are.
KEPT_LETTERS: Final = frozenset("ñ")

# Hyphens, the soft hyphen, apostrophes, and the invisible joiners of Persian and of scripts of India.
JOINERS: Final = "\\-\u2010\u2011\u00ad'\u2019\u02bc\u200c\u200d"
# Marks that stand inside words, which \w leaves out: accents written apart, points and vowel signs of Hebrew, Arabic, India, Asia.
MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e\u0eb0-\u0ecd\u0f71-\u0f84\u102b-\u103e"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
LETTER: Final = "[^\\W_\u02bc]"
LETTERS: Final = f"(?:{LETTER}|[{MARKS}])"
WORD: Final = re.compile(f"{LETTER}{LETTERS}*(?:[{JOINERS}]{LETTERS}+)*")
PART: Final = re.compile(f"{LETTERS}+")
JOINER: Final = re.compile(f"[{JOINERS}]")


class Token(NamedTuple):
    """A word of a text, from ``start`` to before ``end``. ``joined`` is without hyphens and apostrophes.

    ``parts`` are what stands between them, each with its own start and end; a word that is no compound is its only part.
    """

    joined: str
    parts: tuple[tuple[str, int, int], ...]
    start: int
    end: int


class Occurrence(NamedTuple):
    """A word, or a part of a compound, where it stands in a text and among its words.

    ``position`` counts parts from 0; a whole compound stands where its first part does. Positions leave a gap between lines,
    so that no phrase reaches from one line into the next.
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
    """Yield every word of a text, in order. A compound is yielded whole, then part by part."""
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
    """The terms of the words of one language. A language without a stemmer or stop words is analyzed without them.

    ``stem`` takes the place of its compiled stemmer. Not for several threads at once: stemmers keep state.
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
        self.index_terms: Callable[[str], tuple[str, ...]] = lru_cache(CACHED_WORDS)(
            self._index_terms
        )
        self.query_terms: Callable[[str], tuple[str, ...]] = lru_cache(CACHED_TYPED)(
            self._query_terms
        )

    def _query_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms to look a typed word up under: any of them will do."""
        words = self._with_singular(normalize(written))
        return _distinct(
            *(
                term
                for word in words
                for term in (
                    fold(self._stem(word), KEPT_LETTERS),
                    self._stem(fold(word, KEPT_LETTERS)),
                )
            )
        )

    def _index_terms(self, written: str) -> tuple[str, ...]:
        """Return the terms that a word of a text is stored under: query terms of every way to type it, and its beginning letters."""
        word = normalize(written)
        bare = fold(word)
        return _distinct(
            *self.query_terms(written),
            *(
                term
                for each in self._with_singular(word)
                for term in (fold(self._stem(each)), self._stem(fold(each)))
            ),
            fold(word, KEPT_LETTERS),
            bare,
        )

    def _with_singular(self, word: str) -> tuple[str, ...]:
        """Return a normalized word, and what may be its singular where it looks like a plural."""
        if len(word) < LETTERS_OF_A_PLURAL:
            return (word,)
        bare = fold(word)
        return word, *(
            word[: ending.start()] + instead
            for plural, instead in self._plurals
            if (ending := plural.search(bare))
        )

    def is_stop_word(self, written: str) -> bool:
        """Return whether a word says too little to be searched for."""
        return fold(normalize(written), KEPT_LETTERS) in self._stop_words

    def is_bound_prefix(self, written: str) -> bool:
        """Return whether a word standing alone is the beginning of the one after it, as in "de escalation"."""
        return normalize(written) in self._bound_prefixes


def normalize(written: str) -> str:
    """Return a word in lower case, in one Unicode form (NFKC), and not too long."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written).lower())[
        :LETTERS_CONSIDERED
    ]


def fold(word: str, kept: frozenset[str] = frozenset()) -> str:
    """Return a normalized word without accents, but for the letters in ``kept``."""
    if word.isascii():
        return word
    return "".join(letter if letter in kept else _base(letter) for letter in word)


def _base(letter: str) -> str:
    return "".join(
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    )


def _distinct(*terms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term))
