"""Which parts of a zine stand on its whole page, or on its two halves if one would be too heavy."""

from __future__ import annotations

from typing import Final

from reader.library.model import Slug, Zine

# Last segment of the address of each volume. A part cannot have one of these names.
VOLUMES: Final = ("all", "all-2")
# About 1.3 bytes a word after brotli: far enough below what reaches a phone in one round trip.
MAX_WORDS: Final = 7_000


def volumes(zine: Zine) -> tuple[tuple[Slug, ...], ...]:
    """Return the parts of each volume: one for all, or two halves, alike in every language."""
    longest = max(
        sum(part.word_count for part in edition.parts) for edition in zine.editions.values()
    )
    if longest <= MAX_WORDS:
        return (zine.parts,)
    half = (len(zine.parts) + 1) // 2
    return tuple(each for each in (zine.parts[:half], zine.parts[half:]) if each)
