"""Headings of a Markdown text: their anchors, their order, the plain words of their titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markdown_it.token import Token

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.model import Heading
from reader.library.patterns import SLUG

FIRST_LEVEL: Final = 2
LAST_LEVEL: Final = 4


def take_headings(
    tokens: Sequence[Token], report: FileFindings, first_line: int
) -> tuple[Heading, ...]:
    """Return the headings of a parsed text, and move each anchor from the heading's words into its ``id``.

    A level outside 2 to 4 is brought inside, so that what is shown has one h1. Marks ``#anchor`` in the report.
    """
    headings: list[Heading] = []
    anchors: set[str] = set()
    level_above = FIRST_LEVEL - 1
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        line = first_line + (opening.map[0] if opening.map else 0)
        level = _level(int(opening.tag[1:]), level_above, line, report)
        level_above = level
        opening.tag = closing.tag = f"h{level}"
        anchor = _take_anchor(inline, line, report)
        title = plain_words(inline.children or [])
        if not title:
            report.add(FindingCode.HEADING_WITHOUT_WORDS, line)
        if anchor in anchors:
            report.add(FindingCode.DUPLICATE_ANCHOR, line, anchor=anchor)
        elif anchor:
            anchors.add(anchor)
            report.mark(f"#{anchor}", line)
            opening.attrSet("id", anchor)
            headings.append(Heading(level=level, anchor=anchor, title=title))
    return tuple(headings)


def plain_words(children: Sequence[Token]) -> str:
    """Return the words of inline tokens, on one line."""
    pieces = (
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )
    return " ".join("".join(pieces).split())


def _level(level: int, level_above: int, line: int, report: FileFindings) -> int:
    if not FIRST_LEVEL <= level <= LAST_LEVEL:
        report.add(FindingCode.HEADING_LEVEL, line, level=str(level))
    elif level > level_above + 1:
        report.add(FindingCode.HEADING_JUMP, line, level=str(level), above=str(level_above))
    return min(max(level, FIRST_LEVEL), LAST_LEVEL)


def _take_anchor(inline: Token, line: int, report: FileFindings) -> str:
    """Cut ``{#anchor}`` off the end of a heading and return it; an empty text where there is none or it is wrong."""
    last = inline.children[-1] if inline.children else None
    words, brace, anchor = (
        last.content.rstrip().rpartition("{#") if last and last.type == "text" else ("", "", "")
    )
    if not last or not brace or not anchor.endswith("}"):
        report.add(
            FindingCode.HEADING_WITHOUT_ANCHOR, line, title=plain_words(inline.children or [])
        )
        return ""
    last.content = words.rstrip()
    anchor = anchor[:-1].strip()
    if not SLUG.fullmatch(anchor):
        report.add(FindingCode.WRONG_ANCHOR, line, anchor=anchor)
        return ""
    return anchor
