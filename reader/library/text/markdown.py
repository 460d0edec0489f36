"""Markdown → sanitised HTML. ``Html`` is made here and nowhere else.

CommonMark, tables, definition lists, ``{#anchor}`` after a heading and ``[words]{lang=xx}``; nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.model import Html, LanguageTag, Text
from reader.library.patterns import LANGUAGE_TAG
from reader.library.text import bad_characters
from reader.library.text.headings import plain_words, take_headings
from reader.library.text.links import is_allowed, localized
from reader.library.text.passage_reader import passages
from reader.library.text.table_cells import MOST_MISSING_CELLS, bounded_table, refused_table
from reader.library.text.text_direction import direction

_TAGS: Final = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "a",
        "span",
        "br",
        "hr",
    ),
    *("abbr", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}
_ATTRIBUTES: Final = {
    **{heading: {"id"} for heading in ("h2", "h3", "h4")},
    "a": {"href", "title"},
    "abbr": {"title"},
    "span": {"lang", "dir"},
    "ol": {"start"},
    "th": {"scope"},
}
_SCHEMES: Final = {"https", "http", "mailto", "tel"}

# Old browsers and many servers take no more; sitemaps.org allows 2,048.
LONGEST_ADDRESS: Final = 2_000
# A reference is written once and used many times: without a bound, a file of 95 kB takes gigabytes.
# The texts in content/ grow by a third at most.
MOST_GROWTH: Final = 20
# Of a shorter text, the tags alone can be more.
_SHORT_TEXT: Final = 100


class MarkdownRenderer:
    """One parser and one sanitiser, made once and used for every file."""

    def __init__(self) -> None:
        # Raw HTML is recognized so that it can be refused at its line; its tokens never reach the renderer as HTML.
        self._parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(deflist_plugin)
        self._parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
        self._parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
        # Every link becomes a token, so that a forbidden one can be found; none of them keeps its address.
        self._parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
        self._cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
        )

    def render(
        self, markdown: str, language: LanguageTag, report: FileFindings, first_line: int = 1
    ) -> Text:
        """Return a text ready to be shown in one language. Never raises; what was wrong is in ``report``.

        ``first_line`` is the line of the text in its file. Links to the library lead to ``language``.
        """
        env: dict[str, object] = {}
        tokens = self._parser.parse(markdown, env)
        table_line = refused_table(env)
        if table_line is not None:
            report.add(
                FindingCode.TABLE_WITH_GAPS, first_line + table_line, most=str(MOST_MISSING_CELLS)
            )
        limit = MOST_GROWTH * max(len(markdown), _SHORT_TEXT)
        line_beyond = _line_beyond(tokens, first_line, limit)
        if line_beyond:
            report.add(FindingCode.TEXT_EXPANDS, line_beyond, times=str(MOST_GROWTH))
            return Text(html=Html(""), headings=take_headings(tokens, report, first_line))
        for token, line in _with_lines(tokens, first_line):
            if check := _CHECKS.get(token.type):
                check(token, line, language, report)
        headings = take_headings(tokens, report, first_line)
        report.prose += passages(tokens, language, first_line)
        return Text(
            html=self.sanitized(self._parser.renderer.render(tokens, self._parser.options, {})),
            headings=headings,
        )

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


def _line_beyond(tokens: Sequence[Token], first_line: int, limit: int) -> int | None:
    """Return the line at which a text would be rendered as more than ``limit`` characters, or None."""
    length = 0
    for token, line in _with_lines(tokens, first_line):
        length += _rendered_length(token)
        if length > limit:
            return line
    return None


def _rendered_length(token: Token) -> int:
    """Return about how many characters a token becomes: tag, content, attributes that are kept."""
    if token.type == "inline":  # its children are counted
        return 0
    kept = _ATTRIBUTES.get(token.tag, ())
    values = (str(value) for name, value in token.attrs.items() if name in kept)
    tag_length = len(f"</{token.tag}>") if token.tag else 0
    return tag_length + sum(len(escape(each)) for each in (token.content, *values))


def _check_inline(token: Token, line: int, language: LanguageTag, report: FileFindings) -> None:  # noqa: ARG001
    """Find strange characters that were written as ``&#…;``, and links without words."""
    children = token.children or []
    shown = "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )
    if bad_characters.check(shown, report, line) != shown:
        for child in children:
            child.content = bad_characters.clean(child.content)
    words: str | None = None
    for child in children:
        if child.type == "link_close" and words is not None and not words.strip():
            report.add(FindingCode.LINK_WITHOUT_WORDS, line)
        words = (
            ""
            if child.type == "link_open"
            else words + child.content
            if words is not None
            else None
        )


def _check_html(token: Token, line: int, language: LanguageTag, report: FileFindings) -> None:  # noqa: ARG001
    """Refuse raw HTML. It is shown as the text it is."""
    report.add(FindingCode.RAW_HTML, line, html=token.content.strip())
    token.type = "text"


def _check_image(token: Token, line: int, language: LanguageTag, report: FileFindings) -> None:  # noqa: ARG001
    """Refuse an image. Its description is shown."""
    report.add(FindingCode.IMAGE, line)
    token.type, token.content = "text", plain_words(token.children or [])


def _check_link(token: Token, line: int, language: LanguageTag, report: FileFindings) -> None:
    """Lead a link into its language, or take its address away where it may not lead there."""
    target = str(token.attrGet("href") or "")
    if not is_allowed(target):
        report.add(FindingCode.FORBIDDEN_LINK, line, target=target)
        del token.attrs["href"]
        return
    if len(target) > LONGEST_ADDRESS:
        report.add(FindingCode.LONG_ADDRESS, line, target=target, most=str(LONGEST_ADDRESS))
        del token.attrs["href"]
        return
    shown = localized(target, language)
    report.mark(shown, line)
    token.attrSet("href", shown)


def _check_span(token: Token, line: int, language: LanguageTag, report: FileFindings) -> None:
    """Take only a language from the braces after ``[words]``."""
    if "insecure_attrs" in token.meta or not LANGUAGE_TAG.fullmatch(
        str(token.attrGet("lang") or "")
    ):
        report.add(FindingCode.WRONG_SPAN, line)
        token.attrs = {}
        return
    # Only where the words run the other way: a browser then keeps their punctuation, and ours, on the right side.
    inside = direction(LanguageTag(str(token.attrGet("lang"))))
    if inside != direction(language):
        token.attrSet("dir", inside)


def _check_column_head(token: Token, *_: object) -> None:
    """Say that a table's head is of its column, for those who hear the table."""
    token.attrSet("scope", "col")


_CHECKS: Final[Mapping[str, Callable[[Token, int, LanguageTag, FileFindings], None]]] = {
    "inline": _check_inline,
    "html_block": _check_html,
    "html_inline": _check_html,
    "image": _check_image,
    "link_open": _check_link,
    "span_open": _check_span,
    "th_open": _check_column_head,
}
