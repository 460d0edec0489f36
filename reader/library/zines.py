"""What zines have beside their texts: covers, and the volumes in which all parts stand together."""

from __future__ import annotations

from typing import Final

from reader.library.model import Slug, Zine

# Each name is a pattern and a border of the stylesheet: patterns are of style alone, so a cover
# costs no request; borders differ where colors are forced and on paper without backgrounds.
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

# Last segment of the address of each volume. A part cannot have one of these names.
VOLUMES: Final = ("all", "all-2")
# About 1.3 bytes a word after brotli: far enough below what reaches a phone in one round trip.
MAX_WORDS: Final = 7_000


def volumes(zine: Zine) -> tuple[tuple[Slug, ...], ...]:
    """Return the parts of each volume: one for all, or two halves if one page would be too heavy.

    They are alike in every language.
    """
    longest = max(
        sum(part.word_count for part in edition.parts) for edition in zine.editions.values()
    )
    if longest <= MAX_WORDS:
        return (zine.parts,)
    half = (len(zine.parts) + 1) // 2
    return tuple(each for each in (zine.parts[:half], zine.parts[half:]) if each)
