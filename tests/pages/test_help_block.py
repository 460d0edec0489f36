"""A cry for help leads to help above the results, and is not repeated where others may see it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from support.browsing import Browse

from reader.checks.page_facts import PageFacts, read_page


def results(browse: Browse, language: str, query: str) -> PageFacts:
    return read_page(browse(f"/{language}/search?{urlencode({'q': query})}").html)


def in_main(page: PageFacts) -> list[str]:
    """Return where the links in main lead, in order."""
    return [
        link.attributes["href"]
        for link in page.all("a")
        if "href" in link.attributes and any(each.tag == "main" for each in link.within)
    ]


def texts(page: PageFacts, tag: str) -> str:
    return " ".join(element.text for element in page.all(tag))


def shared_titles(page: PageFacts) -> list[str]:
    return [
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("property") == "og:title"
    ]


@pytest.mark.parametrize(
    ("language", "query", "leads"),
    [
        ("en", "my husband hit me again", ["tel:911", "/en/help#violence"]),
        ("en", "i dont want to be here anymore", ["/en/help#suicide"]),
        ("en", "my son swallowed bleach", ["tel:911", "/en/help#emergency"]),
        ("en", "we have nowhere to sleep tonight", ["/en/help#food-and-shelter"]),
        ("en", "me pega mi novio", ["tel:911", "/en/help#violence"]),
        ("es", "me pega mi novio", ["tel:911", "/es/help#violence"]),
        ("es", "me kiero morir", ["/es/help#suicide"]),
        ("es", "vos me pegás", ["tel:911", "/es/help#violence"]),
        ("es", "la migra se llevó a mi papá", ["/es/help#immigration"]),
        ("es", "me violaron", ["/es/help#sexual-violence"]),
    ],
)
def test_the_first_links_lead_to_help(browse: Browse, language: str, query: str, leads: list[str]):
    page = results(browse, language, query)

    assert in_main(page)[: len(leads)] == leads
    for tag in ("title", "h1"):
        assert query not in texts(page, tag)
    assert not any(query in title for title in shared_titles(page))


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("en", "hit me up"),
        ("en", "kill switch"),
        ("en", "how do i start a fridge"),
        ("es", "matar el tiempo"),
        ("es", "me pega el sol"),
        ("es", "sobredosis de azúcar"),
    ],
)
def test_what_only_looks_like_a_cry_is_a_plain_search(browse: Browse, language: str, query: str):
    page = results(browse, language, query)

    assert not any("tel:" in link for link in in_main(page)[:2])
    assert query in texts(page, "h1")


@pytest.mark.parametrize("query", ["suicide squad", "she took everything we saved and vanished"])
def test_the_line_that_leads_to_help_stands_above_the_results(browse: Browse, query: str):
    links = in_main(results(browse, "en", query))

    assert links[0] == "/en/help"


@pytest.mark.parametrize("query", ["mutual aid", "zzzzz", "me pega mi novio"])
def test_no_shared_title_says_what_was_searched_for(browse: Browse, query: str):
    page = results(browse, "en", query)

    assert shared_titles(page) == ["Search"]


def test_a_page_that_leads_to_help_has_a_way_out_and_says_nothing_twice(browse: Browse):
    page = results(browse, "es", "mi esposo me golpea y me amenaza con quitarme a mis hijos")
    links = in_main(page)

    assert any("wikipedia.org" in link.attributes.get("href", "") for link in page.all("a"))
    assert links[0] == "tel:911"
    assert links[1] != links[2]
    assert {link.partition("#")[0] for link in links[1:3]} == {"/es/help"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_home_shows_the_lists_by_need(browse: Browse, language: str):
    lists = [link for link in in_main(read_page(browse(f"/{language}").html)) if "/lists/" in link]

    slugs = [link.rpartition("/")[2] for link in lists]
    needed = ("called-at-night", "ten-neighbors", "for-families", "pauses-or-ends")
    ranks = [next(at for at, slug in enumerate(slugs) if slug.endswith(end)) for end in needed]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
