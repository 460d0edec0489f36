"""The elements of a served page in reading order, as the rules of a page need them.

A build checks every page, so a page is read with one pattern: ``html.parser`` takes three times as
long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

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

# The one form in which templates, sanitiser and minifier write a tag. All browsers read it alike.
# Its white space is that of HTML, which is less than that of Unicode. Source: HTML, "Tokenization".
_ATTRIBUTE: Final = re.compile(r'[ \t\n\f\r]+([^\s"\'<>/=]+)(?:="([^"]*)")?')
ATTRIBUTES: Final = r'(?:[ \t\n\f\r]+[^\s"\'<>/=]+(?:="[^"]*")?)*'
_TAG: Final = rf"(/?)([a-z][a-z0-9]*)({ATTRIBUTES})[ \t\n\f\r]*>"
# What a "<" begins, and the text after it.
_TOKEN: Final = re.compile(rf"<(?:{_TAG}|(!doctype html>))?([^<]*)")
_STRAY_CHARACTERS: Final = 60
# Most tags stand on many pages.
REMEMBERED_TAGS: Final = 4_096


class Element(NamedTuple):
    """One element: a tuple, because a build makes a hundred for each page.

    ``written`` are its attributes as they stand in the page; ``within`` are its ancestors, the
    outermost first; ``token`` is the number of its tag in ``source``.
    """

    tag: str
    written: str
    attributes: Mapping[str, str]
    within: tuple[Element, ...]
    token: int
    source: PageSource

    @property
    def text(self) -> str:
        """All text within it, spaces collapsed."""
        return self.source.text(self.token)

    @property
    def line(self) -> int:
        """The line of its tag, counted from 1."""
        return self.source.line(self.token)


class PageSource:
    """The HTML of a page, and the number of the token before which each of its elements ends."""

    def __init__(self, html: str) -> None:
        self._html = html
        self.tokens: list[tuple[str, str, str, str, str]] = _TOKEN.findall(html)
        self.ends: dict[int, int] = {}

    def text(self, token: int) -> str:
        """Return the text of an element, spaces collapsed."""
        inside = self.tokens[token : self.ends.get(token)]
        return " ".join(unescape("".join([text for _, _, _, _, text in inside])).split())

    def line(self, token: int) -> int:
        """Return the line of a token, counted from 1."""
        return self._html.count("\n", 0, self._starts[token]) + 1

    def beginning(self, token: int) -> str:
        """Return the first characters of a token and of what follows it."""
        start = self._starts[token]
        return self._html[start : start + _STRAY_CHARACTERS]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each token starts: only needed where something is wrong."""
        return [token.start() for token in _TOKEN.finditer(self._html)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A ``<`` that begins no tag in the one form, with the characters after it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Every element of one page, in reading order, and every ``<`` that makes none.

    ``doctype`` says whether the page begins with ``<!doctype html>``.
    """

    elements: tuple[Element, ...]
    by_tag: Mapping[str, Sequence[Element]]
    by_attribute: Mapping[str, Sequence[Element]]
    strays: tuple[Stray, ...]
    doctype: bool

    @property
    def listed(self) -> bool:
        """Whether search engines may list the page.

        Errors, results and stand-ins have ``noindex`` and no canonical address of their own.
        """
        robots = (
            meta.attributes.get("content", "")
            for meta in self.all("meta")
            if meta.attributes.get("name") == "robots"
        )
        return not any("noindex" in content for content in robots)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of these tags, in reading order."""
        found = chain.from_iterable(self.by_tag.get(tag, ()) for tag in tags)
        return iter(sorted(found, key=attrgetter("token")))

    def links(self, relation: str) -> list[Element]:
        """Return the ``<link>`` elements of a relation, such as ``canonical``."""
        return [
            link
            for link in self.all("link")
            if relation in link.attributes.get("rel", "").lower().split()
        ]

    def ids(self) -> frozenset[str]:
        """Return every id on the page."""
        return frozenset(element.attributes["id"] for element in self.by_attribute.get("id", ()))


def read_page(html: str) -> PageFacts:
    """Return the facts of a page. Never raises: other text has few elements and many strays."""
    source = PageSource(html)
    elements: list[Element] = []
    strays: list[Stray] = []
    open_: list[Element] = []
    for token, (end, tag, written, doctype, _) in enumerate(source.tokens):
        if end:
            _close(open_, tag, token)
        elif tag:
            element = Element(tag, written, read_attributes(written), tuple(open_), token, source)
            elements.append(element)
            if tag in VOID:
                source.ends[token] = token
            else:
                open_.append(element)
        elif not doctype or token:
            strays.append(Stray(line=source.line(token), text=source.beginning(token)))
    by_tag, by_attribute = defaultdict(list), defaultdict(list)
    for element in elements:
        by_tag[element.tag].append(element)
        for name in element.attributes:
            by_attribute[name].append(element)
    return PageFacts(
        elements=tuple(elements),
        by_tag=by_tag,
        by_attribute=by_attribute,
        strays=tuple(strays),
        doctype=bool(source.tokens and source.tokens[0][3]),
    )


def _close(open_: list[Element], tag: str, token: int) -> None:
    """End the innermost open element of a tag and all that is open in it.

    An end tag that closes nothing is ignored.
    """
    for depth in range(len(open_) - 1, -1, -1):
        if open_[depth].tag == tag:
            for element in open_[depth:]:
                element.source.ends[element.token] = token
            del open_[depth:]
            return


@lru_cache(REMEMBERED_TAGS)
def read_attributes(written: str) -> Mapping[str, str]:
    """Return the attributes of a tag. Of two of one name the first counts, as in a browser."""
    found = {name: unescape(value) for name, value in reversed(_ATTRIBUTE.findall(written))}
    return MappingProxyType(found)
