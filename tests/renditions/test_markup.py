"""HTML written, and written again for another place."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.nasty import NASTY

from reader.library.model import Html, LanguageTag
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import blocks
from reader.renditions.markup import MarkupChanges, element, in_language, linked, rewrite


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        (
            "https://x.example/a?b&c",
            '<a href="https://x.example/a?b&amp;c">https://x.example/a?b&amp;c</a>',
        ),
        (
            "Look: https://x.example/a.",
            'Look: <a href="https://x.example/a">https://x.example/a</a>.',
        ),
        ("a@b.example", '<a href="mailto:a@b.example">a@b.example</a>'),
        ("12 @ 3", "12 @ 3"),
    ],
)
def test_addresses_in_words_become_links(words: str, html: str) -> None:
    assert linked(words) == html


def test_words_in_another_language_say_so_and_in_which_direction_they_run() -> None:
    spanish, arabic, english = LanguageTag("es"), LanguageTag("ar"), LanguageTag("en")
    assert in_language("a", english, english) == "a"
    assert in_language("a", spanish, english, "span") == '<span lang="es">a</span>'
    assert in_language("a", arabic, english) == '<div lang="ar" dir="rtl">a</div>'
    assert in_language("", arabic, english) == ""


def test_headings_get_deeper_links_and_anchors_change_and_xml_names_languages_twice() -> None:
    changes = MarkupChanges(
        deeper=3,
        link=lambda target: f"x{target}",
        after_link=lambda target, words: f"({words}={target})",
        anchor_prefix="c1_",
        for_xml=True,
    )
    html = '<h2 id="a">A</h2><h4>B</h4><p>c<br>d <a href="#a"><em>e</em>&nbsp;f</a></p>'
    assert rewrite(html + '<span lang="es">g</span>', changes) == (
        '<h5 id="c1_a">A</h5><h6>B</h6><p>c<br/>d <a href="x#a"><em>e</em>\xa0f</a>(e\xa0f=x#a)</p>'
        '<span lang="es" xml:lang="es">g</span>'
    )


# What a text may hold: the loader refuses the rest.
PRINTABLE = st.text(st.characters(exclude_categories=("C",)))


@given(PRINTABLE | st.sampled_from([each for each in NASTY.values() if each.isprintable()]))
def test_whatever_is_written_is_well_formed_and_says_the_same(words: str) -> None:
    html = MarkdownRenderer().sanitize(f'<p>{escape(words)}</p><h2 id="a">b<br>c</h2><hr>')
    written = rewrite(html, MarkupChanges())
    ET.fromstring(f"<div>{written}</div>")
    assert rewrite(written, MarkupChanges()) == written
    assert blocks(Html(written)) == blocks(html)


@given(st.text(), st.text())
def test_an_attribute_never_ends_early(words: str, value: str) -> None:
    written = rewrite(element("a", escape(words), href=value), MarkupChanges())
    assert written.count("<") == 2
