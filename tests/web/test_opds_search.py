"""A reader of e-books searches the catalog, and gets files: walked from its root to a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from jsonschema import Draft202012Validator
from renditions.opds_schema import SCHEMA
from support.help_content import HELP_FILES
from support.sites import OneAnswer, make_site
from werkzeug.test import TestResponse
from wiring.small_site import get, small_settings

from reader.delivery.http.messages import Response
from reader.delivery.http.response_headers import IS_HEAD
from reader.delivery.wsgi_door import WsgiDoor
from reader.library.model import Kind, LanguageTag, Slug
from reader.search.engine import Facet, Hit
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.wiring import commands, server

OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> WsgiDoor:
    settings = small_settings(tmp_path_factory.mktemp("project"))
    commands.build(settings)
    return WsgiDoor(server.current(settings))


def fetched(door: WsgiDoor, address: str) -> Response:
    """Return what is at a full address of the library."""
    path, _, query = address.removeprefix("https://library.example.org").partition("?")
    response = get(door, path, query)
    assert response.status == 200, address
    return response


def linked(links: list[Any], rel: str) -> Any:
    (found,) = [each for each in links if each["rel"] == rel]
    return found


def test_the_search_of_a_catalog_leads_from_its_root_to_a_file(door: WsgiDoor) -> None:
    root = feedparser.parse(get(door, "/es/opds.xml").body)
    described = ET.fromstring(fetched(door, linked(root.feed.links, "search").href).body)
    templates = {
        url.get("type"): str(url.get("template")) for url in described.iter(f"{OPEN_SEARCH}Url")
    }
    address = templates[ACQUISITION].replace("{searchTerms}", "nevera")

    answer = fetched(door, address)
    found = feedparser.parse(answer.body)

    assert not found.bozo
    assert dict(answer.headers)["content-type"].startswith(ACQUISITION)
    assert dict(answer.headers)["cache-control"] == "private,max-age=60"
    assert linked(found.feed.links, "self").href == address
    (entry,) = [each for each in found.entries if each.title == "La nevera libre"]
    book = next(each for each in entry.links if each.type == "application/epub+zip")
    assert book.rel == OPEN_ACCESS
    assert len(fetched(door, book.href).body) == int(book.length)


def test_the_same_is_found_in_json(door: WsgiDoor) -> None:
    root = json.loads(get(door, "/en/opds.json").body)
    search = linked(root["links"], "search")
    address = search["href"].replace("{?q}", "?q=fridge")

    found = json.loads(fetched(door, address).body)

    Draft202012Validator(SCHEMA).validate(found)
    titles = {each["metadata"]["title"]: each for each in found["publications"]}
    file = titles["Free fridge"]["links"][0]
    assert (file["rel"], file["type"]) == (OPEN_ACCESS, "application/epub+zip")
    assert len(fetched(door, file["href"]).body) == file["size"]


@pytest.mark.parametrize("path", ["/en/opds.xml", "/en/zines/opds.xml", "/en/opds/search.xml"])
def test_each_catalog_leads_to_what_describes_its_search(door: WsgiDoor, path: str) -> None:
    links = feedparser.parse(get(door, path).body).feed.links

    assert linked(links, "search").href == "https://library.example.org/en/opensearch.xml"


@pytest.mark.parametrize("query", ["", "q=", "q=zyzzyva", "q=%00%20"])
def test_nothing_found_is_still_a_catalog(door: WsgiDoor, query: str) -> None:
    old, new = (get(door, f"/en/opds/search.{name}", query) for name in ("xml", "json"))

    assert feedparser.parse(old.body).entries == []
    Draft202012Validator(SCHEMA).validate(json.loads(new.body))
    assert (old.status, new.status) == (200, 200)


def asked(tmp_path: Path, path: str, **says: object) -> tuple[TestResponse, OneAnswer]:
    """Return the answer of a library with a help page whose engine finds one work."""
    site = make_site(tmp_path, HELP_FILES)
    hit = Hit(
        kind=Kind.ZINE,
        slug=Slug("stay-calm"),
        part=Slug("before"),
        language=LanguageTag("es"),
        title=(),
        snippet=(),
    )
    engine = OneAnswer(hits=(hit, replace(hit, part=None)), asked=[], says=says)
    app = create_app(replace(site, search=engine), PAGE_VIEWS)
    return app.test_client().get(path), engine


def test_a_work_stands_once_and_the_pages_before_and_after_are_linked(tmp_path: Path) -> None:
    address = "/es/opds/search.xml?q=calma&page=2"
    answer, engine = asked(tmp_path, address, page=2, page_count=3)
    found = feedparser.parse(answer.data)

    assert engine.asked[0].chosen == {Facet.LANGUAGE: "es"}
    assert [entry.title for entry in found.entries] == ["Mantén la calma"]
    base = "https://reader.example/es/opds/search.xml?q=calma"
    assert linked(found.feed.links, "previous").href == base
    assert linked(found.feed.links, "next").href == f"{base}&page=3"


def test_who_may_need_help_gets_the_page_that_helps_first(tmp_path: Path) -> None:
    old, _ = asked(tmp_path / "old", "/es/opds/search.xml?q=x", needs_help_line=True)
    new, _ = asked(tmp_path / "new", "/es/opds/search.json?q=x", needs_help_line=True)
    first, second = feedparser.parse(old.data).entries
    publication = new.json["publications"][0]

    Draft202012Validator(SCHEMA).validate(new.json)
    assert second.title == "Mantén la calma"
    for links in (first.links, publication["links"]):
        assert linked(links, OPEN_ACCESS)["href"] == "https://reader.example/es/help.txt"
    assert first.title == publication["metadata"]["title"]


def test_without_an_index_it_is_unavailable_and_a_head_costs_no_search(tmp_path: Path) -> None:
    client = create_app(make_site(tmp_path), PAGE_VIEWS).test_client()
    assert client.get("/es/opds/search.xml?q=calma").status_code == 503

    door_site = make_site(tmp_path / "again")
    engine = OneAnswer(asked=[])
    app = create_app(replace(door_site, search=engine), PAGE_VIEWS)
    answer = app.test_client().get("/es/opds/search.json?q=x", environ_overrides={IS_HEAD: True})
    assert (answer.status_code, engine.asked) == (200, [])
