"""Pages of results of the project's own content: what each link promises is what it leads to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from support.browsing import Browse

from reader.checks.page_facts import Element, PageFacts, read_page
from reader.search.engine import PAGE_LENGTH

ASKED = (
    "/en/search?q=people",
    "/en/search?q=desescalada&in=en",
    "/en/search?q=crisis&kind=experiment&status=paused",
    "/en/search?q=mutual+aid&topic=neighbors&order=newest",
    "/es/search?q=salud+mental",
    "/es/search?q=personas&kind=zine",
    "/es/search?q=polic%C3%ADa&attribute=no-police&in=es",
    "/es/search?q=zzzzz+barrio",
)
# Two values in force that leave more than a page of results.
CHOSEN = "q=people&kind=experiment&topic=neighbors&order=newest"
# Parameters in the one order that an address has them in.
PARAMETERS = ("q", "kind", "topic", "in", "attribute", "status", "order")
MISSPELT = ("desescaladda", "conflct", "mutaul aid", "conflcto")
UNCLEAR = (("en", "vilence"), ("es", "violnca"))


def page_of(browse: Browse, address: str) -> PageFacts:
    """Return what a page of results says."""
    fetched = browse.fetch(address)
    assert fetched.status == 200, address
    return read_page(fetched.html)


def heading(page: PageFacts) -> str:
    return next(page.all("h1")).text


def total(page: PageFacts) -> int:
    """Return the number that a page of results begins with."""
    return int(re.match(r"\d+", heading(page))[0])


def links(page: PageFacts, *within: str) -> list[Element]:
    """Return the links of a page inside elements with these tags or classes."""
    found = (link for link in page.all("a") if "href" in link.attributes)
    return [
        link
        for link in found
        if {*within} <= {name for each in link.within for name in (each.tag, *classes(each))}
    ]


def classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()


def facets(page: PageFacts) -> list[Element]:
    """Return the links of the facets."""
    return links(page, "section", "take")


def shown(page: PageFacts) -> list[str]:
    """Return where the results on a page lead."""
    return [link.attributes["href"] for link in links(page, "ol", "cards", "h2")]


@pytest.mark.parametrize("asked", ASKED)
def test_every_value_leaves_as_many_results_as_its_link_says(browse: Browse, asked: str) -> None:
    browse(asked)
    promised = {
        link.attributes["href"]: link.text
        for link in facets(page_of(browse, asked))
        if re.search(r": \d+ result", link.text)
    }
    found = {address: total(page_of(browse, address)) for address in promised}

    assert promised
    assert found == {
        address: int(re.search(r": (\d+) result", words)[1]) for address, words in promised.items()
    }
    assert all(found.values())


@pytest.mark.parametrize("asked", ASKED)
def test_a_value_is_added_to_what_was_asked_and_leads_to_the_first_page(
    browse: Browse, asked: str
) -> None:
    before = dict(parse_qsl(asked.partition("?")[2]))
    for link in facets(page_of(browse, f"{asked}&page=2")):
        after = dict(parse_qsl(link.attributes["href"].partition("?")[2]))

        assert link.attributes["href"].partition("?")[0] == asked.partition("?")[0]
        assert list(after) == [name for name in PARAMETERS if name in after]
        assert after["q"] == before["q"]
        assert after.get("order") == before.get("order")
        assert len({*before.items()} ^ {*after.items()}) <= 2, (
            link.text
        )  # one added, or put in place of another, or taken away


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_chosen_is_said_before_the_results_and_each_can_be_taken_away(
    browse: Browse, language: str
) -> None:
    page = read_page(browse(f"/{language}/search?{CHOSEN}").html)
    removals = [link for link in links(page, "main", "p", "row") if "“" in link.text]
    current = [
        element.text
        for element in page.all("span")
        if "aria-current" in element.attributes and element.within[-1].tag == "li"
    ]

    assert [
        dict(parse_qsl(link.attributes["href"].partition("?")[2])).keys() for link in removals
    ] == [
        {"q", "topic", "order"},
        {"q", "kind", "order"},
    ]
    assert len({link.text for link in removals}) == 2
    assert page.elements.index(removals[-1]) < page.elements.index(links(page, "ol", "cards")[0])
    assert {link.text for link in removals} == {
        link.text for link in facets(page) if "“" in link.text
    }
    assert len([words for words in current if re.search(r": \d+ result", words)]) == 2
    for link in removals:
        assert total(page_of(browse, link.attributes["href"])) >= total(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_keep_what_is_chosen_and_together_have_every_result_once(
    browse: Browse, language: str
) -> None:
    address = f"/{language}/search?{CHOSEN}"
    number = total(page_of(browse, address))
    found: list[str] = []
    while address:
        assert {*parse_qsl(CHOSEN)} <= {*parse_qsl(address.partition("?")[2])}
        page = page_of(browse, address)
        found += shown(page)
        address = next(
            (
                link.attributes["href"]
                for link in links(page, "nav")
                if link.attributes.get("rel") == "next"
            ),
            "",
        )

    assert number > PAGE_LENGTH
    assert len(found) == len({link.partition("#")[0] for link in found}) == number


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_one_page_of_results_has_one_address_in_whatever_order_it_is_asked_for(
    browse: Browse, order: slice
) -> None:
    asked = (
        f"/es/search?{urlencode(parse_qsl(CHOSEN)[order])}&color=red&status=%22%3E&in=xx&attribute="
    )

    assert browse(asked).html == browse(f"/es/search?{CHOSEN}").html


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("typed", MISSPELT)
def test_what_is_clearly_misspelled_is_corrected_at_once_and_said(
    browse: Browse, language: str, typed: str
) -> None:
    page = page_of(browse, f"/{language}/search?{urlencode({'q': typed})}")
    (only_typed,) = (
        link for link in links(page, "main", "row") if "exact=1" in link.attributes["href"]
    )

    assert typed not in heading(page)
    assert total(page) > 0
    assert typed in heading(read_page(browse(only_typed.attributes["href"]).html))


@pytest.mark.parametrize(("language", "typed"), UNCLEAR)
def test_did_you_mean_leads_to_results(browse: Browse, language: str, typed: str) -> None:
    (meant,) = links(
        page_of(browse, f"/{language}/search?{urlencode({'q': typed})}"), "main", "notice", "take"
    )

    assert total(read_page(browse(meant.attributes["href"]).html)) > 0


@pytest.mark.parametrize("asked", ASKED)
def test_every_result_leads_to_a_page_and_to_a_place_on_it(browse: Browse, asked: str) -> None:
    for address in shown(page_of(browse, asked)):
        path, _, anchor = address.partition("#")

        assert not anchor or anchor in page_of(browse, path).ids(), address


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_zine_is_found_at_its_part_and_an_episode_at_its_heading(
    browse: Browse, language: str
) -> None:
    parts = shown(
        page_of(
            browse,
            f"/{language}/search?q={ {'en': 'breathe', 'es': 'respira'}[language] }&kind=zine",
        )
    )
    word = {"en": "transcript", "es": "transcripción"}[language]
    episodes = shown(page_of(browse, f"/{language}/search?q={word}&kind=episode"))

    assert f"/{language}/zines/de-escalation-basics/steady" in parts
    assert any(
        address.startswith(f"/{language}/podcast/") and "#" in address for address in episodes
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_newest_first_is_another_order_of_the_same_results(
    browse: Browse, language: str
) -> None:
    best = page_of(browse, f"/{language}/search?q=crisis")
    (newest,) = (
        link.attributes["href"]
        for link in links(best, "main", "row")
        if link.attributes["href"].endswith("order=newest")
    )
    page = page_of(browse, newest)
    current = [
        link.attributes["href"]
        for link in links(page, "main", "row")
        if "aria-current" in link.attributes
    ]

    assert current == [newest]
    assert total(page) == total(best)
    assert heading(page) != heading(best)


@pytest.mark.parametrize("typed", ["zzzzz", "jungle", "crisis"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_result_one_and_many_have_what_they_need(
    browse: Browse, language: str, typed: str
) -> None:
    page = read_page(browse(f"/{language}/search?q={typed}").html)
    number = 0 if typed == "zzzzz" else total(page)
    orders = [
        link for link in links(page, "main", "row") if "order=newest" in link.attributes["href"]
    ]

    assert len(shown(page)) == min(number, PAGE_LENGTH)
    assert bool(orders) == bool(facets(page)) == ("page_narrow" in page.ids()) == (number > 1)
    assert bool([link for link in links(page, "nav") if link.attributes.get("rel") == "next"]) == (
        number > PAGE_LENGTH
    )
