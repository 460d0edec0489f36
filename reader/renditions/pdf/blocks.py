"""A chapter as nested data that the template lays out, never as markup made of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, TypeAlias

Json: TypeAlias = dict[str, object]
# Words, or an element with words in it.
Inline: TypeAlias = "str | Json"

_SPACE: Final = re.compile(r"[ \t\n\r]+")
_VOID: Final = frozenset({"br", "hr"})
_INLINE: Final = frozenset({"a", "abbr", "br", "code", "em", "span", "strong"})
_HEADINGS: Final[Mapping[str, int]] = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class _MarkupNode:
    """An element of HTML; ``content`` are words and other elements."""

    name: str
    attributes: Mapping[str, str]
    content: list[str | _MarkupNode] = field(default_factory=list)


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_MarkupNode("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _MarkupNode(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def blocks_of(html: str) -> list[Json]:
    """Return well-formed HTML as blocks. Each has its kind as ``t``; ``c`` is what it holds."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return list(_blocks(builder.open[0].content))


def _blocks(content: Iterable[str | _MarkupNode]) -> Iterator[Json]:
    """Yield blocks; words that stand between them are paragraphs."""
    words: list[str | _MarkupNode] = []
    for each in content:
        if isinstance(each, str) or each.name in _INLINE:
            words.append(each)
            continue
        yield from _paragraph(words)
        words = []
        yield from _BLOCKS[each.name](each)
    yield from _paragraph(words)


def _paragraph(words: list[str | _MarkupNode]) -> Iterator[Json]:
    inline = _inline(words)
    if any(not isinstance(each, str) or each.strip() for each in inline):
        yield {"t": "p", "c": inline}


def _heading(element: _MarkupNode) -> Iterator[Json]:
    yield {
        "t": "h",
        "l": _HEADINGS[element.name],
        "id": element.attributes.get("id", ""),
        "c": _inline(element.content),
    }


def _items(element: _MarkupNode) -> list[list[Json]]:
    return [list(_blocks(item.content)) for item in _elements(element.content) if item.name == "li"]


def _bullets(element: _MarkupNode) -> Iterator[Json]:
    yield {"t": "ul", "c": _items(element)}


def _numbered(element: _MarkupNode) -> Iterator[Json]:
    yield {"t": "ol", "start": int(element.attributes.get("start", "1")), "c": _items(element)}


def _definitions(element: _MarkupNode) -> Iterator[Json]:
    entries: list[tuple[list[Inline], list[list[Json]]]] = []
    for each in _elements(element.content):
        if each.name == "dt":
            entries.append((_inline(each.content), []))
        elif entries:
            entries[-1][1].append(list(_blocks(each.content)))
    yield {"t": "dl", "c": [{"term": term, "c": defined} for term, defined in entries]}


def _table(element: _MarkupNode) -> Iterator[Json]:
    rows = [row for row in _descendants(element) if row.name == "tr"]
    yield {
        "t": "table",
        "c": [
            [
                {"head": cell.name == "th", "c": _inline(cell.content)}
                for cell in _elements(row.content)
            ]
            for row in rows
        ],
    }


def _quotation(element: _MarkupNode) -> Iterator[Json]:
    yield {"t": "quote", "c": list(_blocks(element.content))}


def _language(element: _MarkupNode) -> Iterator[Json]:
    yield {"t": "lang", "lang": element.attributes["lang"], "c": list(_blocks(element.content))}


def _code(element: _MarkupNode) -> Iterator[Json]:
    yield {"t": "pre", "c": _inline(element.content)}


def _inside(element: _MarkupNode) -> Iterator[Json]:
    yield from _blocks(element.content)


def _nothing(_element: _MarkupNode) -> Iterator[Json]:
    return iter(())


_BLOCKS: Final[Mapping[str, Callable[[_MarkupNode], Iterator[Json]]]] = {
    **dict.fromkeys(_HEADINGS, _heading),
    "p": _inside,
    "ul": _bullets,
    "ol": _numbered,
    "dl": _definitions,
    "table": _table,
    "blockquote": _quotation,
    "div": _language,
    "pre": _code,
    "hr": _nothing,
}


def _inline(content: Iterable[str | _MarkupNode]) -> list[Inline]:
    return [_SPACE.sub(" ", each) if isinstance(each, str) else _word(each) for each in content]


def _word(element: _MarkupNode) -> Json:
    content = _inline(element.content)
    if element.name == "a":
        return {"t": "a", "href": element.attributes.get("href", ""), "c": content}
    if element.name == "span" and "lang" in element.attributes:
        return {"t": "lang", "lang": element.attributes["lang"], "c": content}
    return {"t": element.name, "c": content}


def _elements(content: Iterable[str | _MarkupNode]) -> Iterator[_MarkupNode]:
    return (each for each in content if isinstance(each, _MarkupNode))


def _descendants(element: _MarkupNode) -> Iterator[_MarkupNode]:
    for each in _elements(element.content):
        yield each
        yield from _descendants(each)
