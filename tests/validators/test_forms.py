"""Every page of the forms: valid, light, and usable in a browser of any width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli
import pytest
from support.browser_validators import faults_in_browser
from support.form_pages import form_pages
from support.form_sender import form_sender
from support.html_validators import parse_errors, validator_messages
from support.sampling import is_long
from support.sites import make_site

from reader.checks.page_facts import read_page
from reader.checks.page_markup import check_markup
from reader.checks.page_rules import check_page

LARGEST_BYTES = 6_000


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Return every page of the forms in each language, by a name that begins with it."""
    folder: Path = tmp_path_factory.mktemp("forms")
    sender = form_sender(make_site(folder), folder / "kept")
    yield {**form_pages(sender, "en"), **form_pages(sender, "es")}
    sender.desk.close()


def test_no_validator_finds_anything_on_any_page_of_a_form(pages, tmp_path):
    assert validator_messages(tmp_path, pages) == []


def test_the_rules_of_our_pages_hold_on_every_page_of_a_form(pages):
    found = []
    for name, html in pages.items():
        page = read_page(html)
        language = name.split("/")[1]
        found += [*check_page(page, address=name, language=language)]
        found += [*check_markup(page, address=name)]
        found += [f"{name}: {error}" for error in parse_errors(html)]

    assert not found, "\n".join(map(str, found))


def test_a_page_of_a_form_is_light(pages):
    heavy = {name: len(brotli.compress(html.encode())) for name, html in pages.items()}

    assert {name: size for name, size in heavy.items() if size > LARGEST_BYTES} == {}


@pytest.mark.browser
@pytest.mark.parametrize("turn", [0, 1])
def test_nothing_is_wrong_with_any_page_of_a_form_in_a_browser(pages, chromium, turn):
    page = chromium.new_page()
    found = []
    # The languages take turns, so that each page is looked at in one and each language everywhere.
    for name, html in list(pages.items())[turn :: 2 if is_long() else 5]:
        page.set_content(html)
        found += [f"{name} {fault}" for fault in faults_in_browser(page)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_error_is_in_the_title_at_the_top_and_at_its_field(pages, language):
    page = read_page(pages[f"/{language}/share-empty"])

    (title,) = page.all("title")
    assert title.text.startswith("Error:")
    links = [link.attributes["href"] for link in page.all("a") if link.attributes.get("href")]
    for name in ("name", "story", "consent"):
        assert f"#page_{name}" in links
        described = [
            each.attributes.get("aria-describedby", "")
            for each in page.all("input", "textarea")
            if each.attributes.get("id") == f"page_{name}"
        ]
        assert f"page_{name}_problem" in described[0]
