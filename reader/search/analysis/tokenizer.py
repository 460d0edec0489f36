"""Split a text into words, at their offsets and positions. Compounds stand whole and in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# Hyphens, the soft hyphen, apostrophes, and the invisible joiners of Persian and Indic scripts.
APOSTROPHES: Final = "'\u2019\u02bc"
JOINERS: Final = f"\\-\u2010\u2011\u00ad{APOSTROPHES}\u200c\u200d"
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
APOSTROPHE: Final = re.compile(f"[{APOSTROPHES}]")


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
