"""Nothing is cut, covered or off the page: on every width, at every zoom, with large and with spaced text (WCAG 1.4.4, 1.4.10, 1.4.12)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# Pixels of CSS. 320 is also what is left of 1280 at 400 % zoom.
WIDTHS = (240, 320, 412, 1280)
# What a reader may set. Source of the spacing: WCAG 2.2, 1.4.12.
SETTINGS = {
    "as it is": "",
    "text doubled": "html { font-size: 200% }",
    "text spaced": """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }""",
}
SET = """css => {
    window.reader ||= document.head.appendChild(document.createElement("style"));
    window.reader.textContent = css;
    document.querySelector("a").focus();  // the skip link takes room only then
}"""
WHOLE = "[...layout.outside(), ...layout.clipped(), ...layout.overlapping()]"


@pytest.mark.parametrize("half", [0, 1])
def test_every_kind_of_page_fits_every_width_however_large_its_text_is(walk, half):
    found = []
    for address in walk.half(half):
        for setting, css in SETTINGS.items():
            walk.page.evaluate(SET, css)
            for width in WIDTHS:
                walk.page.set_viewport_size({"width": width, "height": 480})
                found += [f"{address}, {setting}, {width} px: {fault}" for fault in walk.page.evaluate(WHOLE)]

    assert found == []


FAULTS = {
    "wider than the window": ('<p style="width: 400px">Wide</p>', "scrolls to"),
    "a word that does not break": ("<p>" + "a" * 99 + "</p>", "outside"),
    "text beside the page": ('<p style="margin-left: -40px">Gone</p>', "outside"),
    "text cut off": ('<p style="height: 1em; overflow: hidden">One line and<br>another</p>', "clipped"),
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
    page.set_content('<a href="#">Skip</a><h1>A title<br>on two lines</h1><p>Text, <b>bold</b> and <a href="#">linked</a>.</p><input>')
    page.evaluate(SET, "")

    assert page.evaluate(WHOLE) == []
