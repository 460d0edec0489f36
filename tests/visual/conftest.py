"""A browser window whose documents can all be measured."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page
from support.browser_validators import MEASURES


@pytest.fixture
def page(chromium: BrowserContext) -> Page:
    """Open a window as wide as a small phone, with ``layout`` and ``colors`` in every document."""
    for name in ("layout.js", "colors.js"):
        chromium.add_init_script(path=MEASURES / name)
    return chromium.new_page()
