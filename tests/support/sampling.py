"""Choose what a run looks at: one item of each kind, or every item in `make test-long`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

from hypothesis import settings

# Into how many tests one that takes long is cut, so that the workers share it.
PARTS: Final = 4

Item = TypeVar("Item")


def one_of_each(items: Iterable[Item], kind: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """Return the first item of each kind, or in a long run every item, in the order given.

    A run is long with Hypothesis's profile "long", as in `make test-long`.
    """
    if settings.get_current_profile_name() == "long":
        return tuple(items)
    first: dict[Hashable, Item] = {}
    for item in items:
        first.setdefault(kind(item), item)
    return tuple(first.values())
