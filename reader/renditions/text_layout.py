"""Lay out blocks of text as a plain-text file, a block a line, with the marks of Markdown.

``#`` before headings, ``-`` or a number before items and facts, ``>`` before quotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from reader.library.text.plain_text import Block

# Pairs of blocks without an empty line between them.
_ADJACENT: Final = {
    ("item", "item"),
    ("term", "definition"),
    ("definition", "definition"),
    ("definition", "term"),
    ("term", "term"),
}
_TERM_AND_DEFINITION: Final = 2


def heading(level: int, text: str) -> Block:
    """Return a heading."""
    return Block(kind="heading", level=level, anchor=None, text=text)


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block(kind="paragraph", level=0, anchor=None, text=text)


def lay_out(blocks: Iterable[Block]) -> str:
    """Return blocks as a text, with a line feed at the end.

    A term with one definition shares its line.
    """
    lines: list[str] = []
    previous = None
    for block in _with_terms_defined(blocks):
        if previous and (previous.kind, block.kind) not in _ADJACENT:
            lines.append("")
        lines.append(_mark(block) + block.text)
        previous = block
    return "\n".join(lines) + "\n"


def _with_terms_defined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, with each term that has one definition as one block with it."""
    held: list[Block] = []
    for block in blocks:
        if held and block.kind == "definition":
            held.append(block)
            continue
        yield from _joined(held)
        held = [block] if block.kind == "term" else []
        if not held:
            yield block
    yield from _joined(held)


def _joined(held: Sequence[Block]) -> Iterator[Block]:
    if len(held) != _TERM_AND_DEFINITION:
        yield from held
        return
    term, definition = held
    colon = "" if term.text.endswith(("?", ":", "؟")) else ":"
    yield replace(term, text=f"{term.text}{colon} {definition.text}")


def _mark(block: Block) -> str:
    """Return what comes before a block."""
    match block.kind:
        case "heading":
            return "#" * block.level + " "
        case "item":
            mark = "-" if block.number is None else f"{block.number}."
            return "  " * (block.level - 1) + f"{mark} "
        case "quote":
            return "> "
        case "term":
            return "- "
        case "definition":
            return "  - "
    return ""
