"""Pictures of the pages on a small phone, in artifacts/screenshots, for people to look at."""

from __future__ import annotations

import struct
import zlib

import pytest
from support.source_modules import PROJECT

pytestmark = pytest.mark.browser

PICTURES = PROJECT / "artifacts" / "screenshots"
WIDTH = 320
# Name of the picture → address below the language.
PAGES = {
    "home": "",
    "experiments": "experiments",
    "experiment": "experiments/mental-health-first",
    "zine": "zines/bystander-intervention",
    "zine-part": "zines/bystander-intervention/look",
    "episode": "podcast/the-friendly-fridge",
    "results": "search?q=crisis",
    "error": "nowhere",
}


def size_and_rows(png: bytes) -> tuple[int, int, int]:
    """Return width, height and how many different rows a picture has. Source: PNG, third edition, §11.2.1 and §7.2."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind) in {(8, 2), (8, 6)}
    at, data = 8, b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    row = 1 + width * {2: 3, 6: 4}[kind]
    plain = zlib.decompress(data)
    return width, height, len({plain[start : start + row] for start in range(0, len(plain), row)})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_taken_of_eight_kinds_of_pages(page, site, served, scheme):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.emulate_media(color_scheme=scheme)
    for language in site.languages:
        for name, path in PAGES.items():
            page.goto(f"{served}/{language}/{path}")
            png = page.screenshot(path=PICTURES / f"{name}-{language}-{scheme}.png", full_page=True)
            width, height, rows = size_and_rows(png)

            assert width == WIDTH, name
            assert height > 480, name
            assert rows > 100, name


def test_a_blank_picture_is_found(page):
    page.set_content("")

    assert size_and_rows(page.screenshot()) == (320, 480, pytest.approx(1, abs=2))
