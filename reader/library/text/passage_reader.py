"""The words of a file with the lines they stand at, for rules that judge how something is written. A Library does not keep them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from markdown_it.token import Token

from reader.library.model import LanguageTag

# Code and addresses are in no language. Source: ISO 639-2, "no linguistic content".
NO_LANGUAGE: Final = LanguageTag("zxx")
# Stands in for a letter that is not of the passage's own language.
FOREIGN_LETTER: Final = "\ufffc"


class PassageKind(StrEnum):
    """What a passage is to its file."""

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


_KINDS: Final[Mapping[str, PassageKind]] = {
    "heading": PassageKind.HEADING,
    "list_item": PassageKind.ITEM,
    "blockquote": PassageKind.QUOTE,
    "dt": PassageKind.TERM,
    "dd": PassageKind.DEFINITION,
    "th": PassageKind.CELL,
    "td": PassageKind.CELL,
}
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_CODE_BLOCKS: Final = frozenset({"fence", "code_block"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a passage, from ``start`` to before ``end``, that is in another language, or in none."""

    start: int
    end: int
    language: LanguageTag


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of words. ``text`` has a line feed where the file begins a new line; ``line`` is that of its first.

    ``spans`` are in reading order, none within another.
    """

    kind: PassageKind
    language: LanguageTag
    text: str
    line: int
    spans: tuple[Span, ...] = ()

    def line_at(self, offset: int) -> int:
        """Return the line of the file at which a letter of the text stands."""
        return self.line + self.text.count("\n", 0, offset)

    def language_at(self, offset: int) -> LanguageTag:
        """Return the language in which a letter of the text is written."""
        before = bisect_right(self.spans, offset, key=lambda span: span.start)
        span = self.spans[before - 1] if before else None
        return span.language if span and offset < span.end else self.language

    @property
    def own_words(self) -> str:
        """The text, as long as it is, with what is in other languages made unreadable."""
        pieces, start = [], 0
        for span in self.spans:
            pieces += [self.text[start : span.start], FOREIGN_LETTER * (span.end - span.start)]
            start = span.end
        return "".join((*pieces, self.text[start:]))


def passages(tokens: Sequence[Token], language: LanguageTag, first_line: int) -> Iterator[Passage]:
    """Yield the passages of a parsed Markdown text, in reading order. Anchors and addresses behind words are not in them."""
    inside: list[PassageKind] = []
    for token in tokens:
        kind = _KINDS.get(token.type.removesuffix("_open").removesuffix("_close"))
        line = first_line + (token.map[0] if token.map else 0)
        if kind and token.nesting > 0:
            inside.append(kind)
        elif kind:
            inside.pop()
        elif token.type in _CODE_BLOCKS:
            yield Passage(
                kind=PassageKind.CODE,
                language=NO_LANGUAGE,
                text=token.content,
                line=line + (token.type == "fence"),
            )
        elif token.type == "inline":
            text, spans = _words(token.children or [])
            yield Passage(
                kind=inside[-1] if inside else PassageKind.PARAGRAPH,
                language=language,
                text=text,
                line=line,
                spans=spans,
            )


def _words(children: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of inline tokens, and what of it is in another language. Of spans within spans the outer one counts."""
    text = ""
    spans: list[Span] = []
    depth, start, language = 0, 0, NO_LANGUAGE
    for child in children:
        begins = child.type == "span_open" or (child.type == "link_open" and child.info == "auto")
        ends = child.type == "span_close" or (child.type == "link_close" and child.info == "auto")
        if begins and not depth:
            start, language = len(text), LanguageTag(str(child.attrGet("lang") or NO_LANGUAGE))
        depth += begins - ends
        if ends and not depth:
            spans.append(Span(start=start, end=len(text), language=language))
        words = "\n" if child.type in _BREAKS else child.content
        if child.type == "code_inline" and not depth:
            spans.append(Span(start=len(text), end=len(text) + len(words), language=NO_LANGUAGE))
        text += words
    return text, tuple(spans)
