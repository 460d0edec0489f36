"""Text size, smallest size and zoom that a reader sets in the browser work on every page.

Source: WCAG 2.2, 1.4.4, 1.4.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from support.browser_program import browser_program
from support.browser_validators import MEASURES, SMALL
from support.source_modules import PROJECT

STYLE = PROJECT / "reader" / "web" / "templates" / "style.css"
# Whatever takes the size of text out of the reader's hands.
FORCED_SIZE = re.compile(
    r"font(?:-size)?:[^;}]*\d(?:px|pt|pc|cm|mm|in|v[wh]|vmin|vmax)\b"
    r"|(?:^|[\s,}])(?:html|:root)\s*(?:,[^{]*)?\{[^}]*font(?:-size)?:"
    r"|text-size-adjust",
    re.MULTILINE,
)
NO_ZOOM = re.compile(r"user-scalable|maximum-scale|minimum-scale")
CHOSEN = {"defaultFontSize": 24, "minimumFontSize": 22}
SIZES = """[...new Set(layout.texts(document.body)
    .map(node => parseFloat(getComputedStyle(node.parentElement).fontSize)))]"""


def test_the_style_names_no_size_of_its_own():
    screen, print_, _ = STYLE.read_text(encoding="utf-8").partition("@media print")
    assert print_  # paper has a size, but no settings
    assert FORCED_SIZE.findall(screen) == []


def test_no_page_forbids_to_zoom(addresses, browse):
    viewports = {
        address: re.findall(
            r"<meta name=viewport [^>]*>",
            browse.fetch(address).html.replace('"', "").replace("content=", ""),
        )
        for address in addresses
    }

    assert {
        address: found
        for address, found in viewports.items()
        if len(found) != 1 or NO_ZOOM.search(found[0])
    } == {}


@pytest.mark.parametrize(
    "css",
    [
        "p { font-size: 14px }",
        "p { color: red; font: 12pt/1.5 serif }",
        "html { font-size: 62.5% }",
        ":root { margin: 0; font: 100% serif }",
        "html, body { font-size: 1em }",
        "h1 { font-size: 5vw }",
        "body { -webkit-text-size-adjust: none }",
    ],
)
def test_a_size_that_is_forced_is_found(css):
    assert FORCED_SIZE.search(css)


@pytest.mark.parametrize(
    "css",
    [
        "html { margin: 1px } body { font: 112.5%/1.6 serif }",
        "p { font-size: .9em; border: 2px solid; margin: 1in }",
    ],
)
def test_a_size_that_follows_the_reader_is_let_pass(css):
    assert not FORCED_SIZE.search(css)


@pytest.fixture(scope="module")
def large() -> Iterator[Page]:
    """Open a browser whose reader has chosen larger text in its settings, and a smallest size."""
    settings = ",".join(f"{name}={size}" for name, size in CHOSEN.items())
    with browser_program(f"--blink-settings={settings}") as browser:
        context = browser.new_context(viewport={"width": 320, "height": 480}, bypass_csp=True)
        context.add_init_script(path=MEASURES / "layout.js")
        yield context.new_page()


@pytest.mark.browser
def test_the_size_and_the_smallest_size_that_a_reader_chose_are_kept(large, addresses, served):
    for address in addresses:
        large.goto(served + address)
        sizes = large.evaluate(SIZES)
        large.evaluate("document.querySelector('a').focus()")

        assert 1.125 * CHOSEN["defaultFontSize"] in sizes, address
        assert min(sizes) >= CHOSEN["defaultFontSize"], address
        assert (
            large.evaluate(f"[...layout.outside(), ...layout.overlapping(), ...{SMALL}]") == []
        ), address


@pytest.mark.browser
def test_a_page_that_forces_its_size_is_found(large):
    large.set_content(
        '<p style="font-size: 16px">Forced</p><p style="font-size: .5em">Small</p><p>Free</p>'
    )

    assert large.evaluate(SIZES) == [22, 24]
