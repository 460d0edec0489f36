"""Extract the headings of a Markdown text: levels, anchors, and titles as plain text."""

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


def extract_headings(
    tokens: Sequence[Token], findings: FileFindings, first_line: int
) -> tuple[Heading, ...]:
    """Return the headings of a parsed text, and make each ``{#anchor}`` the ``id`` of its token.

    Levels are clamped to 2 to 4, since a page has one h1. Records the line of each ``#anchor``.
    """
    headings: list[Heading] = []
    anchors: set[str] = set()
    level_above = FIRST_LEVEL - 1
    for number, opening in enumerate(tokens):
        if opening.type != "heading_open":
            continue
        inline, closing = tokens[number + 1 : number + 3]
        line = first_line + (opening.map[0] if opening.map else 0)
        level = _level(int(opening.tag[1:]), level_above, line, findings)
        level_above = level
        opening.tag = closing.tag = f"h{level}"
        anchor = _extract_anchor(inline, line, findings)
        title = plain_words(inline.children or [])
        if not title:
            findings.add(FindingCode.HEADING_WITHOUT_WORDS, line)
        if anchor in anchors:
            findings.add(FindingCode.DUPLICATE_ANCHOR, line, anchor=anchor)
        elif anchor:
            anchors.add(anchor)
            findings.record_line(f"#{anchor}", line)
            opening.attrSet("id", anchor)
            headings.append(Heading(level=level, anchor=anchor, title=title))
    return tuple(headings)


def plain_words(children: Sequence[Token]) -> str:
    """Return the text of inline tokens, on one line."""
    pieces = (
        " " if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )
    return " ".join("".join(pieces).split())


def _level(level: int, level_above: int, line: int, findings: FileFindings) -> int:
    if not FIRST_LEVEL <= level <= LAST_LEVEL:
        findings.add(FindingCode.HEADING_LEVEL, line, level=str(level))
    elif level > level_above + 1:
        findings.add(FindingCode.HEADING_JUMP, line, level=str(level), above=str(level_above))
    return min(max(level, FIRST_LEVEL), LAST_LEVEL)


def _extract_anchor(inline: Token, line: int, findings: FileFindings) -> str:
    """Remove ``{#anchor}`` from the end of a heading and return it; "" if missing or invalid."""
    last = inline.children[-1] if inline.children else None
    words, brace, anchor = (
        last.content.rstrip().rpartition("{#") if last and last.type == "text" else ("", "", "")
    )
    if not last or not brace or not anchor.endswith("}"):
        findings.add(
            FindingCode.HEADING_WITHOUT_ANCHOR, line, title=plain_words(inline.children or [])
        )
        return ""
    last.content = words.rstrip()
    anchor = anchor[:-1].strip()
    if not SLUG.fullmatch(anchor):
        findings.add(FindingCode.WRONG_ANCHOR, line, anchor=anchor)
        return ""
    return anchor
