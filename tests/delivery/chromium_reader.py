"""Somebody who reads in a real Chromium without JavaScript, and what DevTools tells of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from support.waiting import wait_for


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What DevTools told of one request."""

    sent: dict[str, str] = field(default_factory=dict)
    coding: str = ""
    protocol: str = ""
    weight_bytes: int = 0


class Reading:
    """Somebody who reads in a window of their own."""

    def __init__(self, base: str, context: BrowserContext) -> None:
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.shown = ""
        self.requests: dict[str, Fetched] = {}
        self._base = base
        # Of this window alone: what an earlier one read is in the cache of the profile.
        self._queries = (f"{token_hex(4)}{number}" for number in count())
        tools = context.new_cdp_session(self.page)
        tools.on("Network.requestWillBeSentExtraInfo", self._sent)
        tools.on("Network.responseReceivedExtraInfo", self._received)
        tools.on("Network.responseReceived", self._answered)
        tools.on("Network.loadingFinished", self._finished)
        tools.send("Network.enable")

    def _request(self, event: dict[str, Any]) -> Fetched:
        return self.requests.setdefault(event["requestId"], Fetched())

    def _sent(self, event: dict[str, Any]) -> None:
        self._request(event).sent = {
            name.lower(): value for name, value in event["headers"].items()
        }

    def _received(self, event: dict[str, Any]) -> None:
        said = {name.lower(): value for name, value in event["headers"].items()}
        self._request(event).coding = said.get("content-encoding", "")

    def _answered(self, event: dict[str, Any]) -> None:
        self._request(event).protocol = event["response"]["protocol"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._request(event).weight_bytes = int(event["encodedDataLength"])

    @property
    def fetched(self) -> Fetched:
        """The page itself once it is loaded, or nothing. Icons do not count: the site has none."""
        documents = (
            each
            for each in self.requests.values()
            if each.sent.get("sec-fetch-dest") == "document" and each.weight_bytes
        )
        return next(documents, Fetched())

    def read(self, path: str) -> Fetched:
        """Open a page not read before and see that it has words. Its query bypasses the cache."""
        self.requests.clear()
        response = self.page.goto(f"{self._base}{path}?{next(self._queries)}")
        assert response
        assert response.status == 200
        wait_for(lambda: self.page.wait_for_timeout(10) or self.fetched.weight_bytes)
        self.shown = self.page.locator("body").inner_text()
        assert len(self.shown) > 200, "a blank page"
        return self.fetched

    def read_until_by_dictionary(self, path: str) -> Fetched:
        """Read on until the browser has stored its dictionary, which it does when it is idle."""
        wait_for(lambda: self.read(path).coding == "dcz")
        return self.fetched


@contextmanager
def reading_in(chromium: Browser, profile: Path, base: str, *arguments: str) -> Iterator[Reading]:
    """Read the site at ``base`` with a profile, which remembers, until the block ends."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    context = chromium.browser_type.launch_persistent_context(
        profile,
        executable_path=program,
        args=[*(["--no-sandbox"] if os.geteuid() == 0 else []), *arguments],
        java_script_enabled=False,
    )
    try:
        yield Reading(base, context)
    finally:
        context.close()
