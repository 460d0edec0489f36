"""The rules of tokens: what a text may hold, and what becomes of the rest.

A rule reports what is wrong with a token and changes the token so that it can be rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from markdown_it.token import Token

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.model import LanguageTag
from reader.library.patterns import LANGUAGE_TAG
from reader.library.text import bad_characters
from reader.library.text.headings import plain_words
from reader.library.text.links import is_allowed, localized
from reader.library.text.text_direction import direction

# Old browsers and many servers accept no more; sitemaps.org allows 2,048.
MAX_ADDRESS_LENGTH: Final = 2_000


class _TokenContext(NamedTuple):
    """The line of a token in its file, the language of its text, and the findings of its file.

    ``is_clean`` says that the text can have no bad characters.
    """

    line: int
    language: LanguageTag
    findings: FileFindings
    is_clean: bool


def apply_rules(
    tokens: Iterable[tuple[Token, int]],
    language: LanguageTag,
    findings: FileFindings,
    *,
    is_clean: bool = False,
) -> None:
    """Apply the rule of each token's type, if there is one, in order.

    ``tokens`` are those of a text with their lines in its file. A text ``is_clean`` if it can have
    no bad characters, as they are or written as ``&#…;`` or, in an address, as ``%…``.
    """
    for token, line in tokens:
        if rule := _RULES.get(token.type):
            rule(token, _TokenContext(line, language, findings, is_clean))


def _clean_inline(token: Token, context: _TokenContext) -> None:
    """Remove bad characters written as ``&#…;``, and report links without words."""
    children = token.children or []
    if not context.is_clean:
        _clean_words(children, context)
    if len(children) == 1:  # no link, which has a beginning and an end
        return
    words: str | None = None
    for child in children:
        if child.type == "link_close" and words is not None and not words.strip():
            context.findings.add(FindingCode.LINK_WITHOUT_WORDS, context.line)
        if child.type == "link_open":
            words = ""
        elif words is not None:
            words += child.content


def _clean_words(children: Sequence[Token], context: _TokenContext) -> None:
    shown = "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )
    if bad_characters.check(shown, context.findings, context.line) != shown:
        for child in children:
            child.content = bad_characters.clean(child.content)


def _refuse_html(token: Token, context: _TokenContext) -> None:
    """Refuse raw HTML, and show it as text."""
    context.findings.add(FindingCode.RAW_HTML, context.line, html=token.content.strip())
    token.type = "text"


def _refuse_image(token: Token, context: _TokenContext) -> None:
    """Refuse an image, and show its description."""
    context.findings.add(FindingCode.IMAGE, context.line)
    token.type, token.content = "text", plain_words(token.children or [])


def _localize_link(token: Token, context: _TokenContext) -> None:
    """Add the language to a link within the library, or remove a target that is not allowed."""
    target = str(token.attrGet("href") or "")
    line, findings = context.line, context.findings
    if not is_allowed(target):
        findings.add(FindingCode.FORBIDDEN_LINK, line, target=target)
        del token.attrs["href"]
        return
    if len(target) > MAX_ADDRESS_LENGTH:
        findings.add(FindingCode.LONG_ADDRESS, line, target=target, most=str(MAX_ADDRESS_LENGTH))
        del token.attrs["href"]
        return
    shown = localized(target, context.language)
    findings.record_line(shown, line)
    token.attrSet("href", shown)


def _check_span(token: Token, context: _TokenContext) -> None:
    """Allow only a language in the braces after ``[words]``."""
    language = str(token.attrGet("lang") or "")
    if "insecure_attrs" in token.meta or not LANGUAGE_TAG.fullmatch(language):
        context.findings.add(FindingCode.WRONG_SPAN, context.line)
        token.attrs = {}
        return
    # Only if it differs from the text's: a browser then puts punctuation on the right side of both.
    inside = direction(LanguageTag(language))
    if inside != direction(context.language):
        token.attrSet("dir", inside)


def _set_scope(token: Token, context: _TokenContext) -> None:  # noqa: ARG001  # rules take both
    """Tell screen readers that a header cell is that of its column."""
    token.attrSet("scope", "col")


_RULES: Final[Mapping[str, Callable[[Token, _TokenContext], None]]] = {
    "inline": _clean_inline,
    "html_block": _refuse_html,
    "html_inline": _refuse_html,
    "image": _refuse_image,
    "link_open": _localize_link,
    "span_open": _check_span,
    "th_open": _set_scope,
}
