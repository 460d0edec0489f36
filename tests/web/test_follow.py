"""The page that says how to follow, and the heads that name a feed."""

from __future__ import annotations

import re
from pathlib import Path

from support.builders import FILES
from support.sites import client_of

FEED = r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)">'
LIBRARY = FILES["library.yaml"]


def test_the_page_leads_to_every_feed_the_catalog_and_what_is_new(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/follow").text

    for target in ("feed.atom", "zines/feed.atom", "lists/feed.atom", "opds.xml", "new"):
        assert f'href="/es/{target}"' in page
    assert "<small>https://reader.example/es/opds.xml</small>" in page
    assert "<small>https://reader.example/es/opds.json</small>" in page
    assert "also write here" not in page


def test_the_channels_of_the_operator_are_named(tmp_path: Path) -> None:
    channels = f"{LIBRARY}channels: {{Our letters: 'https://letters.example.org/'}}\n"
    page = client_of(tmp_path, {"library.yaml": channels}).get("/en/follow").text

    assert '<a href="https://letters.example.org/">Our letters</a>' in page


def test_home_shelves_and_this_page_name_their_feed_in_the_head_and_no_other_does(
    tmp_path: Path,
) -> None:
    client = client_of(tmp_path)
    named = {
        path: re.findall(FEED, client.get(path).text)
        for path in (
            *("/en/", "/en/zines", "/en/new", "/en/follow", "/en/zines/stay-calm", "/en/search"),
            *("/en/topics/food", "/en/experiments?topic=food"),
        )
    }
    assert named == {
        "/en/": ["/en/feed.atom"],
        "/en/zines": ["/en/zines/feed.atom"],
        "/en/new": ["/en/feed.atom"],
        "/en/follow": ["/en/feed.atom"],
        "/en/zines/stay-calm": [],
        "/en/search": [],
        "/en/topics/food": [],
        "/en/experiments?topic=food": [],
    }


def test_only_home_tells_a_browser_how_to_search(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    assert 'href="/es/opensearch.xml"' in client.get("/es/").text
    assert "opensearch" not in client.get("/es/zines").text


def test_every_file_says_what_it_is(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    for path, media_type in {
        "/en/feed.atom": "application/atom+xml; charset=utf-8",
        "/en/opds.xml": "application/atom+xml;profile=opds-catalog;kind=navigation; charset=utf-8",
        "/en/zines/opds.xml": (
            "application/atom+xml;profile=opds-catalog;kind=acquisition; charset=utf-8"
        ),
        "/en/opds.json": "application/opds+json",
        "/en/zines/opds.json": "application/opds+json",
        "/robots.txt": "text/plain; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
    }.items():
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["content-type"] == media_type
        assert "max-age=3600" in response.headers["cache-control"]
