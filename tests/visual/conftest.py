"""A window in which every kind of page is walked through, and every document can be measured where it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import BrowserContext, Page
from support.browser_validators import MEASURES
from support.built_site import BuiltSite


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One address after the other, shown in ``page``."""

    page: Page
    served: str
    addresses: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        for address in self.addresses:
            self.page.goto(self.served + address)
            yield address

    def half(self, which: int) -> Walk:
        """Return every second address, for what takes long."""
        return replace(self, addresses=self.addresses[which::2])


@pytest.fixture
def page(chromium: BrowserContext) -> Page:
    """Open a page of a small phone that has ``layout`` and ``colors``, the measures of this folder, in every document it shows."""
    for name in ("layout.js", "colors.js"):
        chromium.add_init_script(path=MEASURES / name)
    return chromium.new_page()


@pytest.fixture
def walk(site: BuiltSite, served: str, page: Page) -> Walk:
    """Walk through one page of every kind in every language, and those that only exist when asked for."""
    return Walk(page=page, served=served, addresses=site.kinds())
