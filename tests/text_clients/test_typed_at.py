"""The text browsers at a terminal: each task of a reader, by keys, in both languages."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from support.browsing import Browse
from support.built_site import BuiltSite
from support.text_browsers import KEYS, TITLE_SHOWN, reading

from reader.checks.page_facts import Element, PageFacts, read_page
from reader.library.addresses import document_address
from reader.library.model import Kind

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(("program", "language"), list(product(KEYS, ("en", "es")))),
]

AUTONYMS = {"en": "English", "es": "Español"}
SEARCHED = {"en": "de-escalation", "es": "desescalada"}


def facts(browse: Browse, address: str) -> PageFacts:
    """Return what a page says, from its HTML."""
    return read_page(browse.fetch(address).html)


def heading(page: PageFacts) -> str:
    return next(page.all("h1")).text


def one(page: PageFacts, tag: str, **attributes: str) -> Element:
    """Return the last element of a tag with these attributes."""
    return [
        element for element in page.all(tag) if attributes.items() <= element.attributes.items()
    ][-1]


def label(page: PageFacts, field: str) -> str:
    return one(page, "label", **{"for": field}).text


def test_somebody_goes_from_home_to_the_lists_and_finds_help_in_the_other_language(
    program: str, language: str, browse: Browse, served: str, tmp_path: Path
) -> None:
    other = next(tag for tag in AUTONYMS if tag != language)
    lists = heading(facts(browse, f"/{language}/lists"))
    help_page = heading(facts(browse, f"/{other}/help"))
    about = {tag: heading(facts(browse, f"/{tag}/about")) for tag in AUTONYMS}
    with reading(program, f"{served}/{language}/", tmp_path) as reader:
        reader.arrives(heading(facts(browse, f"/{language}/")))
        reader.follows(lists)
        reader.arrives(lists)
        reader.follows(about[language])
        reader.arrives(about[language])
        reader.follows(AUTONYMS[other])
        reader.arrives(about[other])
        reader.follows(help_page)
        reader.arrives(help_page)


def test_somebody_filters_the_experiments_and_takes_the_filter_away(
    program: str, language: str, browse: Browse, served: str, tmp_path: Path
) -> None:
    address = f"/{language}/experiments"
    page = facts(browse, address)
    filters = [
        option
        for option in page.all("option")
        if option.within[-1].attributes.get("name") == "attribute"
    ]
    button = next(
        each for each in page.all("input") if any(o.tag == "fieldset" for o in each.within)
    )
    filtered = facts(browse, f"{address}?attribute={filters[2].attributes['value']}")
    removal = next(
        link
        for link in filtered.all("a")
        if link.attributes["href"] == address and not link.attributes.get("aria-current")
    )
    with reading(program, served + address, tmp_path) as reader:
        reader.arrives(heading(page))
        reader.chooses(label(page, "page_attribute"), filters[2].text)
        reader.presses(button.attributes["value"])
        reader.arrives(heading(filtered))
        reader.follows(removal.text.split()[0])
        reader.arrives(heading(page))


def test_somebody_searches_and_goes_to_the_second_page_of_what_was_found(
    program: str, language: str, browse: Browse, served: str, tmp_path: Path
) -> None:
    words = SEARCHED[language]
    start = facts(browse, f"/{language}/")
    found = facts(browse, f"/{language}/search?q={words}")
    onward = one(found, "a", rel="next")
    second = facts(browse, onward.attributes["href"])
    with reading(program, f"{served}/{language}/", tmp_path) as reader:
        reader.arrives(heading(start))
        reader.searches(label(start, "q_"), words)
        reader.arrives(heading(found))
        reader.follows(onward.text)
        reader.arrives(heading(second))
        reader.finds(next(second.all("h2")).text[:TITLE_SHOWN])


def test_somebody_reads_a_zine_to_its_end_by_next(
    program: str, language: str, site: BuiltSite, browse: Browse, served: str, tmp_path: Path
) -> None:
    zine = min(site.library.zines, key=lambda zine: len(zine.parts))
    address = document_address(Kind.ZINE, zine.slug, language)
    with reading(program, served + address, tmp_path) as reader:
        reader.arrives(heading(facts(browse, address)))
        for part in zine.editions[language].parts:
            onward = one(facts(browse, address), "a", rel="next")
            address = onward.attributes["href"]
            reader.follows(onward.text.split()[0])
            reader.arrives(part.title)
    assert [
        link for link in facts(browse, address).all("a") if link.attributes.get("rel") == "next"
    ] == []
