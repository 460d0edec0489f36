"""Render Markdown as sanitised HTML. ``Html`` is made here and nowhere else.

The syntax is CommonMark with tables, definition lists, ``{#anchor}`` after a heading, and
``[words]{lang=xx}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from reader.library.text import bad_characters
from reader.library.text.headings import extract_headings
from reader.library.text.markdown_parser import MarkdownParser
from reader.library.text.passage_reader import passages
from reader.library.text.table_cells import MAX_MISSING_CELLS, bounded_table, refused_table
from reader.library.text.token_rules import apply_rules

# What a text may hold: its elements, and which attributes each of them may have.
TAGS: Final = {
    *("p", "h2", "h3", "h4", "blockquote", "pre", "br", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "abbr", "code", "em", "span", "strong"),
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

# A link reference is written once and used many times: unbounded, a file of 95 kB takes gigabytes.
# The texts in content/ grow by a third at most.
MAX_GROWTH: Final = 20
# Below this length, tags alone can exceed the bound.
_MIN_LENGTH: Final = 100


# What one character may become: &quot;
_LONGEST_ESCAPE: Final = 6


def make_parser() -> MarkdownIt:
    """Return a parser of our Markdown with all of its rules."""
    # Raw HTML is parsed so that it can be refused at its line; _refuse_html makes it text.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(deflist_plugin)
    parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
    # Every link becomes a token, so that a forbidden one can be reported; it loses its target.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


class MarkdownRenderer:
    """Parsers and one sanitiser, made once and used for every file."""

    def __init__(self) -> None:
        self._parser = MarkdownParser(make_parser)
        self._cleaner = nh3.Cleaner(
            tags=TAGS, attributes=ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
        )

    def render(
        self, markdown: str, language: LanguageTag, findings: FileFindings, first_line: int = 1
    ) -> Text:
        """Return a text as HTML, with links within the library in ``language``. Never raises.

        ``first_line`` is the line of the file that the text begins on.
        """
        env: dict[str, object] = {}
        tokens = self._parser.parse(markdown, env)
        table_line = refused_table(env)
        if table_line is not None:
            findings.add(
                FindingCode.TABLE_WITH_GAPS, first_line + table_line, most=str(MAX_MISSING_CELLS)
            )
        limit = MAX_GROWTH * max(len(markdown), _MIN_LENGTH)
        line_over_limit = _line_over_limit(tokens, first_line, limit)
        if line_over_limit:
            findings.add(FindingCode.TEXT_EXPANDS, line_over_limit, times=str(MAX_GROWTH))
            return Text(html=Html(""), headings=extract_headings(tokens, findings, first_line))
        is_clean = not ("&" in markdown or "<" in markdown or bad_characters.has_any(markdown))
        with_lines = _with_lines(tokens, first_line)
        apply_rules(with_lines, language, findings, is_clean=is_clean)
        headings = extract_headings(tokens, findings, first_line)
        findings.prose.extend(passages(tokens, language, first_line))
        return Text(
            html=self.sanitize(self._parser.render(tokens)),
            headings=headings,
        )

    def sanitize(self, html: str) -> Html:
        """Return HTML with only the elements and attributes that a text may have. Idempotent."""
        return Html(self._cleaner.clean(html))


def _with_lines(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    """Yield every token, block and inline, with its line in the file."""
    line = first_line
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        yield token, line
        inner = line
        for child in token.children or ():
            yield child, inner
            inner += child.content.count("\n") + (child.type in ("softbreak", "hardbreak"))


def _line_over_limit(tokens: Sequence[Token], first_line: int, limit: int) -> int | None:
    """Return the line at which the rendered text exceeds ``limit`` characters, or None."""
    if sum(map(_longest, tokens)) <= limit:  # as in nearly every text
        return None
    length = 0
    for token, line in _with_lines(tokens, first_line):
        length += _rendered_length(token)
        if length > limit:
            return line
    return None


def _longest(token: Token) -> int:
    """Return what a rendered token and its children are not longer than."""
    length = len(token.content) if token.type != "inline" else 0
    for value in token.attrs.values():
        length += len(str(value))
    return (
        _LONGEST_ESCAPE * length
        + (len(token.tag) + len("</>"))
        + (sum(map(_longest, token.children)) if token.children else 0)
    )


def _rendered_length(token: Token) -> int:
    """Return the approximate length of a rendered token: tag, content, allowed attributes."""
    if token.type == "inline":  # its children count
        return 0
    allowed = ATTRIBUTES.get(token.tag, ())
    values = (str(value) for name, value in token.attrs.items() if name in allowed)
    tag_length = len(f"</{token.tag}>") if token.tag else 0
    return tag_length + sum(len(escape(each)) for each in (token.content, *values))
