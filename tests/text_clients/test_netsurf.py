"""NetSurf, a small graphic browser, as wide as a cheap phone. In `make test-long`.

It breaks no word: twice as large, "Experimentos" is wider than the phone, and the page scrolls.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.built_site import BuiltSite
from support.serving import Noted, serving
from support.states import ONE_FILTER, WORDS
from support.terminal import environment
from support.virtual_screen import Screen, color_of, pixels_between, screen
from support.waiting import PATIENCE_SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.long]

WIDTH, HEIGHT = 320, 800
# Its bar to scroll with, and the margin of a page before that.
BAR_WIDTH, MARGIN_WIDTH = 16, 5
# Its own buttons, and those of ours that may touch the edge: the way out.
TOP, FOOT = 150, 40
PAGES = (
    "",
    "experiments",
    f"experiments?{ONE_FILTER}",
    "experiments/mental-health-first",
    "experiments/mental-health-first/keep",
    "zines/de-escalation-basics/listening",
    "podcast/the-hypothesis-with-mariame-kaba",
    "lists/for-families",
    "search?q={word}",
    "help",
    "glossary",
)
PAPER = color_of("html, input, select, textarea", "background")
INK = color_of("html, input, select, textarea", "color")
LINK = color_of("a", "color")
WANTED = {PAPER: WIDTH * HEIGHT // 3, INK: 500, LINK: 200}


@contextmanager
def netsurf(address: str, folder: Path, shown: Screen, percent: int = 100) -> Iterator[None]:
    """Open a page with everything ``percent`` as large, and wait until its words are there."""
    options = (f"--window_width={WIDTH}", f"--window_height={HEIGHT}", f"--scale={percent}")
    program = subprocess.Popen(
        ["netsurf-gtk", *options, address],
        env={**environment(folder), "DISPLAY": shown.name},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        limit = time.monotonic() + PATIENCE_SECONDS
        while (seen := {color: shown.count(color) for color in WANTED}) and any(
            seen[color] < WANTED[color] for color in WANTED
        ):
            assert time.monotonic() < limit, (address, seen)
            time.sleep(0.05)
        yield
    finally:
        program.kill()
        program.wait()


@pytest.mark.parametrize("language", WORDS)
def test_netsurf_shows_every_kind_of_page_whole_and_asks_for_nothing_else(
    language: str, site: BuiltSite, tmp_path: Path
) -> None:
    noted = Noted(application=site.application)
    cut = []
    with serving(noted) as served, screen(tmp_path, WIDTH, HEIGHT) as shown:
        for page in PAGES:
            address = f"/{language}/{page.format(word=WORDS[language])}"
            with netsurf(served + address, tmp_path, shown):
                if reaches_the_edge(shown):
                    cut.append(address)

    assert cut == []
    pages = [f"/{language}/{page.partition('?')[0]}" for page in PAGES]
    assert set(noted.asked) == set(pages)


def reaches_the_edge(shown: Screen) -> bool:
    """Return whether anything stands in the margin beside the words, as lines do that go on."""
    edge = WIDTH - BAR_WIDTH
    paper = bytes.fromhex(PAPER[1:])[::-1]
    return any(
        pixels_between(row, edge - MARGIN_WIDTH, edge) != {paper}
        for row in shown.rows()[TOP : HEIGHT - FOOT]
    )


def test_a_line_that_is_cut_is_found(tmp_path: Path) -> None:
    wide = f"""data:text/html,<style>html{{background:%23{PAPER[1:]};color:%23{INK[1:]}}}
        a{{color:%23{LINK[1:]}}}</style><a href=x>Help me</a><p>{"<br>" * 9}
        <p style="white-space:nowrap">{"Words and words " * 9}<p>{"Words and words " * 9}"""

    with (
        screen(tmp_path, WIDTH, HEIGHT) as shown,
        netsurf(wide.replace("\n", " "), tmp_path, shown, 200),
    ):
        assert reaches_the_edge(shown)
