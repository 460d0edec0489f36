"""Which entries are editions of one work, or of one part of a zine, and of which zine."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reader.library.model import Slug
from reader.search.engine import SearchEntry

_Key: TypeAlias = tuple[str, Slug, Slug | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkColumns:
    """The works of all entries; a part of a zine counts as a work of its own.

    ``works``: number of an entry → number of its work, which all its editions share. ``wholes``:
    number of a work → that of the zine that it is a part of, or its own. ``parts``: number of a
    work that is a part → slug of the part.
    """

    works: Sequence[int]
    wholes: Sequence[int]
    parts: Mapping[int, Slug]

    def packed(self) -> WorkColumns:
        """Return the same columns as arrays, which take a fraction of the memory of objects."""
        return replace(self, works=array("I", self.works), wholes=array("I", self.wholes))


class WorkColumnsBuilder:
    """Builds the columns from entries that are added one by one."""

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}
        self._works: list[int] = []
        self._wholes: list[int] = []
        self._parts: dict[int, Slug] = {}

    def add(self, entry: SearchEntry) -> None:
        """Add the next entry."""
        whole = self._number((entry.kind, entry.slug, None))
        own = self._number((entry.kind, entry.slug, entry.part))
        self._works.append(own)
        if entry.part:
            self._wholes[own] = whole
            self._parts[own] = entry.part

    def columns(self) -> WorkColumns:
        """Return the columns of all entries added."""
        return WorkColumns(works=self._works, wholes=self._wholes, parts=self._parts)

    def _number(self, key: _Key) -> int:
        """Return the number of a work, the next one if it is new."""
        if key not in self._numbers:
            self._wholes.append(len(self._numbers))
            self._numbers[key] = len(self._numbers)
        return self._numbers[key]
