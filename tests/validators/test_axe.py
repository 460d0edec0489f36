"""Every kind of page in every language, and every state of the site, as a browser shows it."""

from __future__ import annotations

import pytest
from support.browser_validators import OF_COLOR, SHOW_FORCED, judged_in_browser, judged_in_schemes
from support.html_validators import judged_by_axe
from support.samples import GOOD

pytestmark = pytest.mark.browser

PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_has_nothing_to_say_of_any_kind_of_page_or_state(site, served, chromium, part):
    page = chromium.new_page()
    found = []
    for address in site.kinds()[part::PARTS]:
        page.goto(served + address)
        found += [f"{address[:80]} {fault}" for fault in judged_in_schemes(page)]

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
    page.set_content(
        GOOD.replace("<h1>", '<h1 style="forced-color-adjust:none;color:#555;background:#444">')
    )
    page.evaluate(SHOW_FORCED)

    assert len(judged_by_axe(page, *OF_COLOR)) == 1
