"""A link says by its own words where it leads: no words lead to two places (WCAG 2.4.9)."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from reader.checks.page_facts import read_page

# Words that say nothing away from their sentence, in every language offered.
EMPTY = re.compile(
    r"here|click here|more|read more|learn more|see more|this|this page|link|details|go|"
    r"next|previous|continue|"
    r"aquí|haz clic aquí|más|leer más|ver más|saber más|esto|esta página|enlace|detalles|ir|"
    r"siguiente|anterior|https?:\S*|www\.\S*",
    re.IGNORECASE,
)


def unclear(html: str) -> list[str]:
    """Return what is wrong with the words of the links of a page."""
    places = defaultdict(set)
    for link in read_page(html).all("a"):
        places[link.text.casefold()].add(link.attributes["href"])
    return [
        f"“{words}” leads to {' and '.join(sorted(found))}"
        for words, found in places.items()
        if len(found) > 1
    ] + [f"“{words}” says nothing" for words in places if EMPTY.fullmatch(words.strip(" .…»›→"))]


def test_every_link_of_every_page_says_where_it_leads(site, browse):
    pages = {address: browse.fetch(address) for address in (*site.addresses(), *site.asked())}
    found = [
        f"{address}: {fault}"
        for address, page in pages.items()
        if page.is_page
        for fault in unclear(page.html)
    ]

    assert len(pages) > 100
    assert found == []


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<a href="/a">Pods</a> <a href="/a">pods</a> <a href="/b">Circles</a>', 0),
        ('<a href="/a">Pods</a> <a href="/b#pod"><b>pods</b></a>', 1),
        ('<a href="/a">Read more</a>', 1),
        ('<a href="/a">aquí.</a>', 1),
        ('<a href="/a">https://a.example/</a>', 1),
    ],
)
def test_links_that_cannot_be_told_apart_are_found(html, faults):
    assert len(unclear(html)) == faults
