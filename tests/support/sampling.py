"""How much a run looks at: everything in `make test-long`, by Hypothesis's profile "long"."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

from hypothesis import settings

# Into how many tests one that takes long is cut, so that the workers share it.
PARTS: Final = 4

Item = TypeVar("Item")


def is_long() -> bool:
    """Return whether this is `make test-long`."""
    return settings.get_current_profile_name() == "long"


def one_of_each(items: Iterable[Item], kind: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """Return the first item of each kind, or in a long run every item, in the order given."""
    if is_long():
        return tuple(items)
    first: dict[Hashable, Item] = {}
    for item in items:
        first.setdefault(kind(item), item)
    return tuple(first.values())


def examples(default: int, *, long: int) -> settings:
    """Return Hypothesis's settings for so many examples, each of which is expensive."""
    return settings(max_examples=long if is_long() else default, deadline=None)
