"""The HTML validators and the rules of the site on the real pages, as they are sent.

`make test` takes one page of each kind in each language, `make test-long` every page. The build
applies the rules of the site to every page in both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

import pytest
from support.browsing import Browse, Fetched
from support.built_site import BuiltSite
from support.html_validators import validator_messages

from reader.checks.hreflang import check_alternates, read_alternates
from reader.checks.page_facts import PageFacts, read_page


@pytest.fixture(scope="module")
def fetch(browse: Browse) -> Callable[[str], Fetched]:
    """Return what fetches an address, each of them once."""
    return cache(browse.fetch)


@pytest.fixture(scope="module")
def pages(
    addresses: tuple[str, ...], site: BuiltSite, fetch: Callable[[str], Fetched]
) -> dict[str, str]:
    """Return the HTML of the pages by their addresses, error pages included."""
    return {address: fetch(address).html for address in addresses} | dict(site.error_pages())


@pytest.fixture(scope="module")
def facts(pages: dict[str, str]) -> dict[str, PageFacts]:
    """Return every page as it is parsed."""
    return {address: read_page(html) for address, html in pages.items()}


def test_every_page_keeps_the_rules_of_the_site(addresses, fetch, browse):
    found = [
        fault
        for address in addresses
        for fault in browse.faults_of(
            fetch(address).html, address=address, weight_bytes=fetch(address).weight_bytes
        )
    ]

    assert not found, "\n".join(found)


def test_every_error_page_keeps_the_rules_of_the_site(site, browse):
    assert [
        fault
        for address, html in site.error_pages()
        for fault in browse.faults_of(html, address=address, weight_bytes=None)
    ] == []


@pytest.mark.parametrize(
    "html",
    [
        "<h2>The <mark>fridge</mark></h2>",
        '<p><a href="/en/">The <mark>fridge</mark></a></p>',
        "<dl><dt>Features<dd><ul><li>Without police</ul></dl>",
    ],
)
def test_what_would_be_said_in_pieces_is_found(browse, html):
    found = browse.faults_of(f"<body><main>{html}</main>", address="/en/", weight_bytes=None)

    assert any("<mark> in" in fault or "<ul> in <dd>" in fault for fault in found)


def test_every_page_has_its_translations_and_they_name_it_back(facts, fetch):
    sampled = [named for page in facts.values() if (named := read_alternates(page))]
    # A sample has each state in one language only.
    others = {urlsplit(each).path for named in sampled for each in named.translations}
    read = {
        address: facts[address] if address in facts else read_page(fetch(address).html)
        for address in sorted(others | set(facts))
    }
    listed = {address: named for address, page in read.items() if (named := read_alternates(page))}
    assert len(listed) > 20
    found = check_alternates(listed)
    assert not found, "\n".join(
        f"{finding.path} names {finding.arguments['other']}" for finding in found
    )


def test_every_link_of_a_page_leads_to_an_address_that_answers(facts, fetch):
    targets = {
        link.attributes["href"].partition("#")[0]
        for page in facts.values()
        for link in page.all("a")
        if link.attributes.get("href", "").startswith("/")
    }

    assert len(targets) > 200
    short = {fetch(target).headers["location"] for target in targets if target.startswith("/x/")}
    pages = {target for target in targets if not target.startswith("/x/")} | short
    assert len(short) >= 5
    assert [target for target in sorted(pages) if fetch(target).status != 200] == []


def test_every_anchor_of_another_page_exists(facts, fetch):
    anchored = {
        (there, anchor)
        for page in facts.values()
        for link in page.all("a")
        for there, _, anchor in [link.attributes.get("href", "").partition("#")]
        if there.startswith("/") and anchor
    }
    ids = {there: read_page(fetch(there).html).ids() for there, _ in anchored}

    assert anchored
    assert (
        sorted(f"{there}#{anchor}" for there, anchor in anchored if anchor not in ids[there]) == []
    )


def test_the_html_validators_find_nothing_on_any_page(pages, tmp_path):
    found = validator_messages(tmp_path, pages)

    assert not found, "\n".join(found)
