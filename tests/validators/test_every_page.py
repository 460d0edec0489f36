"""The judges of HTML on every page of the real site, as it is sent."""

from __future__ import annotations

import pytest
from support.browsing import Browse, Fetched
from support.built_site import BuiltSite
from support.html_validators import judged_as_html

from reader.checks.hreflang import check_alternates, read_alternates
from reader.checks.page_facts import PageFacts, read_page


@pytest.fixture(scope="module")
def answers(site: BuiltSite, browse: Browse) -> dict[str, Fetched]:
    """Fetch everything the site has, and what is made for one reader: results, filters. By address."""
    return {address: browse.fetch(address) for address in (*site.addresses(), *site.asked())}


@pytest.fixture(scope="module")
def pages(site: BuiltSite, answers: dict[str, Fetched]) -> dict[str, str]:
    """Return the HTML of every page by its address, pages for errors included."""
    return {address: answer.html for address, answer in answers.items() if answer.is_page} | dict(
        site.error_pages()
    )


@pytest.fixture(scope="module")
def facts(pages: dict[str, str]) -> dict[str, PageFacts]:
    """Return every page as it is parsed."""
    return {address: read_page(html) for address, html in pages.items()}


def test_every_page_keeps_the_rules_of_the_site(answers, browse):
    found = [
        fault
        for address, page in answers.items()
        if page.is_page
        for fault in browse.faults_of(page.html, address=address, weight_bytes=page.weight_bytes)
    ]

    assert not found, "\n".join(found)


def test_every_page_for_errors_keeps_the_rules_of_the_site(site, browse):
    assert [
        fault
        for address, html in site.error_pages()
        for fault in browse.faults_of(html, address=address, weight_bytes=None)
    ] == []


def test_every_page_has_its_translations_and_they_name_it_back(facts):
    listed = {address: named for address, page in facts.items() if (named := read_alternates(page))}
    assert len(listed) > 50
    found = check_alternates(listed)
    assert not found, "\n".join(
        f"{finding.path} names {finding.arguments['other']}" for finding in found
    )


def test_every_link_of_a_page_leads_to_an_address_that_answers(facts, answers, browse):
    targets = {
        link.attributes["href"].partition("#")[0]
        for page in facts.values()
        for link in page.all("a")
        if link.attributes.get("href", "").startswith("/")
    }

    assert targets
    assert [
        target
        for target in sorted(targets)
        if (answers.get(target) or browse.fetch(target)).status != 200
    ] == []


def test_every_anchor_of_another_page_exists(facts):
    ids = {address: page.ids() for address, page in facts.items()}
    anchored = {
        (there, anchor)
        for page in facts.values()
        for link in page.all("a")
        for there, _, anchor in [link.attributes.get("href", "").partition("#")]
        if there in ids and anchor
    }

    assert (
        sorted(f"{there}#{anchor}" for there, anchor in anchored if anchor not in ids[there]) == []
    )


def test_the_judges_of_html_have_nothing_to_say_of_any_page(pages, tmp_path):
    found = judged_as_html(tmp_path, pages)

    assert not found, "\n".join(found)
