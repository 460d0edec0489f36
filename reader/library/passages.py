"""Passages: the words of a file with their lines, for rules about writing. A Library has none."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reader.library.model import LanguageTag

# Code and addresses are in no language. Source: ISO 639-2, "no linguistic content".
NO_LANGUAGE: Final = LanguageTag("zxx")
# Replaces each letter that is not in the passage's own language.
FOREIGN_LETTER: Final = "\ufffc"


class PassageKind(StrEnum):
    """What a passage is in its file."""

    TITLE = "title"
    SUMMARY = "summary"
    IN_SHORT = "in short"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TERM = "term"
    DEFINITION = "definition"
    CELL = "cell"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The part of a passage, from ``start`` to ``end``, in another language or in none."""

    start: int
    end: int
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of words. ``text`` has a line feed where the file does; ``line`` is its first line.

    ``spans`` are in reading order and do not overlap.
    """

    kind: PassageKind
    language: LanguageTag
    text: str
    line: int
    spans: tuple[Span, ...] = ()

    def line_at(self, offset: int) -> int:
        """Return the line of the file that the character at ``offset`` is on."""
        return self.line + self.text.count("\n", 0, offset)

    def language_at(self, offset: int) -> LanguageTag:
        """Return the language that the character at ``offset`` is written in."""
        before = bisect_right(self.spans, offset, key=lambda span: span.start)
        span = self.spans[before - 1] if before else None
        return span.language if span and offset < span.end else self.language

    @property
    def own_words(self) -> str:
        """The text with what is in other languages replaced, at the same offsets."""
        if not self.spans:  # as in most passages
            return self.text
        pieces, start = [], 0
        for span in self.spans:
            pieces += [self.text[start : span.start], FOREIGN_LETTER * (span.end - span.start)]
            start = span.end
        return "".join((*pieces, self.text[start:]))
