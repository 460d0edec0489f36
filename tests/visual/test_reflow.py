"""Nothing is clipped, covered or off the page at any width, with large and with spaced text.

Source: WCAG 2.2, 1.4.4, 1.4.10, 1.4.12.
"""

from __future__ import annotations

import pytest
from support.browser_validators import SET, WHOLE, layout_faults
from support.sampling import PARTS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_page_fits_every_width_however_large_its_text_is(
    page, served, addresses, part
):
    found = []
    for address in addresses[part::PARTS]:
        page.goto(served + address)
        found += [f"{address}, {fault}" for fault in layout_faults(page)]

    assert found == []


FAULTS = {
    "wider than the window": ('<p style="width: 400px">Wide</p>', "scrolls to"),
    "a word that does not break": ("<p>" + "a" * 99 + "</p>", "outside"),
    "text beside the page": ('<p style="margin-left: -40px">Gone</p>', "outside"),
    "text beside a page that runs left": (
        '<p dir="rtl">x<a href="#" style="position: absolute; left: -999px">Gone</a></p>',
        "outside",
    ),
    "text cut off": (
        '<p style="height: 1em; overflow: hidden">One line and<br>another</p>',
        "clipped",
    ),
    "text over text": ('<p>One</p><p style="margin-top: -2em">Two</p>', "overlap"),
    "text over a field": ('<p><input></p><p style="margin-top: -2em">Two</p>', "overlap"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_lost_is_found(page, fault):
    html, word = FAULTS[fault]
    page.set_content(f'<a href="#">Skip</a>{html}')
    page.evaluate(SET, "")

    assert word in " ".join(page.evaluate(WHOLE))


def test_what_is_whole_is_let_pass(page):
    page.set_content(
        '<a href="#">Skip</a><h1>A title<br>on two lines</h1>'
        '<p>Text, <b>bold</b> and <a href="#">linked</a>.</p><input>'
    )
    page.evaluate(SET, "")

    assert page.evaluate(WHOLE) == []


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (
            '<p style="width: 300px">Wide</p>',
            ["as it is, 240 px", "text doubled, 240 px", "text spaced, 240 px"],
        ),
        (
            '<p style="white-space: nowrap; font: 1rem &quot;DejaVu Sans Mono&quot;, monospace">'
            "Twenty-one letters ok</p>",
            ["text doubled, 240 px", "text doubled, 320 px", "text spaced, 240 px"],
        ),
        ("<p>Narrow</p>", []),
    ],
    ids=["wide", "wide when large or spaced", "narrow"],
)
def test_it_is_said_where_something_is_lost(page, html, where):
    page.set_content(
        f'<!doctype html><style>body {{ margin: 0 }}</style><a href="#">Skip</a>{html}'
    )

    assert list(dict.fromkeys(fault.partition(": ")[0] for fault in layout_faults(page))) == where
