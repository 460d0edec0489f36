"""Pages of a long list: which one is asked for, and the addresses of its neighbors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where the reader stands in a list. Numbers count from 1; an address is None where there is no such page."""

    number: int
    count: int
    previous: str | None
    following: str | None


def page_number(text: str | None) -> int:
    """Return the page asked for: a whole number from 1; anything else means the first."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) > 0 else 1


def pages(path: str, query: Mapping[str, str], number: int, count: int) -> Pages:
    """Return the place in a list of ``count`` pages, the query kept in the addresses."""
    number = min(number, max(count, 1))

    def address(wanted: int) -> str | None:
        if not 1 <= wanted <= count:
            return None
        parameters = {**query, **({"page": str(wanted)} if wanted > 1 else {})}
        return path + (f"?{urlencode(parameters)}" if parameters else "")

    return Pages(number=number, count=count, previous=address(number - 1), following=address(number + 1))
