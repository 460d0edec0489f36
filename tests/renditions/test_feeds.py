"""Feeds as a feed reader reads them, the catalog from its root to a file, files for crawlers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import feedparser
import pytest
from jsonschema import Draft202012Validator
from renditions.opds_schema import SCHEMA
from renditions.written import file, translator
from support.builders import EXPERIMENT, edition, load_library, third_language

from reader.library.addresses import FEED_ROUTES, ROOT_FILES, SHELVES, address
from reader.library.library import Library
from reader.library.model import Kind
from reader.renditions.feeds.atom import ENTRIES
from reader.renditions.feeds.feed_files import feed_file
from reader.renditions.formats import Format
from reader.renditions.imprint import Imprint

OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
ALWAYS = (Format.TEXT, Format.EPUB, Format.HTML)
BASE = "https://reader.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def made(library: Library, route: str, tag: str = "en") -> bytes:
    imprint = Imprint(library=library, translator=translator(library, tag), base_url=BASE)
    return feed_file(imprint, route)


def parsed(library: Library, route: str, tag: str = "en") -> feedparser.FeedParserDict:
    """Return a feed as a maintained reader of feeds understands it, without any complaint."""
    found = feedparser.parse(made(library, route, tag))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_feed_has_every_work_in_its_language_the_newest_first(tmp_path: Path) -> None:
    newer = edition("Nueva nevera", "Hola.\n").replace("2026-11-23", "2026-11-29")
    library = load_library(tmp_path, {"podcast/fridge-talk/es.md": newer})
    feed = parsed(library, "feed", "es")

    assert feed.feed.title == "Pruébalo"
    assert feed.feed.language == "es"
    assert feed.entries[0].title == "Nueva nevera"
    assert {entry.title for entry in feed.entries} > {"La nevera libre", "Mantén la calma"}
    assert len(feed.entries) == 4


def test_a_work_without_a_translation_is_in_no_feed_of_that_language(tmp_path: Path) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})

    assert parsed(library, "experiments_feed", "es").entries == []
    assert len(parsed(library, "experiments_feed").entries) == 1


def test_an_entry_has_a_lasting_name_its_date_its_page_and_its_full_text(tmp_path: Path) -> None:
    (entry,) = parsed(load_library(tmp_path), "experiments_feed").entries

    assert entry.id == "tag:reader.example,2026:en/experiments/free-fridge"
    assert entry.updated == "2026-11-23T00:00:00Z"
    assert entry.link == f"{BASE}/en/experiments/free-fridge"
    (content,) = entry.content
    assert content.type == "text/html"
    assert "How many people eat from it." in content.value
    assert "It may have changed" in content.value
    assert re.findall(r'href="(?!https?:|mailto:)', content.value) == []


def test_an_entry_of_a_zine_has_its_parts_and_one_of_a_list_only_its_own_words(
    tmp_path: Path,
) -> None:
    library = load_library(tmp_path)
    (zine,), (reading,) = (parsed(library, route).entries for route in ("zines_feed", "lists_feed"))

    assert "Count to four." in zine.content[0].value
    assert "In this list" in reading.content[0].value
    assert "Count to four." not in reading.content[0].value


def test_a_feed_of_a_large_library_stays_small(tmp_path: Path) -> None:
    many = {
        f"podcast/talk-{number:02}/{name}": words
        for number in range(ENTRIES + 3)
        for name, words in {
            "document.yaml": (
                "show: Talks\nseason: null\nnumber: null\naired: null\nguests: []\n"
                "page_url: null\ntranscript_url: null\naudio_url: null\nexperiments: []\n"
                "topics: []\nsources: []\n"
            ),
            "en.md": edition(f"Talk {number:02}", "Words.\n"),
        }.items()
    }
    library = load_library(tmp_path, many)

    assert len(parsed(library, "podcast_feed").entries) == ENTRIES


def test_names_of_entries_are_unique(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    names = [
        entry.id
        for route in ("feed", "opds", "zines_opds")
        for tag in library.languages
        for entry in parsed(library, route, tag).entries
    ]
    assert len(names) - len(set(names)) == 2, "the zine is in the feed and on its shelf"


def test_the_catalog_leads_from_its_root_to_every_file_with_its_size(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    routes = {f"{BASE}{address(route, language='en')}": route for route in FEED_ROUTES}
    root = parsed(library, "opds")
    found = {}
    for section in root.entries:
        (link,) = section.links
        assert link.rel == "subsection"
        assert link.type == "application/atom+xml;profile=opds-catalog;kind=acquisition"
        shelf = parsed(library, routes[link.href])
        assert [each.href for each in shelf.feed.links if each.rel == "up"] == [
            f"{BASE}/en/opds.xml"
        ]
        for entry in shelf.entries:
            for each in entry.links:
                if each.rel == OPEN_ACCESS:
                    found[each.href, each.type] = int(each.length)

    zine = file(library, Format.EPUB, Kind.ZINE, "stay-calm")
    assert found[f"{BASE}/en/zines/stay-calm.epub", "application/epub+zip"] == len(zine)
    assert len(found) == 4 * len(ALWAYS)


def test_the_catalog_leads_to_that_of_each_other_language(tmp_path: Path) -> None:
    library = load_library(tmp_path, third_language("ar"))
    links = parsed(library, "opds").feed.links

    assert {each.hreflang for each in links if each.rel == "alternate"} == {"es", "ar"}


def test_a_catalog_names_no_shelf_that_is_empty(tmp_path: Path) -> None:
    library = load_library(tmp_path, {f"podcast/fridge-talk/{tag}.md": None for tag in ("es",)})
    titles = [entry.title for entry in parsed(library, "opds", "es").entries]

    assert "Podcast" not in titles


def read_json(library: Library, route: str, tag: str = "en") -> dict[str, Any]:
    """Return a catalog that keeps to every clause of OPDS 2.0."""
    catalog: dict[str, Any] = json.loads(made(library, route, tag))
    Draft202012Validator(SCHEMA).validate(catalog)
    return catalog


def with_rel(links: list[dict[str, Any]], rel: str) -> list[dict[str, Any]]:
    return [link for link in links if link["rel"] == rel]


def test_the_catalog_in_json_leads_from_its_root_to_every_file_with_its_size(
    tmp_path: Path,
) -> None:
    library = load_library(tmp_path)
    routes = {f"{BASE}{address(route, language='es')}": route for route in FEED_ROUTES}
    root = read_json(library, "opds2", "es")
    found = {}
    for section in root["navigation"]:
        assert section["type"] == "application/opds+json"
        shelf = read_json(library, routes[section["href"]], "es")
        assert section["properties"]["numberOfItems"] == len(shelf["publications"])
        for rel in ("up", "start"):
            assert with_rel(shelf["links"], rel)[0]["href"] == f"{BASE}/es/opds.json"
        for publication in shelf["publications"]:
            assert publication["metadata"]["language"] == "es"
            for link in with_rel(publication["links"], OPEN_ACCESS):
                found[link["href"], link["type"]] = link["size"]

    zine = file(library, Format.EPUB, Kind.ZINE, "stay-calm", "es")
    assert found[f"{BASE}/es/zines/stay-calm.epub", "application/epub+zip"] == len(zine)
    assert len(found) == 4 * len(ALWAYS)


def test_both_catalogs_lead_to_the_same_files(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    for shelf in SHELVES.values():
        old = {
            (link.href, link.type, link.length)
            for entry in parsed(library, f"{shelf}_opds").entries
            for link in entry.links
            if link.rel == OPEN_ACCESS
        }
        new = {
            (link["href"], link["type"], str(link["size"]))
            for entry in read_json(library, f"{shelf}_opds2")["publications"]
            for link in with_rel(entry["links"], OPEN_ACCESS)
        }
        assert old == new


def test_the_catalog_in_json_leads_to_other_languages_and_to_the_search(tmp_path: Path) -> None:
    links = read_json(load_library(tmp_path, third_language("ar")), "opds2")["links"]

    assert {link["language"] for link in with_rel(links, "alternate")} == {"es", "ar"}
    (search,) = with_rel(links, "search")
    assert search["templated"]
    assert search["href"] == f"{BASE}/en/opds/search.json{{?q}}"
    assert search["type"] == "application/opds+json"


def test_a_shelf_without_works_in_a_language_is_still_a_catalog(tmp_path: Path) -> None:
    library = load_library(tmp_path, {f"podcast/fridge-talk/{tag}.md": None for tag in ("es",)})

    (way,) = read_json(library, "podcast_opds2", "es")["navigation"]
    assert way["href"] == f"{BASE}/es/opds.json"


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "no link to itself": lambda catalog: catalog["links"].pop(0),
    "no title": lambda catalog: catalog["metadata"].pop("title"),
    "nothing in it": lambda catalog: catalog.pop("publications"),
    "a book without a file": lambda catalog: catalog["publications"][0]["links"].clear(),
    "no bitmap": lambda catalog: catalog["publications"][0].update(images=[]),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_clause_is_found(tmp_path: Path, fault: str) -> None:
    catalog = read_json(load_library(tmp_path), "zines_opds2")
    BROKEN[fault](catalog)
    assert not Draft202012Validator(SCHEMA).is_valid(catalog)


def test_the_map_of_the_site_has_every_page_with_its_translations_and_no_stand_in(
    tmp_path: Path,
) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})
    urls = {
        url.findtext(f"{SITEMAP}loc"): url
        for url in ET.fromstring(made(library, "sitemap")).iter(f"{SITEMAP}url")
    }

    assert f"{BASE}/en/" in urls
    assert f"{BASE}/es/zines/stay-calm/before" in urls
    assert f"{BASE}/es/experiments/free-fridge" not in urls
    assert not [each for each in urls if "search" in each or "." in each.removeprefix(BASE)]
    zine = urls[f"{BASE}/es/zines/stay-calm"]
    assert zine.findtext(f"{SITEMAP}lastmod") == "2026-11-23"
    named = {link.get("hreflang"): link.get("href") for link in zine.iter(f"{XHTML}link")}
    assert named == {tag: f"{BASE}/{tag}/zines/stay-calm" for tag in ("en", "es")}
    for listed, url in urls.items():
        others = {link.get("href") for link in url.iter(f"{XHTML}link")}
        assert listed in others
        assert others <= set(urls)


def test_crawlers_are_asked_to_leave_out_what_has_a_query_and_told_of_the_map(
    tmp_path: Path,
) -> None:
    rules = RobotFileParser()
    rules.parse(made(load_library(tmp_path), "robots").decode().splitlines())

    assert rules.site_maps() == [f"{BASE}/sitemap.xml"]
    assert rules.can_fetch("any", f"{BASE}/en/zines/stay-calm")
    assert not rules.can_fetch("any", f"{BASE}/healthz")


def test_a_browser_is_told_how_to_search_here(tmp_path: Path) -> None:
    described = ET.fromstring(made(load_library(tmp_path), "opensearch", "es"))

    assert described.findtext(f"{OPEN_SEARCH}ShortName") == "Pruébalo"
    url = described.find(f"{OPEN_SEARCH}Url")
    assert url is not None
    assert url.get("template") == f"{BASE}/es/search?q={{searchTerms}}"


@pytest.mark.parametrize("route", [*FEED_ROUTES, *ROOT_FILES])
def test_every_file_is_the_same_each_time(tmp_path: Path, route: str) -> None:
    library = load_library(tmp_path)
    assert made(library, route) == made(library, route)


def test_a_route_of_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        made(load_library(tmp_path), "home")
