"""Pages of a long list: the requested one, and the addresses of its neighbors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlencode

from reader.web.translations import gettext as _

_DIGITS: Final = 6
_Item = TypeVar("_Item")
# How many pages on the way from the first to the last are offered, about.
_LANDMARKS: Final = 6
# Entries a page of a prebuilt list: so many titles and summaries fit into the weight of a page.
LONG_LIST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """A page of a list. Numbers count from 1; an address is None if there is no such page.

    ``others`` are number and address of some pages: the first, the last, those beside this one, and
    some on the way, so that every page is a few taps away.
    """

    number: int
    count: int
    previous: str | None
    following: str | None
    others: tuple[tuple[int, str], ...]


def page_number(text: str | None) -> int:
    """Return the requested page: a whole number from 1, or else 1."""
    return (
        int(text)
        if text and text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) > 0
        else 1
    )


def page_of(
    items: Sequence[_Item], size: int, number: int, path: str, query: Mapping[str, str]
) -> tuple[tuple[_Item, ...], Pagination]:
    """Return the items of page ``number`` of a list, ``size`` a page, and its pagination."""
    pagination = pages(path, query, number, -(-len(items) // size))
    first = (pagination.number - 1) * size
    return tuple(items[first : first + size]), pagination


def titled(title: str, pages: Pagination) -> str:
    """Return the title of a page of a list, with its number from page 2 on. Source: WCAG 2.4.2."""
    return (
        _(
            "%(title)s, page %(number)s of %(count)s",
            title=title,
            number=pages.number,
            count=pages.count,
        )
        if pages.number > 1
        else title
    )


def pages(path: str, query: Mapping[str, str], number: int, count: int) -> Pagination:
    """Return page ``number`` of ``count``, with the query in the addresses of its neighbors."""
    number = min(number, max(count, 1))

    def address(wanted: int) -> str | None:
        if not 1 <= wanted <= count:
            return None
        parameters = {**query, **({"page": str(wanted)} if wanted > 1 else {})}
        return path + (f"?{urlencode(parameters)}" if parameters else "")

    step = max(-(-count // _LANDMARKS), 1)
    near = range(number - 1, number + 2)
    offered = sorted({1, count, *near, *range(step, count, step)} - {number})
    return Pagination(
        number=number,
        count=count,
        previous=address(number - 1),
        following=address(number + 1),
        others=tuple((each, to) for each in offered if (to := address(each))),
    )
