"""Without style a page reads in its order; with it, nothing is hidden or moved (WCAG 1.3.2)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

# Every text that is drawn, in the order of the document.
SHOWN = """() => {
    document.querySelector("a").focus();
    const visible = {opacityProperty: true, visibilityProperty: true};
    return layout.texts(document.body)
        .filter(({parentElement}) => parentElement.checkVisibility(visible)
            && parentElement.getBoundingClientRect().width > 1)
        .map(node => node.data.trim());
}"""
ALL = "layout.texts(document.body).map(node => node.data.trim())"
STRIP = "document.querySelectorAll('style').forEach(style => style.remove())"
# Texts that are drawn above or before one that stands earlier in the document. The way out, last in
# its row, has its corner of the window.
OUT_OF_ORDER = """() => {
    const cornered = ({parentElement}) => getComputedStyle(parentElement).position === "fixed";
    const boxes = layout.texts(document.body).filter(node => !cornered(node)).map(node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [node, range.getClientRects()[0]];
    }).filter(([, box]) => box);
    return boxes.filter(([, box], at) => at && box.bottom <= boxes[at - 1][1].top + 1)
        .map(([node]) => node.data.trim());
}"""


def test_nothing_is_hidden_and_nothing_needs_style_to_make_sense(page, served, addresses):
    found = []
    for address in addresses:
        page.goto(served + address)
        for style in ("with style", "without"):
            shown, everything = page.evaluate(SHOWN), page.evaluate(ALL)
            found += [
                f"{address}, {style}: not shown: {text}" for text in everything if text not in shown
            ]
            found += [
                f"{address}, {style}: out of order: {text}" for text in page.evaluate(OUT_OF_ORDER)
            ]
            page.evaluate(STRIP)
        found += [f"{address}, without: {fault}" for fault in page.evaluate("layout.overlapping()")]

    assert found == []


@pytest.mark.parametrize(
    ("html", "hidden", "moved"),
    [
        ("<p>One</p><p>Two</p>", [], []),
        ('<p>One</p><p style="display: none">Two</p>', ["Two"], []),
        ("<details><summary>One</summary><p>Two</p></details>", ["Two"], []),
        ('<p>One</p><p style="visibility: hidden">Two</p>', ["Two"], []),
        (
            '<div style="display: flex; flex-direction: column-reverse"><p>One</p><p>Two</p></div>',
            [],
            ["Two"],
        ),
    ],
)
def test_what_is_hidden_or_moved_is_found(page, html, hidden, moved):
    page.set_content(f'<a href="#">Skip</a>{html}')

    assert [text for text in page.evaluate(ALL) if text not in page.evaluate(SHOWN)] == hidden
    assert page.evaluate(OUT_OF_ORDER) == moved
