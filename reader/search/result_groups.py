"""Group matching entries into results, and count these.

A result is a work in whichever of its languages, or a part of a zine. The first two parts of a zine
are results of their own; from the third on, they are listed under the first result of their zine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
        firsts: dict[int, int] = {}
        for work in works:
            firsts.setdefault(self._works.wholes[work], work)
        further: dict[int, list[int]] = defaultdict(list)
        for part in hidden:
            further[firsts[self._works.wholes[part]]].append(part)
        return GroupedWorks(works=[work for work in works if work not in hidden], further=further)

    def _hidden_parts(self, works: Iterable[int]) -> dict[int, None]:
        """Return the parts of zines that are no results of their own, best first."""
        alone: Counter[int] = Counter()
        hidden: dict[int, None] = {}
        for part in filter(self._works.parts.__contains__, works):
            whole = self._works.wholes[part]
            if alone[whole] == PARTS_ALONE:
                hidden[part] = None
            else:
                alone[whole] += 1
        return hidden

    def counts(
        self, numbers: Sequence[int], chosen: Mapping[Facet, str]
    ) -> dict[Facet, Mapping[str, int]]:
        """Return how many results each value leaves, given what is chosen in the other facets."""
        everything = self._columns.filtered(numbers, chosen)
        ones = self._one_of_each(everything)
        counts: dict[Facet, Mapping[str, int]] = {}
        for facet, column in self._columns.facets.items():
            others = {other: value for other, value in chosen.items() if other is not facet}
            left = self._columns.filtered(numbers, others) if facet in chosen else everything
            if facet is Facet.LANGUAGE:
                counts[facet] = {
                    value: len(self.grouped(column.filtered(left, value)).works)
                    for value in column.counts(left)
                }
            else:
                own = ones if left is everything else self._one_of_each(left)
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

    def _one_of_each(self, numbers: Sequence[int]) -> list[int]:
        """Return one entry of each result."""
        ones = dict(zip(map(self._works.works.__getitem__, numbers), numbers, strict=True))
        return [ones[work] for work in self.grouped(numbers).works]
