"""Parse Markdown with the rules of which a text has the signs.

markdown-it tries every rule at every block and at every sign, which takes half as long again. A
rule that is left out could not have matched anywhere in the text, so the tokens are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Rule → signs of which a text in which it matches has one at least.
_SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    # Of blocks.
    "table": ("|",),
    "code": ("    ", "\t"),
    "fence": ("```", "~~~"),
    "blockquote": (">",),
    "reference": ("]:",),
    "html_block": ("<",),
    "heading": ("#",),
    # Of what is in a block.
    "escape": ("\\",),
    "backticks": ("`",),
    "emphasis": ("*", "_"),
    "link": ("](", "]:"),
    "image": ("![",),
    "span": ("]{",),
    "autolink": ("<",),
    "html_inline": ("<",),
    "entity": ("&",),
}
# Rule → the same as a pattern: a line that underlines, one that rules off, one that defines.
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "lheading": re.compile(r"[-=][ \t]*$", re.MULTILINE),
    "hr": re.compile(r"([-*_])[ \t]*\1[ \t]*\1"),
    "deflist": re.compile(r"\n[ \t>]*[:~][ \t]"),
}
# Inline rule → the signs at which it is tried, or that end what it reads.
_TRIED_AT: Final[Mapping[str, str]] = {
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[]",
    "image": "![]",
    "span": "[]",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
# The parser replaces these before it reads anything.
_REPLACED: Final = re.compile("[\r\0]")
# Where something inline may begin.
_BEGINS: Final = re.compile(r"[\\`*_\[<&\t]")
# Parsers for the texts of a library, which are of few kinds.
_CACHED_PARSERS: Final = 64


class MarkdownParser:
    """Parses texts as the parsers do that ``make_parser`` makes, all of them alike."""

    def __init__(self, make_parser: Callable[[], MarkdownIt]) -> None:
        self._make_parser = make_parser
        self._whole = make_parser()
        self._without = lru_cache(_CACHED_PARSERS)(self._make_without)

    def parse(self, markdown: str, env: MutableMapping[str, Any]) -> list[Token]:
        """Return the tokens of a text. ``env`` is that of MarkdownIt.parse."""
        if _REPLACED.search(markdown):
            return self._whole.parse(markdown, env)
        return self._without(_without_signs(markdown)).parse(markdown, env)

    def render(self, tokens: list[Token]) -> str:
        """Return tokens as HTML that is not sanitised."""
        return str(self._whole.renderer.render(tokens, self._whole.options, {}))

    def _make_without(self, rules: tuple[str, ...]) -> MarkdownIt:
        parser = self._make_parser().disable(rules)
        signs = "".join(signs for rule, signs in _TRIED_AT.items() if rule not in rules)
        parser.inline.terminator_re = re.compile(f"[{re.escape(signs)}\n]")
        parser.core.ruler.at("inline", _parse_inlines)
        return parser


def _without_signs(markdown: str) -> tuple[str, ...]:
    """Return the rules that match nowhere in a text."""
    left_out = [
        rule for rule, signs in _SIGNS.items() if not any([sign in markdown for sign in signs])
    ]
    left_out += (rule for rule, sign in _PATTERNS.items() if not sign.search(markdown))
    return tuple(left_out)


def _parse_inlines(state: StateCore) -> None:
    """Parse what is in paragraphs, headings and cells. A rule of markdown-it."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = children = token.children or []
            if _is_plain(token.content):
                _add_lines(token.content, children)
            else:
                state.md.inline.parse(token.content, state.md, state.env, children)


def _is_plain(text: str) -> bool:
    """Return whether a text is nothing but words and line breaks: spaces beside these count."""
    if not text or _BEGINS.search(text):
        return False
    lines = text.split("\n")
    return all([line and line == line.strip(" ") for line in lines])


def _add_lines(text: str, children: list[Token]) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            children.append(Token("softbreak", "br", 0))
        children.append(Token("text", "", 0, content=line))
