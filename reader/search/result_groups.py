"""Group matching entries into results, and count these.

A result is a work in whichever of its languages, or a part of a zine. The first two parts of a zine
are results of their own; from the third on, they are listed under the first result of their zine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse
from typing import Final

from reader.library.model import LanguageTag
from reader.search.engine import Facet
from reader.search.index.facet_columns import FacetColumns
from reader.search.index.work_columns import WorkColumns

PARTS_ALONE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedWorks:
    """The works that are results, best first. ``further``: such a work → the parts under it."""

    works: Sequence[int]
    further: Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGroup:
    """A result: the entry to show, its other editions that match, and the works under it."""

    number: int
    editions: tuple[int, ...]
    parts: tuple[int, ...]


class ResultGrouper:
    """Groups the entries of one index. Editions of a work differ in no facet but the language."""

    def __init__(self, columns: FacetColumns, works: WorkColumns) -> None:
        self._columns = columns
        self._works = works

    def grouped(self, numbers: Sequence[int]) -> GroupedWorks:
        """Return the results that entries make, each where the best of its entries is."""
        works = list(dict.fromkeys(map(self._works.works.__getitem__, numbers)))
        hidden = self._hidden_parts(works)
        if not hidden:
            return GroupedWorks(works=works, further={})
        backwards = works[::-1]  # of several works with one whole, the last one put is the first
        firsts = dict(zip(map(self._works.wholes.__getitem__, backwards), backwards, strict=True))
        further: dict[int, list[int]] = defaultdict(list)
        for part in hidden:
            further[firsts[self._works.wholes[part]]].append(part)
        return GroupedWorks(works=list(filterfalse(hidden.__contains__, works)), further=further)

    def _hidden_parts(self, works: Iterable[int]) -> dict[int, None]:
        """Return the parts of zines that are no results of their own, best first."""
        wholes = self._works.wholes
        parts = list(filter(self._works.parts.__contains__, works))
        found = Counter(map(wholes.__getitem__, parts))
        hidden = {part: None for part in parts if found[wholes[part]] > PARTS_ALONE}
        alone: Counter[int] = Counter()
        for part in list(hidden):
            if alone[wholes[part]] < PARTS_ALONE:
                alone[wholes[part]] += 1
                del hidden[part]
        return hidden

    def count(self, numbers: Iterable[int]) -> int:
        """Return how many results entries make."""
        works = set(map(self._works.works.__getitem__, numbers))
        parts = Counter(map(self._works.wholes.__getitem__, works & self._works.parts.keys()))
        return len(works) - sum(max(0, count - PARTS_ALONE) for count in parts.values())

    def counts(
        self, numbers: Sequence[int], chosen: Mapping[Facet, str], grouped: GroupedWorks
    ) -> dict[Facet, Mapping[str, int]]:
        """Return how many results each value leaves, given what is chosen in the other facets.

        ``grouped`` are those that have every chosen value.
        """
        everything = self._columns.filtered(numbers, chosen)
        ones = self._one_of_each(everything, grouped)
        counts: dict[Facet, Mapping[str, int]] = {}
        for facet, column in self._columns.facets.items():
            others = {other: value for other, value in chosen.items() if other is not facet}
            left = self._columns.filtered(numbers, others) if facet in chosen else everything
            if facet is Facet.LANGUAGE:
                counts[facet] = {
                    value: self.count(column.filtered(left, value)) for value in column.counts(left)
                }
            else:
                is_whole = left is everything
                own = ones if is_whole else self._one_of_each(left, self.grouped(left))
                counts[facet] = column.counts(own)
        return counts

    def groups(
        self,
        works: Sequence[int],
        grouped: GroupedWorks,
        numbers: Sequence[int],
        *,
        language: LanguageTag,
        pinned: Collection[int],
    ) -> Iterator[ResultGroup]:
        """Yield the results of some works, out of the entries that match.

        The edition shown is that of the reader's language, unless another one was asked for by
        name.
        """
        wanted = frozenset(works)
        entries: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            if self._works.works[number] in wanted:
                entries[self._works.works[number]].append(number)
        own = self._columns.facets[Facet.LANGUAGE].codes_with(language)
        codes = self._columns.facets[Facet.LANGUAGE].codes
        for found in entries.values():
            found.sort(key=lambda number: (number not in pinned, codes[number] not in own))
        for work in works:
            shown, *editions = entries[work]
            yield ResultGroup(
                number=shown,
                editions=tuple(editions),
                parts=tuple(grouped.further.get(work, ())),
            )

    def _one_of_each(self, numbers: Sequence[int], grouped: GroupedWorks) -> list[int]:
        """Return one entry of each result."""
        ones = dict(zip(map(self._works.works.__getitem__, numbers), numbers, strict=True))
        return [ones[work] for work in grouped.works]
