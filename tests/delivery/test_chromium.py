"""Dictionaries in a real Chromium without JavaScript, before a real gunicorn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from delivery.chromium_reader import Reading, reading_in
from delivery.served import Served, serve
from delivery.small_dictionary import naming
from delivery.tiny_site import PAGE, point, write_generation
from playwright.sync_api import Browser
from support.built_site import BuiltSite
from support.waiting import wait_for

from bench.servers import SITE, serving
from bench.weights import pages
from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.compression_dictionaries import DICTIONARIES_FILE
from reader.library.addresses import document_address

pytestmark = pytest.mark.browser


# A port and a folder for the profile → somebody who reads with it until the block ends.
Open = Callable[[int, Path], AbstractContextManager[Reading]]


@pytest.fixture
def window(chromium_program: Browser) -> Open:
    return lambda port, profile: reading_in(chromium_program, profile, f"http://127.0.0.1:{port}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    for name, word in (("one", "first"), ("two", "second"), ("three", "third")):
        write_generation(tmp_path, name, word)
    point(tmp_path, "one")
    with serve("asgi", tmp_path) as running:
        yield running
    assert "fridge" not in running.log.read_text()


def test_the_second_page_comes_by_dictionary_costs_less_and_says_the_same(
    window: Open, site: BuiltSite, tmp_path: Path
) -> None:
    first, second = (
        document_address(each.kind, each.slug, "es") for each in site.library.experiments[:2]
    )
    bodies = {path: site.shelf.bodies_of(site.shelf.pages[path]) for path in (first, second)}
    with serving(SITE, site.settings.var) as server:
        with window(server.port, tmp_path / "profile") as reading:
            plain = reading.read(first)
            assert (plain.coding, "available-dictionary" in plain.sent) == ("br", False)
            assert len(reading.requests) == 1, "one request a page"
            by_dictionary = reading.read_until_by_dictionary(second)
            assert (
                reading.page.locator("h1").inner_text()
                == site.library.experiments[1].editions["es"].title
            )
            shown = reading.shown
            assert by_dictionary.sent["available-dictionary"] in {
                naming(each[Coding.IDENTITY]) for each in bodies.values()
            }
            assert by_dictionary.weight_bytes < len(bodies[second][Coding.BROTLI])
        with window(server.port, tmp_path / "other profile") as reading:
            assert reading.read(second).coding == "br"
            assert reading.shown == shown


def test_a_page_of_every_kind_is_one_request(window: Open, site: BuiltSite, tmp_path: Path) -> None:
    addresses = {
        "/",
        *(page.path for page in {page.kind: page for page in pages(site.library)}.values()),
    }
    assert len(addresses) > 12
    with (
        serving(SITE, site.settings.var) as server,
        window(server.port, tmp_path / "profile") as reading,
    ):
        for address in sorted(addresses):
            reading.requests.clear()
            reading.page.goto(f"http://127.0.0.1:{server.port}{address}")
            wait_for(lambda: reading.page.wait_for_timeout(10) or reading.fetched.weight_bytes)
            reading.page.wait_for_timeout(100)  # an icon is asked for once all is shown
            assert [each.sent["sec-fetch-dest"] for each in reading.requests.values()] == [
                "document"
            ], address


def test_a_new_generation_is_shown_whatever_dictionary_the_browser_holds(
    window: Open, server: Served, tmp_path: Path
) -> None:
    with window(server.port, tmp_path / "profile") as reading:
        reading.read_until_by_dictionary(PAGE)
        assert "first" in reading.shown

        server.show("two")
        assert reading.read("/en/").coding == "dcz", "the earlier generation is known"
        assert "second" in reading.shown

        for name in ("one", "two"):
            (tmp_path / "generations" / name / DICTIONARIES_FILE).unlink()
        server.show("three")
        forgotten = reading.read(PAGE)
        assert (forgotten.coding, "available-dictionary" in forgotten.sent) == ("br", True), (
            "a dictionary that nobody knows"
        )
        assert "third" in reading.shown
        reading.read_until_by_dictionary("/en/")
        assert "third" in reading.shown


def test_a_restart_of_the_browser_shows_every_page(
    window: Open, server: Served, tmp_path: Path
) -> None:
    with window(server.port, tmp_path / "profile") as reading:
        reading.read_until_by_dictionary(PAGE)
    server.show("two")
    with window(server.port, tmp_path / "profile") as reading:
        reading.read("/en/")
        assert "second" in reading.shown
        reading.read_until_by_dictionary(PAGE)
        assert "second" in reading.shown


def test_a_page_from_a_dictionary_is_read_again_from_the_cache_and_confirmed_by_its_tag(
    window: Open, server: Served, tmp_path: Path
) -> None:
    with window(server.port, tmp_path / "profile") as reading:
        reading.read_until_by_dictionary(PAGE)
        address, shown = reading.page.url, reading.shown
        reading.read("/en/")
        reading.page.goto(address)
        assert reading.page.locator("body").inner_text() == shown

        reading.requests.clear()
        reading.page.reload()
        wait_for(lambda: reading.page.wait_for_timeout(10) or reading.fetched.sent)
        assert reading.fetched.sent["if-none-match"].startswith('W/"')
        assert reading.page.locator("body").inner_text() == shown
