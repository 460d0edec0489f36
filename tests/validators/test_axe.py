"""Each kind of page in each language, and each state of the site, as a browser shows it."""

from __future__ import annotations

import pytest
from support.browser_validators import (
    OF_COLOR,
    SHOW_FORCED,
    faults_in_browser,
    violations_in_schemes,
)
from support.html_validators import axe_violations
from support.samples import GOOD
from support.sampling import PARTS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_kind_of_page_or_state(addresses, served, chromium, part):
    page = chromium.new_page()
    found = []
    for address in addresses[part::PARTS]:
        page.goto(served + address)
        found += [f"{address[:80]} {fault}" for fault in violations_in_schemes(page)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_wrong_with_any_error_page_in_a_browser(site, chromium, language):
    page = chromium.new_page()
    errors = [(name, html) for name, html in site.error_pages() if name.startswith(f"/{language}/")]
    found = []
    for name, html in errors:
        page.set_content(html)
        found += [f"{name} {fault}" for fault in faults_in_browser(page)]

    assert len(errors) > 5
    assert not found, "\n".join(found)


def test_words_that_vanish_in_forced_colors_are_found(chromium):
    page = chromium.new_page()
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.set_content(
        GOOD.replace("<h1>", '<h1 style="forced-color-adjust:none;color:#555;background:#444">')
    )
    page.evaluate(SHOW_FORCED)

    assert len(axe_violations(page, *OF_COLOR)) == 1
