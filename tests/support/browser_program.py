"""Chromium, started for as long as a block lasts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright
from support.html_validators import NODE

# The same engine without a window around the page: `.ci/prepare browsers` unpacks it from Debian.
HEADLESS: Final = Path(sys.prefix) / "headless/usr/lib/chromium/chromium-headless-shell"


def chromium_path() -> str:
    """Return the path of the system's Chromium. Without one, the test fails."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("There is no Chromium: apt-get install chromium, or run make test-python")
    return program


def headless_path() -> str:
    """Return the path of a Chromium that shows no window. Without one, the test fails."""
    return str(HEADLESS) if HEADLESS.exists() else chromium_path()


@contextmanager
def browser_program(*arguments: str) -> Iterator[Browser]:
    """Start Chromium with these arguments. Until it stops, no other event loop can run here."""
    program = headless_path()
    # A sandbox needs another user than root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with pytest.MonkeyPatch.context() as environment:
        # Playwright's own Node needs libatomic, which a bare machine lacks; ours does not.
        environment.setenv("PLAYWRIGHT_NODEJS_PATH", str(NODE))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=[*sandbox, *arguments]
            )
            yield browser
            browser.close()
