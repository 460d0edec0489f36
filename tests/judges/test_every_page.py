"""The judges of HTML on every page of the real site, as it is sent."""

from __future__ import annotations

import pytest
from browsing import Browse
from built import BuiltSite
from html_judges import judged_by_html_validate, judged_by_nu

from reader.checks.page_alternates import check_alternates
from reader.checks.page_facts import read_page


@pytest.fixture(scope="module")
def pages(site: BuiltSite, browse: Browse) -> dict[str, str]:
    """Fetch every page of the site, and those made for one reader: results, filters, errors."""
    fetched = {address: browse.fetch(address) for address in (*site.addresses(), *site.asked())}
    html = {address: page.html for address, page in fetched.items() if page.is_page}
    return html | dict(site.error_pages())


def test_every_page_keeps_the_rules_of_the_site(site, browse):
    fetched = [browse.fetch(address) for address in (*site.addresses(), *site.asked())]
    found = [
        fault
        for page in fetched
        if page.is_page
        for fault in browse.faults_of(page.html, address=page.address, weight_bytes=page.weight_bytes)
    ]

    assert not found, "\n".join(found)


def test_every_page_for_errors_keeps_the_rules_of_the_site(site, browse):
    assert [fault for address, html in site.error_pages() for fault in browse.faults_of(html, address=address, weight_bytes=None)] == []


def test_every_page_has_its_translations_and_they_name_it_back(pages):
    assert len(pages) > 50
    found = check_alternates(pages)
    assert not found, "\n".join(f"{finding.path} names {finding.arguments['other']}" for finding in found)


def test_every_link_of_a_page_leads_to_an_address_that_answers(pages, browse):
    targets = {
        link.attributes["href"].partition("#")[0]
        for html in pages.values()
        for link in read_page(html).all("a")
        if link.attributes.get("href", "").startswith("/")
    }

    assert targets
    assert [target for target in sorted(targets) if browse.fetch(target).status != 200] == []


def test_every_anchor_of_another_page_exists(pages):
    ids = {address: read_page(html).ids() for address, html in pages.items()}
    anchored = {
        (page, anchor)
        for html in pages.values()
        for link in read_page(html).all("a")
        for page, _, anchor in [link.attributes.get("href", "").partition("#")]
        if page in ids and anchor
    }

    assert sorted(f"{page}#{anchor}" for page, anchor in anchored if anchor not in ids[page]) == []


def test_the_nu_checker_has_neither_errors_nor_warnings(pages, tmp_path):
    found = judged_by_nu(tmp_path, pages)

    assert not found, "\n".join(found)


def test_html_validate_has_nothing_to_say(pages, tmp_path):
    found = judged_by_html_validate(tmp_path, pages)

    assert not found, "\n".join(found)
