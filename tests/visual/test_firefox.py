"""In Firefox, too, nothing is clipped, covered or off the page at 320 px. In `make test-long`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import pytest
from support.browser_validators import MEASURES, PHONE, SETTINGS, WHOLE
from support.firefox import Marionette, firefox
from support.states import ONE_FILTER, WORDS

pytestmark = [pytest.mark.browser, pytest.mark.long]

# What a reader may have set in Firefox, and what a page then knows of it.
SCHEMES: Final = {
    "light": ({}, "(forced-colors: none)"),
    "forced colors": ({"browser.display.document_color_use": 2}, "(forced-colors: active)"),
}
PAGES: Final = (
    "",
    "experiments",
    f"experiments?{ONE_FILTER}",
    "experiments/mental-health-first",
    "zines/de-escalation-basics",
    "zines/de-escalation-basics/listening",
    "podcast/the-hypothesis-with-mariame-kaba",
    "lists/for-families",
    "search?q={word}",
    "help",
    "glossary",
)
SET_STYLE: Final = """
    const style = new CSSStyleSheet();  // the policy of the pages forbids any other
    style.replaceSync(arguments[0]);
    document.adoptedStyleSheets = [style];
    document.querySelector("a").focus();
"""
LAYOUT: Final = (MEASURES / "layout.js").read_text(encoding="utf-8")
MEASURE: Final = f"{LAYOUT}{SET_STYLE}const layout = window.layout; return {WHOLE};"


@pytest.fixture(scope="module", params=SCHEMES)
def phone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Marionette]:
    """Start Firefox as wide as a small phone, with the colors that a reader chose."""
    folder = tmp_path_factory.mktemp("firefox")
    preferences, known = SCHEMES[request.param]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    options = ("--headless", "--remote-allow-system-access")
    with firefox(folder / "profile", environment, preferences, *options) as started:
        started.set_page_width(PHONE)
        assert started.evaluate("return innerWidth") == PHONE
        assert started.evaluate(f"return matchMedia('{known}').matches")
        yield started


@pytest.mark.parametrize("language", WORDS)
def test_every_kind_of_page_is_whole_in_firefox_however_large_its_text_is(
    phone: Marionette, served: str, language: str
) -> None:
    found = []
    for page in PAGES:
        address = f"/{language}/{page.format(word=WORDS[language])}"
        for setting, css in SETTINGS.items():
            phone.visit(served + address)
            found += [f"{address}, {setting}: {fault}" for fault in phone.evaluate(MEASURE, css)]

    assert found == []


def test_what_is_lost_in_firefox_is_found(phone: Marionette) -> None:
    phone.visit("data:text/html,<a href=x>Skip</a><p style='width:400px'>Wide")

    assert "scrolls to" in " ".join(phone.evaluate(MEASURE, ""))
