"""Targets are large enough, lines are short and far enough apart (WCAG 1.4.8, 2.5.5)."""

from __future__ import annotations

import pytest
from support.browser_validators import SMALL

pytestmark = pytest.mark.browser

CHARACTERS = 75
LONG = f"layout.longLines({CHARACTERS})"
HARD = "layout.hardToRead()"


def test_every_kind_of_page_is_easy_to_tap_and_to_read(page, served, addresses):
    found = []
    for address in addresses:
        page.goto(served + address)
        page.set_viewport_size({"width": 320, "height": 480})
        found += [f"{address}: too small for a finger: {target}" for target in page.evaluate(SMALL)]
        found += [f"{address}: hard to read: {text}" for text in page.evaluate(HARD)]
        page.set_viewport_size({"width": 1280, "height": 480})
        found += [
            f"{address}: too small for a pointer: {target}" for target in page.evaluate(SMALL)
        ]
        found += [f"{address}: too long for the eye: {line}" for line in page.evaluate(LONG)]

    assert found == []


@pytest.mark.parametrize(
    ("html", "small"),
    [
        ('<p><a href="#">alone</a></p>', 1),
        ('<ul><li><a href="#">Topic</a> (12)</li></ul>', 1),
        ('<a href="#" style="display: inline-block; width: 43px; height: 60px">x</a>', 1),
        ('<a href="#" style="display: inline-block; width: 44px; height: 44px">x</a>', 0),
        ('<p>In a <a href="#">sentence</a> it may be.</p>', 0),
        (
            '<input type="checkbox" id="c">'
            '<label for="c" style="display: block; padding: 20px">Large</label>',
            0,
        ),
        ('<input type="checkbox" id="c"><label for="c">Small</label>', 1),
        ('<button style="padding: 0">OK</button><select><option>A</option></select>', 2),
    ],
)
def test_a_target_too_small_for_a_finger_is_found(page, html, small):
    page.set_content(html)

    assert len(page.evaluate(SMALL)) == small


@pytest.mark.parametrize(
    ("words", "long"),
    [("four " * 15, []), ("four " * 16, [f"{5 * 16 - 1} characters: {'four ' * 16}".strip()])],
)
def test_a_line_too_long_is_found(page, words, long):
    page.set_viewport_size({"width": 2000, "height": 480})
    page.set_content(f"<p>{words.replace('four', '<b>fo</b>ur')}<br>and another line</p>")

    assert page.evaluate(LONG) == long


def test_a_word_broken_over_lines_counts_on_each(page):
    page.set_content(
        f'<p style="width: 20ch; font-family: monospace; word-wrap: break-word">{"a" * 60}</p>'
    )

    assert page.evaluate("layout.longLines(19)") == [f"20 characters: {'a' * 20}"] * 3


@pytest.mark.parametrize(
    "style",
    [
        "line-height: 1.4",
        "font-size: .9rem; line-height: 1.6",
        "line-height: 1.6; text-align: justify",
    ],
)
def test_text_that_is_hard_to_read_is_found(page, style):
    page.set_content(f'<p style="line-height: 1.5">Good</p><p style="{style}">Bad</p>')

    assert len(page.evaluate(HARD)) == 1
