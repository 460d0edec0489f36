"""A screen that nobody sees, for graphic browsers that tell nothing of what they show."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support.source_modules import PROJECT

_STYLE: Final = (PROJECT / "reader/web/templates/style.css").read_text(encoding="utf-8")
_PIXEL_BYTES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A virtual screen of ``width`` × ``height`` pixels.

    ``file`` is its picture, in the format of xwd: four bytes a pixel, blue, green, red.
    """

    name: str
    file: Path
    width: int
    height: int

    def count(self, color: str) -> int:
        """Return how many pixels have a colour, such as #fffdf8 or #045."""
        return self.file.read_bytes().count(_pixel(color))

    def rows(self) -> list[bytes]:
        """Return the rows of the picture, top first; its header comes before them."""
        length = self.width * _PIXEL_BYTES
        pixels = self.file.read_bytes()[-length * self.height :]
        return [pixels[start : start + length] for start in range(0, len(pixels), length)]


def pixels_between(row: bytes, left: int, right: int) -> set[bytes]:
    """Return the colors in a row from column ``left`` to before ``right``: blue, green, red."""
    return {row[column * _PIXEL_BYTES : column * _PIXEL_BYTES + 3] for column in range(left, right)}


def color_of(selector: str, declared: str) -> str:
    """Return the color that the style sheet declares in the first rule of a selector: in light."""
    rule = rf"^{re.escape(selector)} {{[^}}]*?[{{\s]{declared}: (#\w+)"
    return re.search(rule, _STYLE, re.MULTILINE)[1]


def _pixel(color: str) -> bytes:
    digits = color[1:] if len(color) > len("#045") else "".join(digit * 2 for digit in color[1:])
    return bytes.fromhex(digits)[::-1]


@contextmanager
def screen(folder: Path, width: int, height: int) -> Iterator[Screen]:
    """Start a virtual screen under a name that no other has."""
    reader, writer = os.pipe()
    size = f"{width}x{height}x24"
    options = ("-displayfd", str(writer), "-screen", "0", size, "-fbdir", str(folder))
    program = subprocess.Popen(
        ["Xvfb", *options, "-nolisten", "tcp"], pass_fds=[writer], stderr=subprocess.DEVNULL
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as name:
            yield Screen(
                name=f":{name.readline().strip()}",
                file=folder / "Xvfb_screen0",
                width=width,
                height=height,
            )
    finally:
        program.terminate()
        program.wait()
