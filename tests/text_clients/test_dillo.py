"""Dillo, a small graphic browser for old machines, on a screen that nobody sees."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.built_site import BuiltSite
from support.serving import Noted, serving
from support.source_modules import PROJECT
from support.terminal import TIMEOUT_SECONDS, environment

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 480, 800
STYLE = (PROJECT / "reader/web/templates/style.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A virtual screen. ``file`` is its picture: four bytes a pixel, blue, green, red."""

    name: str
    file: Path

    def count(self, color: str) -> int:
        """Return how many pixels have a colour, such as #fffdf8 or #045."""
        digits = (
            color[1:] if len(color) > len("#045") else "".join(digit * 2 for digit in color[1:])
        )
        return self.file.read_bytes().count(bytes.fromhex(digits)[::-1])


def color_of(selector: str, declared: str) -> str:
    """Return the color that the style sheet declares in the first rule of a selector: in light."""
    rule = rf"^{re.escape(selector)} {{[^}}]*?[{{\s]{declared}: (#\w+)"
    return re.search(rule, STYLE, re.MULTILINE)[1]


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Start a virtual screen under a name that no other has."""
    reader, writer = os.pipe()
    program = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            f"{WIDTH}x{HEIGHT}x24",
            "-fbdir",
            folder,
            "-nolisten",
            "tcp",
        ],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as name:
            yield Screen(name=f":{name.readline().strip()}", file=folder / "Xvfb_screen0")
    finally:
        program.terminate()
        program.wait()


@pytest.mark.parametrize(
    "path", ["/en/", "/es/experiments/mental-health-first", "/es/search?q=comunidad"]
)
def test_dillo_shows_a_page_and_asks_for_nothing_else(
    path: str, site: BuiltSite, tmp_path: Path
) -> None:
    paper = color_of("html, input, select", "background")
    wanted = {
        paper: WIDTH * HEIGHT // 3,
        color_of("html, input, select", "color"): 500,
        color_of("a", "color"): 500,
    }
    noted = Noted(application=site.application)
    with serving(noted) as address, screen(tmp_path) as shown:
        dillo = subprocess.Popen(
            ["dillo", "-g", f"{WIDTH}x{HEIGHT}+0+0", address + path],
            env={**environment(tmp_path), "DISPLAY": shown.name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            limit = time.monotonic() + TIMEOUT_SECONDS
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
