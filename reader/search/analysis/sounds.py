"""Give words that sound alike in a language the same key: people in need write by ear.

Source: Real Academia Española, Ortografía de la lengua española (2010), chapter I: b and v, s, z
and c, silent h, ll and y, c, q and k.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# Primary subtag of the language → letters, without accents, and what they sound like, in order.
_RULES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "en": (
        ("ing$", "in"),
        (r"(.)\1", r"\1"),
    ),
    "es": (
        ("ch", "\u0107"),
        ("hu(?=[aeo])", "gu"),
        ("h", ""),
        ("ll", "y"),
        ("y$", "i"),
        ("qu(?=[ei])|q|c(?![ei])", "k"),
        ("z|x|c", "s"),
        ("v", "b"),
        ("g(?=[ei])", "j"),
        ("gu(?=[ei])", "g"),
        ("m(?=[bp])", "n"),
        (r"([^r])\1", r"\1"),
    ),
}
_COMPILED: Final = {
    language: tuple((re.compile(letters), sound) for letters, sound in rules)
    for language, rules in _RULES.items()
}


def sound(word: str, language: str) -> str:
    """Return the key of a word without accents; of a language without rules the word itself."""
    heard = word
    for letters, instead in _COMPILED.get(language.partition("-")[0].lower(), ()):
        heard = letters.sub(instead, heard)
    return heard
