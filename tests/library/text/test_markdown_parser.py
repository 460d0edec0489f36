"""A text parsed with the rules of which it has the signs has the tokens of all rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.source_modules import PROJECT

from reader.library.text.markdown import make_parser
from reader.library.text.markdown_parser import MarkdownParser

_PIECES = (
    *("a", "word ", "two words", "é", "\u00a0", "\x0c", "\r", "\0", "@", "+", "=", "%", "^"),
    *("\n", "\n\n", " ", "  ", "    ", "\t", "\n  more", "\n: means", ": ", "~ ", "term\n: means"),
    *("- ", "* ", "+ ", "1. ", "2) ", "> ", ">", "# ", "## h {#x}", "---", "===", "* * *", "___"),
    *("|", "|a|b|", "\n|-|-|\n", "```", "~~~", "`", "``", "*", "**", "_", "__", "\\", "\\*", "~~"),
    *("<b>", "<div>", "<!-- x -->", "<http://a.example>", "&amp;", "&", "&#35;"),
    *(
        "[",
        "]",
        "](x)",
        '](/y "t")',
        "[a]: /u\n",
        "[a]",
        "]: /u",
        "![",
        "!",
        "]{lang=es}",
        "{",
        "}",
    ),
)
_WHOLE = make_parser()
_QUICK = MarkdownParser(make_parser)


def assert_same(text: str) -> None:
    whole, quick = {}, {}
    tokens = [token.as_dict() for token in _WHOLE.parse(text, whole)]
    assert [token.as_dict() for token in _QUICK.parse(text, quick)] == tokens
    assert quick == whole


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_a_text_of_any_signs_is_parsed_as_with_all_rules(text: str):
    assert_same(text)


@given(
    st.sets(st.sampled_from(_PIECES), min_size=1, max_size=5).flatmap(
        lambda few: st.lists(st.sampled_from(sorted(few)), max_size=30).map("".join)
    )
)
def test_a_text_of_few_signs_is_parsed_as_with_all_rules(text: str):
    assert_same(text)


@pytest.mark.parametrize("folder", ["experiments", "zines", "pages"])
def test_our_own_texts_are_parsed_as_with_all_rules(folder: str):
    paths = sorted(Path(PROJECT, "content", folder).rglob("*.md"))

    for path in paths:
        assert_same(path.read_text(encoding="utf-8"))

    assert paths
