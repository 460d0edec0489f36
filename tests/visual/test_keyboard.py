"""Every kind of page used with the keyboard alone.

Source: WCAG 2.2, 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.12, 2.4.13, 3.2.1, 3.2.2.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from support.browser_validators import MEASURES
from support.sampling import PARTS

pytestmark = pytest.mark.browser

# How often Tab is pressed at most, from the top of a page, to the links of its first row.
TO_LANGUAGES = 3
TO_SEARCH = 4
TO_EXIT = 5
BOX = "[href='#q_']"


@pytest.fixture
def recorded(page: Page) -> Page:
    """Record in every fetched document where the focus goes."""
    page.context.add_init_script(path=MEASURES / "keyboard.js")
    return page


def measure(page: Page) -> None:
    """Give a document that was set into the window the scripts that a fetched one gets."""
    for name in ("layout.js", "colors.js", "keyboard.js"):
        page.evaluate((MEASURES / name).read_text(encoding="utf-8"))


def tabbed(page: Page) -> list[int]:
    """Press Tab from the first stop to the last; return their positions in the document."""
    page.evaluate("keyboard.begin()")
    for _ in range(page.evaluate("keyboard.count()") - 1):
        page.keyboard.press("Tab")
    return [step["at"] for step in page.evaluate("keyboard.steps")]


def far(page: Page) -> list[str]:
    """Return what takes too many steps: the first row, the box it leads to, the text after Skip."""
    languages, search, out = (
        page.evaluate(f'keyboard.far("{selector}")')
        for selector in ("[rel=alternate]", BOX, "header .exit")
    )
    page.keyboard.press("Tab")
    first = page.evaluate("keyboard.steps[0].at")
    page.keyboard.press("Enter")
    skipped_to = page.evaluate("document.activeElement.localName")
    page.keyboard.press("Tab")
    after = "document.querySelector('main').compareDocumentPosition(document.activeElement)"
    follows = page.evaluate(f"{after} & Node.DOCUMENT_POSITION_FOLLOWING")
    if search:
        page.focus(BOX)
        page.keyboard.press("Enter")
    right = {
        "the languages": 0 < languages <= TO_LANGUAGES,
        "the search box": 0 < search <= TO_SEARCH
        and page.evaluate("document.activeElement.matches('[type=search]')"),
        "the way out": 0 < out <= TO_EXIT,
        "the skip link": first == 0,
        "the text": skipped_to == "main",
        "what follows in the text": follows,
    }
    return [f"far away: {what}" for what, near in right.items() if not near]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_control_is_reached_in_the_order_of_the_page_and_the_first_things_in_a_few_steps(
    recorded, served, addresses, part
):
    page, found = recorded, []
    for address in addresses[part::PARTS]:
        page.goto(served + address)
        found += [f"{address}: {fault}" for fault in far(page)]
        stops = tabbed(page)
        page.keyboard.press("Tab")
        if stops != list(range(page.evaluate("keyboard.count()"))):
            found.append(f"{address}: order {stops}")
        if page.evaluate("document.activeElement.matches('main *, footer *')"):
            found.append(f"{address}: a trap")
        found += [f"{address}: {fault}" for fault in page.evaluate("keyboard.faults()")]
        found += [f"{address}: {event} without Enter" for event in page.evaluate("keyboard.events")]

    assert found == []


@pytest.mark.parametrize("address", ["/en/experiments", "/es/search?q=comunidad"])
def test_nothing_happens_before_enter_is_pressed(recorded, served, address):
    page = recorded
    page.goto(served + address)
    for field in page.query_selector_all("input, select"):
        field.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.type("abc")

    assert page.url == served + address
    assert set(page.evaluate("keyboard.events")) <= {"change"}


@pytest.mark.parametrize("address", ["/en/", "/es/experiments", "/es/nowhere"])
def test_enter_in_the_search_box_searches(recorded, served, address):
    page = recorded
    page.goto(served + address)
    for _ in range(page.evaluate("keyboard.far('[type=search]')")):
        page.keyboard.press("Tab")
    page.keyboard.type("pods")
    assert page.url == served + address
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url == f"{served}{address[:3]}/search?q=pods"


@pytest.mark.parametrize("path", ["experiments", "experiments/mental-health-first", "glossary"])
def test_shift_and_tab_lead_back_and_nothing_in_focus_is_covered(recorded, served, path):
    page = recorded
    page.goto(f"{served}/es/{path}")
    page.set_viewport_size({"width": 320, "height": 568})
    forth = tabbed(page)
    for _ in forth[1:]:
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")

    assert [step["at"] for step in page.evaluate("keyboard.steps")][: 2 * len(forth) - 1] == (
        forth + forth[-2::-1]
    )
    assert page.evaluate("keyboard.faults()") == []


def test_the_way_out_stays_in_its_corner_only_in_a_window_that_is_high_enough(page, served):
    page.goto(f"{served}/en/glossary")
    place = "getComputedStyle(document.querySelector('header .exit')).position"
    page.set_viewport_size({"width": 320, "height": 480})
    high = page.evaluate(place)
    page.set_viewport_size({"width": 240, "height": 320})

    assert [high, page.evaluate(place)] == ["fixed", "static"]


FAULTS = {
    "no ring": ('<a href="#">One</a><a href="#" style="outline: 0">Two</a>', "ring of <a> “Two”"),
    "out of the window": (
        '<a href="#" style="position: fixed; left: -999px">Gone</a>',
        "not in the window",
    ),
    "a field of many lines out of the window": (
        '<textarea style="position: fixed; top: -99px; line-height: 20px"></textarea>',
        "not in the window",
    ),
    "covered": (
        '<a href="#">One</a><div style="position: fixed; top: 0; left: 0; width: 100%;'
        ' height: 99px; background: #fff"></div>',
        "covered",
    ),
    "under the way out": (
        '<header><a href="#">One</a><a href="#" class="exit" style="position: fixed; top: 0;'
        ' right: 0; width: 300px; height: 40px">Exit</a></header>',
        "under the way out",
    ),
    "submitted": (
        "<form><select onfocus='form.requestSubmit()'><option>A</select></form>",
        "submit",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_keyboard_would_meet_is_found(page, fault):
    html, words = FAULTS[fault]
    page.set_content(
        f"<style>:focus {{ outline: 2px solid #000 }}</style><body onsubmit='return false'>{html}"
    )
    measure(page)
    tabbed(page)
    page.keyboard.press("Tab")

    assert words in " ".join(page.evaluate("[...keyboard.faults(), ...keyboard.events]"))


def test_another_order_than_the_one_of_the_page_is_found(page):
    page.set_content(
        '<a href="#">One</a><a href="#" tabindex="2">Two</a><a href="#" tabindex="1">Three</a>'
    )
    measure(page)

    assert tabbed(page) != [0, 1, 2]


OTHER, SEARCH = '<a href="#" rel="alternate">English</a>', '<a href="#q_">Search</a>'
OUT, TEXT = '<a href="#" class="exit">Exit</a>', "<main tabindex=-1></main>"
FAR = {
    "the languages": f"<header>{SEARCH}{OUT}</header>{TEXT}",
    "the search box": f"<header>{OTHER}{OUT}</header>{TEXT}",
    "the way out": f"<header>{OTHER}{SEARCH}{OUT.replace('exit', 'way')}</header>{TEXT}",
    "the skip link": f"<header><input tabindex=1>{OTHER}{SEARCH}{OUT}</header>{TEXT}",
    "the text": f"<header>{OTHER}{SEARCH}{OUT}</header><main></main>",
}


@pytest.mark.parametrize("what", FAR)
def test_what_is_far_away_is_found(page, what):
    page.set_content(
        f'<a href="#text">Skip</a>{FAR[what].replace("<main", "<main id=text")}<a href="#">Last</a>'
        "<input type=search id=q_>"
    )
    measure(page)

    assert f"far away: {what}" in far(page)
