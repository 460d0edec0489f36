"""Write HTML, and write it again for another place: deeper headings, other links.

Elements are closed as XML wants it, which HTML allows, so that one text serves web pages and EPUB.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Final

from reader.library.model import LanguageTag
from reader.library.patterns import is_web_address
from reader.library.text.text_direction import direction

_VOID: Final = frozenset({"br", "hr"})
_HEADING: Final = re.compile(r"h[1-6]")
_DEEPEST: Final = 6
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]|[^@\s<>\"']+@[^@\s<>\"']+\w")


def element(name: str, content: str, **attributes: str | None) -> str:
    """Return an element with content that is HTML already, without attributes that are None."""
    written = "".join(
        f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"


def paragraph(words: str) -> str:
    """Return words as a paragraph, with its addresses as links."""
    return element("p", linked(words))


def bullets(lines: Iterable[str], name: str = "ul") -> str:
    """Return lines, HTML already, as a list."""
    return element(name, "".join(element("li", line) for line in lines))


def linked(words: str) -> str:
    """Return words as HTML, with web and mail addresses as links."""
    if is_web_address(words):
        return element("a", escape(words), href=words)
    pieces, start = [], 0
    for match in _ADDRESS.finditer(words):
        scheme = "" if "://" in match[0] else "mailto:"
        link = element("a", escape(match[0]), href=scheme + match[0])
        pieces += [escape(words[start : match.start()], quote=False), link]
        start = match.end()
    return "".join([*pieces, escape(words[start:], quote=False)])


def in_language(html: str, tag: LanguageTag, around: LanguageTag, name: str = "div") -> str:
    """Return HTML in an element that says its language, unless that is the one around it.

    Source: WCAG 3.1.2.
    """
    if tag == around or not html:
        return html
    differs = direction(tag) != direction(around)
    return element(name, html, lang=tag, dir=direction(tag) if differs else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupChanges:
    """What ``rewrite`` changes.

    Headings become ``deeper`` by so many levels. ``link`` takes the target of a link, and returns
    the new one. ``after_link`` takes target and words, and returns what to write after them.
    ``anchor_prefix`` goes before every ``id``. With ``for_xml``, languages are named as XML does.
    """

    deeper: int = 0
    link: Callable[[str], str] = str
    after_link: Callable[[str, str], str] = lambda target, words: ""  # noqa: ARG005
    anchor_prefix: str = ""
    for_xml: bool = False


def rewrite(html: str, changes: MarkupChanges) -> str:
    """Return well-formed HTML with changes. Character references become characters."""
    writer = _Rewriter(changes)
    writer.feed(html)
    writer.close()
    return "".join(writer.written)


class _Rewriter(HTMLParser):
    def __init__(self, changes: MarkupChanges) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._changes = changes
        self._target: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(self._attribute(name, value or "") for name, value in attrs)
        if tag == "a":
            self._target, self._words = attributes.get("href"), []
        if self._changes.for_xml and "lang" in attributes:
            attributes["xml:lang"] = attributes["lang"]
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.written.append(f"<{self._name(tag)}{written}{'/' if tag in _VOID else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.written.append(f"</{self._name(tag)}>")
        if tag == "a" and self._target:
            self.written.append(self._changes.after_link(self._target, "".join(self._words)))

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        self.written.append(escape(data, quote=False))

    def _attribute(self, name: str, value: str) -> tuple[str, str]:
        if name == "href":
            return name, self._changes.link(value)
        return name, self._changes.anchor_prefix + value if name == "id" else value

    def _name(self, tag: str) -> str:
        if not _HEADING.fullmatch(tag):
            return tag
        return f"h{min(int(tag[1]) + self._changes.deeper, _DEEPEST)}"
