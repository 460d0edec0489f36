"""The help page as a reader has it: in both languages, small, fresh, and as a file."""

from __future__ import annotations

import pytest
from support.browsing import Browse
from support.built_site import BuiltSite

from reader.checks.page_facts import read_page
from reader.library.help_entries import HelpEntry

HELP_PAGE_BYTES = 6_000
# The sections that issue 12 asks for; lists, searches and texts link to them.
SECTIONS = (
    *("emergency", "overdose", "suicide", "violence", "sexual-violence", "child", "911"),
    *("immigration", "food-and-shelter", "lines", "check", "shared-phone"),
)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", ["help", "help-lines"])
def test_a_page_that_helps_is_small_and_fresh(browse: Browse, language: str, page: str) -> None:
    fetched = browse(f"/{language}/{page}")
    assert fetched.weight_bytes <= HELP_PAGE_BYTES
    assert "stale-while-revalidate=240" in fetched.headers["cache-control"]
    assert "[[" not in fetched.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_section_of_help_can_be_linked_to(browse: Browse, language: str) -> None:
    found = {
        each.attributes.get("id") for each in read_page(browse(f"/{language}/help").html).all("h2")
    }
    assert set(SECTIONS) - found == set()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_file_and_the_page_print_the_same_numbers(
    site: BuiltSite, browse: Browse, language: str
) -> None:
    for page in ("help", "help-lines"):
        shown = browse(f"/{language}/{page}").text
        file = " ".join(browse(f"/{language}/{page}.txt").html.split())
        for number in numbers(site.library.help_entries.get(page, ())):
            assert (number in shown) == (number in file), number


def numbers(entries: tuple[HelpEntry, ...]) -> set[str]:
    return {number.number for entry in entries for number in entry.numbers}


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_on_the_help_page_is_led_away_by_the_word_911(browse: Browse, language: str) -> None:
    html = browse(f"/{language}/help").html
    main = html[html.index("<main") : html.index("</main>")]
    assert "glossary" not in main
    assert "tel:911" in main


@pytest.mark.parametrize("language", ["en", "es"])
def test_home_an_unknown_address_and_an_empty_search_lead_to_help(
    browse: Browse, language: str
) -> None:
    for address in (f"/{language}/", f"/{language}/nowhere", f"/{language}/search?q=xyzzyx"):
        html = browse(address).html
        assert html[html.index("<main") :].count(f"/{language}/help") == 2, address
