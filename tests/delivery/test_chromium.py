"""Dictionaries in a real Chromium without JavaScript, before a real gunicorn."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from built import BuiltSite
from delivery.dictionary import naming
from delivery.served import Served, serve, wait_for
from delivery.tiny_site import PAGE, point, write_generation
from playwright.sync_api import Browser, BrowserContext, Page

from bench.servers import SITE, serving
from reader.delivery.codings import Coding
from reader.delivery.dictionaries import DICTIONARIES_FILE
from reader.library.addresses import document_address

pytestmark = pytest.mark.browser


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What DevTools told of one request."""

    sent: dict[str, str] = field(default_factory=dict)
    coding: str = ""
    weight_bytes: int = 0


class Reading:
    """Somebody who reads in a window of their own."""

    def __init__(self, port: int, context: BrowserContext) -> None:
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.shown = ""
        self.requests: dict[str, Fetched] = {}
        self._base = f"http://127.0.0.1:{port}"
        # Of this window alone: what an earlier one read is in the cache of the profile.
        self._queries = (f"{token_hex(4)}{number}" for number in count())
        tools = context.new_cdp_session(self.page)
        tools.on("Network.requestWillBeSentExtraInfo", self._sent)
        tools.on("Network.responseReceivedExtraInfo", self._received)
        tools.on("Network.loadingFinished", self._finished)
        tools.send("Network.enable")

    def _request(self, event: dict[str, Any]) -> Fetched:
        return self.requests.setdefault(event["requestId"], Fetched())

    def _sent(self, event: dict[str, Any]) -> None:
        self._request(event).sent = {name.lower(): value for name, value in event["headers"].items()}

    def _received(self, event: dict[str, Any]) -> None:
        said = {name.lower(): value for name, value in event["headers"].items()}
        self._request(event).coding = said.get("content-encoding", "")

    def _finished(self, event: dict[str, Any]) -> None:
        self._request(event).weight_bytes = int(event["encodedDataLength"])

    @property
    def fetched(self) -> Fetched:
        """The page itself, once all of it was told; before that, nothing. The tiny site has no icon, and is asked for one."""
        documents = (each for each in self.requests.values() if each.sent.get("sec-fetch-dest") == "document" and each.weight_bytes)
        return next(documents, Fetched())

    def read(self, path: str) -> Fetched:
        """Open a page that was not read before, and see that something stands there. Its query keeps it out of the cache."""
        self.requests.clear()
        response = self.page.goto(f"{self._base}{path}?{next(self._queries)}")
        assert response
        assert response.status == 200
        wait_for(lambda: self.page.wait_for_timeout(10) or self.fetched.weight_bytes)
        self.shown = self.page.locator("body").inner_text()
        assert len(self.shown) > 200, "a blank page"
        return self.fetched

    def read_until_by_dictionary(self, path: str) -> Fetched:
        """Read on until the browser has put its dictionary away, which it does once it has nothing better to do."""
        wait_for(lambda: self.read(path).coding == "dcz")
        return self.fetched


# A port and a folder for the profile → somebody who reads with it until the block ends.
Open = Callable[[int, Path], AbstractContextManager[Reading]]


@pytest.fixture
def window(chromium_program: Browser) -> Open:
    @contextmanager
    def opened(port: int, profile: Path) -> Iterator[Reading]:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        context = chromium_program.browser_type.launch_persistent_context(
            profile, executable_path=program, args=arguments, java_script_enabled=False
        )
        try:
            yield Reading(port, context)
        finally:
            context.close()

    return opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    for name, word in (("one", "first"), ("two", "second"), ("three", "third")):
        write_generation(tmp_path, name, word)
    point(tmp_path, "one")
    with serve("asgi", tmp_path) as running:
        yield running
    assert "fridge" not in running.log.read_text()


def test_the_second_page_comes_by_dictionary_costs_less_and_says_the_same(window: Open, site: BuiltSite, tmp_path: Path) -> None:
    first, second = (document_address(each.kind, each.slug, "es") for each in site.library.experiments[:2])
    bodies = {path: site.shelf.bodies_of(site.shelf.manifest.pages[path]) for path in (first, second)}
    with serving(SITE, site.settings.var) as server:
        with window(server.port, tmp_path / "profile") as reading:
            plain = reading.read(first)
            assert (plain.coding, "available-dictionary" in plain.sent) == ("br", False)
            assert len(reading.requests) == 1, "one request a page"
            by_dictionary = reading.read_until_by_dictionary(second)
            assert reading.page.locator("h1").inner_text() == site.library.experiments[1].editions["es"].title
            shown = reading.shown
            assert by_dictionary.sent["available-dictionary"] in {naming(each[Coding.IDENTITY]) for each in bodies.values()}
            assert by_dictionary.weight_bytes < len(bodies[second][Coding.BROTLI])
        with window(server.port, tmp_path / "other profile") as reading:
            assert reading.read(second).coding == "br"
            assert reading.shown == shown


def test_a_new_generation_is_shown_whatever_dictionary_the_browser_holds(window: Open, server: Served, tmp_path: Path) -> None:
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
        assert (forgotten.coding, "available-dictionary" in forgotten.sent) == ("br", True), "a dictionary that nobody knows"
        assert "third" in reading.shown
        reading.read_until_by_dictionary("/en/")
        assert "third" in reading.shown


def test_a_restart_of_the_browser_shows_every_page(window: Open, server: Served, tmp_path: Path) -> None:
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
