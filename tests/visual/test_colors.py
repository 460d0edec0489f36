"""Contrast on every kind of page, in every color scheme that a reader can choose; nothing moves.

Source: WCAG 2.2, 1.4.6, 1.4.11, 2.4.13, 2.3.3.
"""

from __future__ import annotations

import pytest
from support.sampling import PARTS

pytestmark = pytest.mark.browser

PLAIN = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "light, more contrast": {"color_scheme": "light", "contrast": "more"},
    "dark, more contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced colors": {"color_scheme": "dark", "forced_colors": "active"},
    "light forced colors": {"color_scheme": "light", "forced_colors": "active"},
}
FAINT = """[
    ...colors.faintText(7), ...colors.faintEdges(3),
    ...colors.faintLines(3), ...colors.faintRings(3),
]"""
# A page cannot ask which links were visited: the rule for them is given to all links.
VISIT_ALL = """() => {
    const style = document.querySelector("style");
    style.textContent = style.textContent.replaceAll(":visited", ":any-link");
}"""
# Links of sentences are told by more than their color.
BARE = """[...document.querySelectorAll("p a, dd a, li a")]
    .filter(link => !link.matches(".name, .cover a"))
    .filter(link => !/underline/.test(getComputedStyle(link).textDecorationLine))
    .map(link => `bare: ${layout.say(link)}`)"""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_text_edge_line_and_ring_stands_out(page, served, addresses, part):
    found = []
    for address in addresses[part::PARTS]:
        page.goto(served + address)
        for scheme, media in SCHEMES.items():
            page.emulate_media(**{**PLAIN, **media})
            found += [f"{address}, {scheme}: {fault}" for fault in page.evaluate(FAINT)]

    assert found == []


def test_nothing_moves_and_links_stand_out_also_once_they_were_visited(page, served, addresses):
    found = []
    for address in addresses:
        page.goto(served + address)
        for wish in ("no-preference", "reduce"):
            page.emulate_media(reduced_motion=wish, color_scheme="light")
            found += [f"{address}, {wish}: {fault}" for fault in page.evaluate("colors.moving()")]
        found += [f"{address}: {fault}" for fault in page.evaluate(BARE)]
        page.evaluate(VISIT_ALL)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [
                f"{address}, visited, {scheme}: {fault}"
                for fault in page.evaluate("colors.faintText(7)")
            ]

    assert found == []


# Beside each title of a shelf: contrast of its bar with the page, and whether it may have one.
BARS = """() => [...document.querySelectorAll("li :is(h2, h3) a, .parts a, nav a, p a")].map(
    link => {
        const style = getComputedStyle(link), wide = parseFloat(style.borderRightWidth) > 2;
        const bar = colors.ratio(style.borderRightColor, colors.behind(link));
        return [Boolean(link.closest(".seen")), wide && bar >= 3];
    })"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_visited_bears_a_bar_on_shelves_and_nothing_else_does(page, served, scheme):
    page.emulate_media(color_scheme=scheme)
    marked = {}
    for path in ("experiments", "zines", "search?q=people", "help", "experiments/cahoots"):
        page.goto(f"{served}/en/{path}")
        assert not any(bar for _, bar in page.evaluate(BARS)), path  # nothing was visited yet
        page.evaluate(VISIT_ALL)
        bars = page.evaluate(BARS)
        assert all(may == bar for may, bar in bars), path
        marked[path] = sum(bar for _, bar in bars)

    assert [path for path, number in marked.items() if number] == ["experiments", "zines"]


def test_colors_that_a_reader_forces_show_no_bar_where_nothing_was_visited(page, served):
    page.emulate_media(forced_colors="active")
    page.goto(f"{served}/en/experiments")

    assert page.evaluate(
        "getComputedStyle(document.querySelector('.seen a')).borderRightWidth"
    ) == ("0px")


FAULTS = {
    "gray text": ('<p style="color: #777; background: #fff">Gray</p>', "4.48:1"),
    "text seen through": (
        '<p style="color: rgba(0, 0, 0, .5); background: #fff">Half</p>',
        "3.98:1",
    ),
    "text on a ground of its parent": (
        '<div style="background: #345"><p style="color: #000">Dark</p></div>',
        "2.10:1",
    ),
    "faded text": ('<p style="opacity: .9">Faded</p>', "Faded"),
    "text on a picture": ('<p style="background-image: linear-gradient(red, blue)">On</p>', "On"),
    "a field without an edge": ('<input style="border: 0; background: #ddd">', "1.36:1 edge"),
    "a box without the edge of its browser": (
        '<input type="checkbox" style="appearance: none; border: 0; background: #ddd">',
        "1.36:1 edge",
    ),
    "a box in a color of the page": (
        '<input type="checkbox" style="accent-color: #bba">',
        "edge",
    ),
    "a faint line": ('<p style="border-top: 1px solid #bba">Under</p>', "1.94:1 line"),
    "a faint ring": ('<a href="#" style="outline: 2px solid #bba">Ring</a>', "1.94:1 ring"),
    "no ring": ('<a href="#" style="outline: 0">Ring</a>', "ring"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_faint_is_found(page, fault):
    html, words = FAULTS[fault]
    style = ":focus { outline: 2px solid #000 } input { border: 1px solid #000; color: #000 }"
    page.set_content(f"<style>{style}</style>{html}")

    found = page.evaluate(FAINT)
    assert len(found) == 1
    assert words in found[0]


def test_what_stands_out_is_let_pass(page):
    style = ":focus { outline: 2px solid #000 } input { border: 1px solid #000 }"
    page.set_content(
        f"<style>{style}</style><p>Text</p><input><input type=checkbox><a href='#'>A</a>"
    )

    assert page.evaluate(FAINT) == []


@pytest.mark.parametrize(
    "style", ["transition: color .2s", "animation: a 1s", "scroll-behavior: smooth"]
)
def test_what_moves_is_found(page, style):
    page.set_content(
        f'<style>@keyframes a {{ to {{ color: red }} }}</style><p style="{style}">Moves</p>'
    )

    assert page.evaluate("colors.moving()") == ["moves: <p> “Moves”"]
