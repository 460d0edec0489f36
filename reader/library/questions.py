"""Questions: what people type whom a text helps, in their own words. Only search knows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question or a sentence that a text answers. ``anchor`` is that of the section that does."""

    text: str
    anchor: str | None = None
