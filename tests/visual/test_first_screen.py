"""The words of every page stand on its first screen, on the smallest phones and with large text.

Where a page is about one text, these are its first two lines, or the first line of "in short"; on
a page of results, the first of them; on another list, the first line under its heading. Help for
somebody in danger, and what is wrong with a search, come before all of these and count as words.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page
from support.browser_validators import MEASURES

pytestmark = pytest.mark.browser

TAB_STOPS = 6
# Help in danger, and what is wrong with a search; with text doubled also what a search was taken
# for, and the line that leads to help.
TOLD = "div.notice"
TOLD_IN_LARGE_TEXT = "main > .notice, h1 + .take"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window, and within how many of its heights the words begin.

    ``of_results`` is that of a page of results, where a search box comes first.
    """

    width: int
    height: int
    screens: float
    of_results: float
    text_percent: int = 100
    told_first: str = TOLD

    def most(self, address: str) -> float:
        """Return the largest distance from the top of a page to the foot of its words, in px."""
        return self.height * (self.of_results if "/search?" in address else self.screens)


VIEWS = {
    "a cheap phone": View(width=320, height=568, screens=1, of_results=1),
    "the smallest phone": View(width=240, height=320, screens=1.5, of_results=2),
    "text doubled": View(
        width=320,
        height=568,
        screens=2,
        of_results=2,
        text_percent=200,
        told_first=TOLD_IN_LARGE_TEXT,
    ),
}


@pytest.fixture
def page(page: Page) -> Page:
    """Measure where the words of every document begin."""
    page.context.add_init_script(path=MEASURES / "first_screen.js")
    return page


def late(page: Page, address: str, view: View) -> list[str]:
    """Return what stands too far down a page, or too many stops from its beginning."""
    page.add_style_tag(content=f"html {{ font-size: {view.text_percent}% }}")
    found = page.evaluate("told => firstScreen.words(told)", view.told_first)
    most = view.most(address)
    stops = page.evaluate("firstScreen.stopsBefore()")
    return [
        *([f"{address}: words at {found} px of {most:.0f}"] if found > most else []),
        *([f"{address}: {stops} stops before the text"] if stops > TAB_STOPS else []),
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_the_words_of_every_kind_of_page_stand_on_the_first_screen(page, served, addresses, view):
    seen, found = VIEWS[view], []
    page.set_viewport_size({"width": seen.width, "height": seen.height})
    for address in addresses:
        page.goto(served + address)
        found += late(page, address, seen)

    assert not found, "\n".join(found)


ROW = '<header><a href="#">Name</a></header>'
LONG = "<p>One line.<br>And another.</p>"
# A page 600 px high before its words, or with a row of eight links; what is said of it.
FAULTS = {
    "text after a tall header": (
        f'<div style="height: 600px">{ROW}</div><main><article><h1>T</h1>{LONG}</article></main>',
        "words at",
    ),
    "in short after a tall heading": (
        f"{ROW}<main><article><h1 style='height: 600px'>T</h1>"
        f"<section class=short><ul><li>Short</ul></section>{LONG}</article></main>",
        "words at",
    ),
    "a second line after a gap": (
        f"{ROW}<main><article><h1>T</h1><p>One.<b style='display: block; margin: 600px 0'>Two.</b>"
        "</p></article></main>",
        "words at",
    ),
    "results after tools": (
        f"{ROW}<main><h1>T</h1><p>Tools</p><div style='height: 600px'></div>"
        "<ol class=cards><li><h2>First</h2></ol></main>",
        "words at",
    ),
    "many stops": (
        f"{ROW * 7}<main><article><h1>T</h1>{LONG}</article></main>",
        "7 stops before",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_stands_too_far_down_is_found(page, fault):
    html, words = FAULTS[fault]
    page.set_viewport_size({"width": 320, "height": 568})
    page.set_content(f"<!doctype html>{html}")
    page.evaluate((MEASURES / "layout.js").read_text(encoding="utf-8"))
    page.evaluate((MEASURES / "first_screen.js").read_text(encoding="utf-8"))

    (found,) = late(page, "/en/x", VIEWS["a cheap phone"])
    assert words in found


def test_help_above_results_counts_as_the_first_words(page):
    page.set_content(
        f"<!doctype html>{ROW}<main><h1>T</h1><div class=notice><p>Call.</p></div>"
        "<div style='height: 900px'></div><ol class=cards><li><h2>First</h2></ol></main>"
    )
    page.evaluate((MEASURES / "first_screen.js").read_text(encoding="utf-8"))

    assert late(page, "/en/search?q=x", VIEWS["a cheap phone"]) == []
