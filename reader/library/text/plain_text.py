"""Sanitised HTML → plain text in reading order, for search and for text files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Literal

from reader.library.model import Html

BlockKind = Literal["heading", "paragraph", "item", "quote", "term", "definition"]

_KINDS: Final[Mapping[str, BlockKind]] = {
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "p": "paragraph",
    "pre": "paragraph",
    "li": "item",
    "tr": "item",
    "blockquote": "quote",
    "dt": "term",
    "dd": "definition",
}
_LISTS: Final = frozenset({"ul", "ol"})
_VOID: Final = frozenset({"br", "hr"})
_CELLS: Final = frozenset({"th", "td"})
# A paragraph inside one of these is that thing's words.
_HOLDERS: Final = frozenset({"li", "blockquote", "dd"})
_WORD: Final = re.compile(r"\w+(?:['’·.-]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a text. ``level``: of a heading 2 to 4, of an item how deep its list stands, from 1; else 0.

    ``anchor`` is of the nearest heading above, or the heading's own. ``number`` is an item's in a numbered list. A row of a
    table is an item of level 1.
    """

    kind: BlockKind
    level: int
    anchor: str | None
    text: str
    number: int | None = None


def blocks(html: Html) -> tuple[Block, ...]:
    """Return the text of a sanitised body, block by block, in reading order. Spaces and line breaks become one space."""
    reader = _TextExtractor()
    reader.feed(html)
    reader.close()
    reader.finish_block()
    return tuple(reader.blocks)


def word_count(html: Html) -> int:
    """Return how many words a body has."""
    return sum(len(_WORD.findall(block.text)) for block in blocks(html))


class _TextExtractor(HTMLParser):
    """Gather text until a block begins or ends; what stood open says what kind of block it was."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[str] = []
        self._numbers: list[int | None] = []
        self._words: list[str] = []
        self._anchor: str | None = None
        self._number: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or tag in _CELLS:
            self._words.append(" ")
        given = dict(attrs)
        if tag in _LISTS:
            self.finish_block()
            start = given.get("start") or "1"
            self._numbers.append(
                (int(start) if start.isdecimal() else 1) - 1 if tag == "ol" else None
            )
        if tag not in _KINDS:
            return
        self.finish_block()
        if _KINDS[tag] == "heading":
            self._anchor = given.get("id") or self._anchor
        if tag == "li" and self._numbers and self._numbers[-1] is not None:
            self._number = self._numbers[-1] = self._numbers[-1] + 1
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        # The sanitiser nests and closes every tag, so what ends is the innermost of its kind.
        if tag not in _LISTS and tag not in _KINDS:
            return
        self.finish_block()
        self._number = None
        (self._numbers if tag in _LISTS else self._open).pop()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def finish_block(self) -> None:
        """Make a block of the text gathered so far."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text:
            return
        kind, level = self._kind()
        self.blocks.append(
            Block(kind=kind, level=level, anchor=self._anchor, text=text, number=self._number)
        )
        self._number = None

    def _kind(self) -> tuple[BlockKind, int]:
        for tag in reversed(self._open):
            if tag == "p" and any(holder in _HOLDERS for holder in self._open):
                continue
            kind = _KINDS[tag]
            if kind == "heading":
                return kind, int(tag[1])
            return kind, max(1, len(self._numbers)) if kind == "item" else 0
        return "paragraph", 0
