"""The covers of zines: each name is a pattern and a border of the stylesheet.

Patterns are of style alone, so a cover costs no request; borders differ where colors are forced and
on paper without backgrounds.
"""

from __future__ import annotations

from typing import Final

COVERS: Final = (
    "diagonals",
    "dots",
    "rings",
    "rules",
    "triangles",
    "zigzag",
    "checks",
    "columns",
)
