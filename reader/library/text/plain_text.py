"""Extract plain text from sanitised HTML, in reading order, for search and text files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final, Literal

from reader.library.model import Html
from reader.library.text.sanitized_reader import SanitizedReader

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
# A paragraph inside one of these is not a block of its own kind.
_CONTAINERS: Final = frozenset({"li", "blockquote", "dd"})
_WORD: Final = re.compile(r"\w+(?:['’·.-]\w+)*")
# Tags as the sanitiser writes them: those that stand between two words, and all.
_ATTRIBUTES: Final = r'(?: [a-z-]+="[^"]*")*'
_TAG_BETWEEN: Final = re.compile(
    rf"</?(?:{'|'.join((*_KINDS, *_LISTS, *_VOID, *_CELLS))}){_ATTRIBUTES}>"
)
_TAG: Final = re.compile(rf"</?[a-z][a-z0-9]*{_ATTRIBUTES}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a text. A row of a table is an item of level 1.

    ``level``: 2 to 4 of a heading, the depth of the list, from 1, of an item; otherwise 0.
    ``anchor``: that of the heading, or of the nearest one above. ``number``: that of an item in an
    ordered list.
    """

    kind: BlockKind
    level: int
    anchor: str | None
    text: str
    number: int | None = None


def blocks(html: Html) -> tuple[Block, ...]:
    """Return the blocks of a sanitised text, in reading order, with whitespace collapsed."""
    reader = _TextExtractor()
    reader.feed(html)
    reader.close()
    reader.finish_block()
    return tuple(reader.blocks)


def word_count(html: Html) -> int:
    """Return the number of words in a sanitised text."""
    return len(_WORD.findall(plain(html)))


def plain(html: Html) -> str:
    """Return the words of all blocks of a sanitised text, in reading order, and nothing else."""
    return unescape(_TAG.sub("", _TAG_BETWEEN.sub("\n", html)))


class _TextExtractor(SanitizedReader):
    """Collect text until a block begins or ends; the open elements decide its kind."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[str] = []
        self._numbers: list[int | None] = []
        self._words: list[str] = []
        self._anchor: str | None = None
        self._number: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID or tag in _CELLS:
            self._words.append(" ")
        attributes = dict(attrs)
        if tag in _LISTS:
            self.finish_block()
            start = attributes.get("start") or "1"
            self._numbers.append(
                (int(start) if start.isdecimal() else 1) - 1 if tag == "ol" else None
            )
        if tag not in _KINDS:
            return
        self.finish_block()
        if _KINDS[tag] == "heading":
            self._anchor = attributes.get("id") or self._anchor
        if tag == "li" and self._numbers and self._numbers[-1] is not None:
            self._number = self._numbers[-1] = self._numbers[-1] + 1
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        # The sanitiser closes every element, so the one that ends is the innermost.
        if tag not in _LISTS and tag not in _KINDS:
            return
        self.finish_block()
        self._number = None
        (self._numbers if tag in _LISTS else self._open).pop()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def finish_block(self) -> None:
        """Make a block of the text collected so far."""
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
            if tag == "p" and not _CONTAINERS.isdisjoint(self._open):
                continue
            kind = _KINDS[tag]
            if kind == "heading":
                return kind, int(tag[1])
            return kind, max(1, len(self._numbers)) if kind == "item" else 0
        return "paragraph", 0
