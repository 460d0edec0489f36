"""In a browser of 2014 a page still has colors, margins, large targets, no sideways scrolling."""

from __future__ import annotations

import pytest
from support.browser_validators import SMALL, WHOLE
from visual.old_style import aged

# What a browser before HTML5's last elements makes of them.
UNKNOWN_ELEMENTS = "main { display: inline } "
AGE = """css => {
    document.querySelector("style").textContent = css;
    document.querySelector("a").focus();
}"""
VISIBLE = f"""[
    ...{SMALL}, ...layout.hardToRead(),
    ...colors.faintText(7), ...colors.faintEdges(3), ...colors.faintRings(3),
]"""
# The colors of background, text and links, and how near text comes to the edge of the window.
LOOK = """() => {
    const style = element => getComputedStyle(document.querySelector(element));
    const edges = layout.texts(document.body).flatMap(node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].map(box => box.left);
    });
    return {
        background: style("html").backgroundColor, text: style("body").color,
        link: style("footer a").color, margin: Math.min(...edges),
    };
}"""


@pytest.mark.browser
def test_every_kind_of_page_is_whole_in_a_browser_of_2014(page, served, addresses):
    found, sheets = [], {}
    for address in addresses:
        page.goto(served + address)
        css = page.evaluate("document.querySelector('style').textContent")
        sheets.setdefault(css, UNKNOWN_ELEMENTS + aged(css))
        page.evaluate(AGE, sheets[css])
        look = page.evaluate(LOOK)
        assert look == {
            "background": "rgb(255, 253, 248)",
            "text": "rgb(34, 34, 17)",
            "link": "rgb(0, 68, 85)",
            "margin": look["margin"],
        }, address
        for width in (240, 320, 1280):
            page.set_viewport_size({"width": width, "height": 320})
            found += [f"{address}, {width} px: {fault}" for fault in page.evaluate(WHOLE)]
        found += [f"{address}: {fault}" for fault in page.evaluate(VISIBLE)]
        assert look["margin"] >= 12, address

    assert found == []


@pytest.mark.parametrize(
    "declaration",
    [
        "--ink: #221",
        "color: var(--ink)",
        "display: grid",
        "grid-template-columns: 1fr 1fr",
        "gap: 1em",
        "margin-inline-start: 1em",
        "padding-block: 1em",
        "border-inline: 1px solid",
        "inset: 0",
        "inline-size: 3em",
        "width: min(100%, 30em)",
        "width: max(10em, 30%)",
        "font-size: clamp(1rem, 2vw, 2rem)",
        "width: calc(100% - 2em)",
        "width: fit-content",
        "color-scheme: light dark",
        "accent-color: #045",
        "text-align: start",
        "position: sticky",
        "overflow-wrap: anywhere",
        "overflow: clip",
        "padding: env(safe-area-inset-top)",
        "color: #2218",
        "color: rgb(0 0 0 / 50%)",
        "color: color-mix(in srgb, red, blue)",
        "color: oklch(50% 0 0)",
        "color: light-dark(#000, #fff)",
        "color: CanvasText",
        "min-height: 100dvh",
        "width: 3lh",
        "background: linear-gradient(135deg, #045 0 1em, #f86 1em)",
        "background: repeating-linear-gradient(#045 0 50%, #f86 0)",
        "all: unset",
        "margin: revert",
        "font-family: system-ui",
        "text-wrap: balance",
        "aspect-ratio: 1",
        "text-underline-offset: .2em",
        "b { color: red }",
    ],
)
def test_a_declaration_of_after_2014_is_struck_out(declaration):
    assert aged(f"p {{ color: red; {declaration}; margin: 0 }}") == "p { color: red; margin: 0 }\n"


@pytest.mark.parametrize(
    "selector",
    [
        ":is(h1, h2)",
        ":where(a)",
        "li:has(a)",
        "a:focus-visible",
        "form:focus-within",
        ":any-link",
        "p:not(.a, .b)",
        "[lang=en i]",
        "& a",
        "a, b:is(i)",
    ],
)
def test_a_rule_with_a_selector_of_after_2014_is_struck_out(selector):
    assert aged(f"{selector} {{ color: red }} p {{ margin: 0 }}") == "p { margin: 0 }\n"


@pytest.mark.parametrize(
    "block",
    [
        "@media (prefers-color-scheme: dark)",
        "@media screen and (prefers-contrast: more)",
        "@media (forced-colors: active)",
        "@media (prefers-reduced-motion)",
        "@media (width >= 30em)",
        "@media (hover: hover)",
        "@supports (display: grid)",
        "@layer frame",
        "@container (min-width: 3em)",
    ],
)
def test_a_block_of_after_2014_is_struck_out(block):
    assert (
        aged(f"{block} {{ p {{ color: red }} a {{ color: red }} }} p {{ margin: 0 }}")
        == "p { margin: 0 }\n"
    )


@pytest.mark.parametrize(
    "rule",
    [
        'a:after { content: " {;}" attr(href) }',
        "a[href^='x;{']:not(.b) { color: #fffdf8 }",
        "p { font: 112.5%/1.6 serif; margin: 0 auto -.5em; box-shadow: .3em .3em 0 #f86 }",
        "p { background: linear-gradient(135deg, #045 0, #f86 1em) }",
        "p { color: rgba(0, 0, 0, .5) !important }",
        "@media print { p { margin: 0 } a { color: red } }",
        "@media screen and (max-width: 30em) { p { margin: 0 } }",
    ],
)
def test_what_was_known_in_2014_is_left(rule):
    assert " ".join(aged(f"/* {{ */ @import 'x'; {rule}").split()) == rule


@pytest.mark.browser
def test_a_page_that_relies_on_what_is_newer_is_found(page):
    css = (
        ":focus { outline: 2px solid } p { line-height: 1.5 } "
        "a { display: inline-block; padding: max(14px, 1em) 0; min-inline-size: 44px }"
    )
    page.set_content(f"<style>{css}</style><p>Text</p><a href='#'>A link</a>")
    assert page.evaluate(VISIBLE) == []
    page.evaluate(AGE, aged(css))

    assert len(page.evaluate(VISIBLE)) == 1
