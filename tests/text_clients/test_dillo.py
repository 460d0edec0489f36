"""Dillo, a small graphic browser for old machines, on a screen that nobody sees."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from support.built_site import BuiltSite
from support.serving import Noted, serving
from support.terminal import environment
from support.virtual_screen import color_of, screen
from support.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 480, 800


@pytest.mark.parametrize(
    "path", ["/en/", "/es/experiments/mental-health-first", "/es/search?q=comunidad"]
)
def test_dillo_shows_a_page_and_asks_for_nothing_else(
    path: str, site: BuiltSite, tmp_path: Path
) -> None:
    paper = color_of("html, input, select, textarea", "background")
    wanted = {
        paper: WIDTH * HEIGHT // 3,
        color_of("html, input, select, textarea", "color"): 500,
        color_of("a", "color"): 500,
    }
    noted = Noted(application=site.application)
    with serving(noted) as address, screen(tmp_path, WIDTH, HEIGHT) as shown:
        dillo = subprocess.Popen(
            ["dillo", "-g", f"{WIDTH}x{HEIGHT}+0+0", address + path],
            env={**environment(tmp_path), "DISPLAY": shown.name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            limit = time.monotonic() + PATIENCE_SECONDS
            # A blank page, or one without its style, never has text and links in these colors.
            while (seen := {color: shown.count(color) for color in wanted}) and any(
                seen[color] < wanted[color] for color in wanted
            ):
                assert time.monotonic() < limit, (seen, wanted)
                time.sleep(0.05)
        finally:
            dillo.kill()
            dillo.wait()
    assert noted.asked == [path.partition("?")[0]]
