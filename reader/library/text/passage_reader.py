"""Read the passages of a parsed Markdown text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markdown_it.token import Token

from reader.library.model import LanguageTag
from reader.library.passages import NO_LANGUAGE, Passage, PassageKind, Span

_KINDS: Final[Mapping[str, PassageKind]] = {
    "heading": PassageKind.HEADING,
    "list_item": PassageKind.ITEM,
    "blockquote": PassageKind.QUOTE,
    "dt": PassageKind.TERM,
    "dd": PassageKind.DEFINITION,
    "th": PassageKind.CELL,
    "td": PassageKind.CELL,
}
# Type of a token → the kind of what it opens or closes.
_OPENS: Final = {f"{element}_open": kind for element, kind in _KINDS.items()}
_CLOSES: Final = frozenset(f"{element}_close" for element in _KINDS)
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_CODE_BLOCKS: Final = frozenset({"fence", "code_block"})


def passages(tokens: Sequence[Token], language: LanguageTag, first_line: int) -> Iterator[Passage]:
    """Yield the passages of a parsed text, in reading order, without anchors and link targets."""
    open_kinds: list[PassageKind] = []
    for token in tokens:
        name = token.type
        if name == "inline":
            text, spans = _text_and_spans(token.children or [])
            yield Passage(
                kind=open_kinds[-1] if open_kinds else PassageKind.PARAGRAPH,
                language=language,
                text=text,
                line=first_line + (token.map[0] if token.map else 0),
                spans=spans,
            )
        elif name in _OPENS:
            open_kinds.append(_OPENS[name])
        elif name in _CLOSES:
            open_kinds.pop()
        elif name in _CODE_BLOCKS:
            line = first_line + (token.map[0] if token.map else 0)
            yield Passage(
                kind=PassageKind.CODE,
                language=NO_LANGUAGE,
                text=token.content,
                line=line + (name == "fence"),
            )


def _text_and_spans(children: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of inline tokens, and its outermost spans in other languages."""
    if len(children) == 1 and children[0].type == "text":  # as in most passages
        return children[0].content, ()
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
