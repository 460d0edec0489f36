"""Lines of a text file: a block each, with its mark."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.model import Html
from reader.library.text.plain_text import blocks
from reader.renditions.text_layout import heading, lay_out, paragraph


def test_a_term_with_one_meaning_shares_its_line_and_one_with_several_does_not() -> None:
    html = "<dl><dt>One</dt><dd>a</dd><dt>Two?</dt><dd>b</dd><dt>More</dt><dd>c</dd><dd>d</dd></dl>"

    assert lay_out(blocks(Html(html))) == "- One: a\n- Two? b\n- More\n  - c\n  - d\n"


def test_lists_inside_lists_are_indented_and_numbers_kept() -> None:
    html = (
        "<ol start=3><li>a<ul><li>b</li></ul></li><li>c</li></ol><blockquote><p>d</p></blockquote>"
    )

    assert lay_out(blocks(Html(html))) == "3. a\n  - b\n4. c\n\n> d\n"


def test_terms_without_meaning_are_not_lost() -> None:
    assert lay_out(blocks(Html("<dl><dt>a</dt><dt>b</dt><dd>c</dd></dl><p>d</p>"))) == (
        "- a\n- b: c\n\nd\n"
    )


@given(st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1), min_size=1))
def test_a_paragraph_is_one_line_however_long(words: list[str]) -> None:
    text = " ".join(words)
    assert lay_out([heading(2, text), paragraph(text)]) == f"## {text}\n\n{text}\n"
