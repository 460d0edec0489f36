"""Markdown → sanitised HTML. ``Html`` is made here and nowhere else.

CommonMark, tables, definition lists, ``{#anchor}`` after a heading and ``[words]{lang=xx}``; nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin

from reader.library import characters
from reader.library.codes import Code
from reader.library.direction import direction
from reader.library.links import is_allowed, localized
from reader.library.model import Html, LanguageTag, Text
from reader.library.outline import plain_words, take_headings
from reader.library.prose import passages
from reader.library.report import FileReport
from reader.library.values import LANGUAGE_TAG

# What a text may hold: its elements, and which attributes each of them may have.
TAGS: Final = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "span", "br", "hr"),
    *("abbr", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
ATTRIBUTES: Final = {
    **{heading: {"id"} for heading in ("h2", "h3", "h4")},
    "a": {"href", "title"},
    "abbr": {"title"},
    "span": {"lang", "dir"},
    "ol": {"start"},
    "th": {"scope"},
}
_SCHEMES: Final = {"https", "http", "mailto", "tel"}


class Markup:
    """One parser and one sanitiser, made once and used for every file."""

    def __init__(self) -> None:
        # Raw HTML is recognized so that it can be refused at its line; its tokens never reach the renderer as HTML.
        self._parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(deflist_plugin)
        self._parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
        # Every link becomes a token, so that a forbidden one can be found; none of them keeps its address.
        self._parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
        self._cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)

    def render(self, markdown: str, language: LanguageTag, report: FileReport, first_line: int = 1) -> Text:
        """Return a text ready to be shown in one language. Never raises; what was wrong is in ``report``.

        ``first_line`` is the line of the text in its file. Links to the library lead to ``language``.
        """
        tokens = self._parser.parse(markdown)
        for token, line in _with_lines(tokens, first_line):
            if check := _CHECKS.get(token.type):
                check(token, line, language, report)
        headings = take_headings(tokens, report, first_line)
        report.prose += passages(tokens, language, first_line)
        return Text(html=self.sanitized(self._parser.renderer.render(tokens, self._parser.options, {})), headings=headings)

    def sanitized(self, html: str) -> Html:
        """Return HTML with nothing in it but what a text may hold. What is sanitised already stays as it is."""
        return Html(self._cleaner.clean(html))


def _with_lines(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    """Yield every token, blocks and what is in them, with its line in the file."""
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        yield token, line
        inner = line
        for child in token.children or ():
            yield child, inner
            inner += child.content.count("\n") + (child.type in ("softbreak", "hardbreak"))


def _check_inline(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:  # noqa: ARG001
    """Find strange characters that were written as ``&#…;``, and links without words."""
    children = token.children or []
    shown = "".join("\n" if child.type in ("softbreak", "hardbreak") else child.content for child in children)
    if characters.check(shown, report, line) != shown:
        for child in children:
            child.content = characters.clean(child.content)
    words: str | None = None
    for child in children:
        if child.type == "link_close" and words is not None and not words.strip():
            report.add(Code.LINK_WITHOUT_WORDS, line)
        words = "" if child.type == "link_open" else words + child.content if words is not None else None


def _check_html(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:  # noqa: ARG001
    """Refuse raw HTML. It is shown as the text it is."""
    report.add(Code.RAW_HTML, line, html=token.content.strip())
    token.type = "text"


def _check_image(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:  # noqa: ARG001
    """Refuse an image. Its description is shown."""
    report.add(Code.IMAGE, line)
    token.type, token.content = "text", plain_words(token.children or [])


def _check_link(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:
    """Lead a link into its language, or take its address away where it may not lead there."""
    target = str(token.attrGet("href") or "")
    if not is_allowed(target):
        report.add(Code.FORBIDDEN_LINK, line, target=target)
        del token.attrs["href"]
        return
    shown = localized(target, language)
    report.mark(shown, line)
    token.attrSet("href", shown)


def _check_span(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:
    """Take only a language from the braces after ``[words]``."""
    if "insecure_attrs" in token.meta or not LANGUAGE_TAG.fullmatch(str(token.attrGet("lang") or "")):
        report.add(Code.WRONG_SPAN, line)
        token.attrs = {}
        return
    # Only where the words run the other way: a browser then keeps their punctuation, and ours, on the right side.
    inside = direction(LanguageTag(str(token.attrGet("lang"))))
    if inside != direction(language):
        token.attrSet("dir", inside)


def _check_column_head(token: Token, line: int, language: LanguageTag, report: FileReport) -> None:  # noqa: ARG001
    """Say that a table's head is of its column, for those who hear the table."""
    token.attrSet("scope", "col")


_CHECKS: Final[Mapping[str, Callable[[Token, int, LanguageTag, FileReport], None]]] = {
    "inline": _check_inline,
    "html_block": _check_html,
    "html_inline": _check_html,
    "image": _check_image,
    "link_open": _check_link,
    "span_open": _check_span,
    "th_open": _check_column_head,
}
