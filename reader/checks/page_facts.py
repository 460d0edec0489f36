"""What a served page is made of: its elements in reading order, as the rules of a page ask for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

# Source: HTML, "Void elements".
VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element. ``text`` is all text within it, spaces collapsed; ``within`` are its ancestors, the outermost first."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    text: str
    within: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Every element of one page, in reading order; ``doctype`` says whether the page begins with ``<!doctype html>``."""

    elements: tuple[Element, ...]
    doctype: bool

    @property
    def listed(self) -> bool:
        """Whether search engines may list the page. Errors, results and stand-ins say ``noindex`` and promise no address of their own."""
        robots = (
            meta.attributes.get("content", "")
            for meta in self.all("meta")
            if meta.attributes.get("name") == "robots"
        )
        return not any("noindex" in content for content in robots)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of these tags, in reading order."""
        return (element for element in self.elements if element.tag in tags)

    def links(self, relation: str) -> list[Element]:
        """Return the ``<link>`` elements of a relation, such as ``canonical``."""
        return [
            link
            for link in self.all("link")
            if relation in link.attributes.get("rel", "").lower().split()
        ]

    def ids(self) -> frozenset[str]:
        """Return every id on the page."""
        return frozenset(
            element.attributes["id"] for element in self.elements if "id" in element.attributes
        )


def read_page(html: str) -> PageFacts:
    """Return the facts of a page. Never raises: what is not HTML has few elements."""
    reader = _PageParser()
    reader.feed(html)
    reader.close()
    finished: dict[int, Element] = {}
    for number, draft in enumerate(reader.drafts):
        finished[number] = Element(
            tag=draft.tag,
            attributes=draft.attributes,
            line=draft.line,
            text=" ".join("".join(draft.pieces).split()),
            within=tuple(finished[ancestor] for ancestor in draft.within),
        )
    return PageFacts(elements=tuple(finished.values()), doctype=reader.doctype)


@dataclass(slots=True, kw_only=True)
class _OpenElement:
    """An element while it is read. ``within`` are the numbers of its ancestors."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    within: tuple[int, ...]
    pieces: list[str] = field(default_factory=list)


class _PageParser(HTMLParser):
    """Collect drafts. An end tag that closes nothing is passed over: conformance is judged elsewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[_OpenElement] = []
        self.doctype = False
        self._open: list[int] = []

    def handle_decl(self, decl: str) -> None:
        self.doctype = self.doctype or (decl.strip().lower() == "doctype html" and not self.drafts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        self.drafts.append(
            _OpenElement(
                tag=tag, attributes=attributes, line=self.getpos()[0], within=tuple(self._open)
            )
        )
        if tag not in VOID:
            self._open.append(len(self.drafts) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tags = [self.drafts[number].tag for number in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        for number in self._open:
            self.drafts[number].pieces.append(data)
