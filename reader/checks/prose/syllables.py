"""Count spoken syllables, in the languages that we have rules for.

The tables are our own, from each language's spelling.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DIGIT: Final = re.compile(r"\d")
# Nothing longer is a word; this bounds the work of the patterns.
_LONGEST_WORD: Final = 60
# A few thousand words of a language come again and again; this takes a megabyte or two.
_CACHED_WORDS: Final = 16_384

# English. A group of vowels is a syllable, except a silent e: at the end of a word (home, homes,
# called; not little, places, wanted), or of the first half of a longer one (safe-ly, some-times).
_EN_SILENT: Final = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouyl]l)e$"
    r"|(?<=[^aeiouycgszxhl])es$|(?<=[aeiouyl]l)es$|(?<=th)es$"
    r"|(?<=[^aeiouytdlr])ed$|(?<=[aeiouylr][lr])ed$"
)
_EN_HALVES: Final = re.compile(
    r"(?P<first>\w*[aeiouy]\w*[^aeiouy]e)"
    r"(?P<second>ly|ness|less|lessness|ful|fully|ments?|ty|things?|times?|ones?|where|body|days?"
    r"|lines?|lands?|long|walks?|givers?|giving|holds?|works?|workers?|keepers?|backs?|s?man"
    r"|makers?)"
)
# One group of vowels that is two syllables.
_EN_HIATUS: Final = re.compile(
    r"[^cstgx]i(?:a|um|us|o)"  # media, radio; not social, action
    r"|[iy]ing|[aeou]ings?$"  # trying, being
    r"|[^gq]ua|iet|[^cstx]ien[ct]|sci[eo]"  # usual, quiet, client, science
    r"|iest|ier$|eate|eati|eato|[^aeiou]eo(?!p|u)"  # easier, create, video; not people
    r"|^(?:re|co|pre)(?:act|or|op|en|int|inf)|^un[ei]n|ruin|fluid|poe[mt]|theat|alit"
    r"|[aeiou]{2}y|sms?$|[^aeiouyr]n['’]t$"  # racism, didn’t
)
_EN_GROUP: Final = re.compile(r"[aeiouyáéíóú]+")
_EN_EXCEPTIONS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("real", "one", "ones", "once", "eye", "eyes", "heart", "aged"), 1),
    **dict.fromkeys(
        (
            "business",
            "every",
            "evening",
            "evenings",
            "hundred",
            "hundreds",
            "sacred",
            "naked",
            "hatred",
            "maybe",
            "cafes",
        ),
        2,
    ),
    **dict.fromkeys(
        (
            "cafe",
            "movie",
            "movies",
            "really",
            "series",
            "species",
            "being",
            "lion",
            "lions",
            "giant",
            "giants",
            "wednesday",
            "wednesdays",
        ),
        2,
    ),
    **dict.fromkeys(
        (
            "everyone",
            "everything",
            "everywhere",
            "area",
            "areas",
            "idea",
            "ideas",
            "recipe",
            "recipes",
            "reaction",
        ),
        3,
    ),
    **dict.fromkeys(("everybody", "apostrophe"), 4),
    **dict.fromkeys(("element", "elements", "implement", "everyday", "businesses", "behavior"), 3),
}

# Spanish: each strong or stressed vowel is a syllable; weak ones join a neighbor.
# Source: Ortografía de la lengua española (2010), II, 3.4.
_ES_SILENT_U: Final = re.compile(r"(?<=[qg])u(?=[eiéí])")
_ES_VOWEL_Y: Final = re.compile(r"y$|(?<=[aeiou])y(?![aeiouáéíóú])")
_ES_GROUP: Final = re.compile(r"[aeiouáéíóúü]+")
_ES_STRONG: Final = re.compile(r"[aeoáéó]")
_ES_STRESSED_BESIDE_STRONG: Final = re.compile(r"[íú](?=[aeoáéó])|(?<=[aeoáéó])[íú]")

_VOWELS: Final = re.compile(r"[aeiouyáéíóúü]", re.IGNORECASE)


def has_counter(language: str) -> bool:
    """Return whether there are rules for a language, named without script and region."""
    return language in _COUNTERS


@lru_cache(_CACHED_WORDS)
def count(word: str, language: str) -> int:
    """Return how many syllables a word has, at least 1.

    Compounds are counted by their pieces. A digit is one syllable, and so is each letter of
    initials without a vowel. Raises KeyError for a language without rules.
    """
    counter = _COUNTERS[language]
    pieces = _LETTERS.findall(word[:_LONGEST_WORD])
    spoken = sum(
        len(piece) if piece.isupper() and not _VOWELS.search(piece) else counter(piece.lower())
        for piece in pieces
    )
    return max(1, spoken + len(_DIGIT.findall(word)))


def _english(word: str) -> int:
    word = re.sub(r"['’]s$", "", word)
    if word in _EN_EXCEPTIONS:
        return _EN_EXCEPTIONS[word]
    if halves := _EN_HALVES.fullmatch(word):
        return _english(halves["first"]) + _english(halves["second"])
    spoken = _EN_SILENT.sub("", word) or word
    return max(1, len(_EN_GROUP.findall(spoken))) + len(_EN_HIATUS.findall(word))


def _spanish(word: str) -> int:
    # An h between vowels is not heard: "prohibir" is spoken as "proibir".
    spelled = _ES_VOWEL_Y.sub("i", _ES_SILENT_U.sub("", word.replace("h", "")))
    return sum(_of_group(group) for group in _ES_GROUP.findall(spelled))


def _of_group(vowels: str) -> int:
    return max(1, len(_ES_STRONG.findall(vowels)) + len(_ES_STRESSED_BESIDE_STRONG.findall(vowels)))


_COUNTERS: Final[Mapping[str, Callable[[str], int]]] = {"en": _english, "es": _spanish}
