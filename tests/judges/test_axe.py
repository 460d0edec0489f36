"""Every kind of page in every language, and every state of the site, as a browser shows it."""

from __future__ import annotations

import pytest
from browser_judges import OF_COLOR, SHOW_FORCED, SMALL_TARGETS, judged_in_browser, too_wide
from html_judges import judged_by_axe
from samples import GOOD

pytestmark = pytest.mark.browser

PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_wrong_with_any_kind_of_page_or_state_in_a_browser(site, served, chromium, part):
    page = chromium.new_page()
    found = []
    for address in site.kinds()[part::PARTS]:
        page.goto(served + address)
        found += [f"{address[:80]} {fault}" for fault in judged_in_browser(page)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_wrong_with_any_page_for_errors_in_a_browser(site, chromium, language):
    page = chromium.new_page()
    errors = [(name, html) for name, html in site.error_pages() if name.startswith(f"/{language}/")]
    found = []
    for name, html in errors:
        page.set_content(html)
        found += [f"{name} {fault}" for fault in judged_in_browser(page)]

    assert len(errors) > 5
    assert not found, "\n".join(found)


def test_words_that_vanish_in_forced_colors_are_found(chromium):
    page = chromium.new_page()
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.set_content(GOOD.replace("<h1>", '<h1 style="forced-color-adjust:none;color:#555;background:#444">'))
    page.evaluate(SHOW_FORCED)

    assert len(judged_by_axe(page, *OF_COLOR)) == 1


def test_a_target_too_small_for_a_finger_is_found(chromium):
    page = chromium.new_page()
    page.set_content(
        '<p><a href="#">small</a></p><p>In a <a href="#">sentence</a> it may be.</p><button style="width:50px;height:50px">x</button>'
    )

    assert len(page.evaluate(SMALL_TARGETS)) == 1


@pytest.mark.parametrize(
    ("html", "where"),
    [
        ('<main><p style="width:300px">Wide</p></main>', ["at 240 px", "at 240 px with text spaced out"]),
        ('<main><p style="white-space:nowrap">Twenty-two letters now</p></main>', ["at 240 px with text spaced out"]),
        ("<main><p>Narrow</p></main>", []),
    ],
    ids=["wide", "wide when spaced out", "narrow"],
)
def test_a_page_that_has_to_be_moved_sideways_is_found(chromium, html, where):
    page = chromium.new_page()
    page.set_content(f'<!doctype html><style>body{{margin:0;font:16px "DejaVu Sans Mono",monospace}}</style>{html}')

    assert [fault.partition(": ")[0] for fault in too_wide(page)] == where


def test_what_hides_beside_a_page_from_right_to_left_is_found(chromium):
    page = chromium.new_page()
    page.set_content('<!doctype html><html dir="rtl"><main><p>x<a href="#" style="position:absolute;left:-999px">Skip</a></p></main>')

    assert too_wide(page) != []
