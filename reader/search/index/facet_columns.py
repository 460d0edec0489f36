"""What is known of every entry by its number, column by column: for counting and narrowing down results without reading them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reader.library.model import LanguageTag, StatusWord
from reader.search.engine import Facet, SearchEntry

# What an entry has for each facet.
_VALUES: Final[Mapping[Facet, Callable[[SearchEntry], tuple[str, ...]]]] = {
    Facet.KIND: lambda entry: (entry.kind,),
    Facet.TOPIC: lambda entry: entry.topics,
    Facet.LANGUAGE: lambda entry: (entry.language,),
    Facet.ATTRIBUTE: lambda entry: entry.attributes,
    Facet.STATUS: lambda entry: (entry.status,) if entry.status else (),
}

CLOSED_WEIGHT: Final = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumn:
    """The values of one facet: for each entry the place of its values in ``kinds``, which has each combination once."""

    codes: Sequence[int]
    kinds: tuple[tuple[str, ...], ...]

    def values(self, number: int) -> tuple[str, ...]:
        """Return what an entry has."""
        return self.kinds[self.codes[number]]

    def having(self, value: str, numbers: Iterable[int]) -> list[int]:
        """Return the numbers of those that have a value."""
        wanted = {code for code, values in enumerate(self.kinds) if value in values}
        return [number for number in numbers if self.codes[number] in wanted]

    def counted(self, numbers: Iterable[int]) -> dict[str, int]:
        """Return how many of these have each value, in the order in which values first came to be written."""
        counted = Counter(map(self.codes.__getitem__, numbers))
        found: dict[str, int] = {}
        for code, values in enumerate(self.kinds):
            for value in values if counted[code] else ():
                found[value] = found.get(value, 0) + counted[code]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumns:
    """What is known of every entry. ``days`` count from the year 1, ``lengths`` are in terms."""

    facets: Mapping[Facet, FacetColumn]
    days: Sequence[int]
    lengths: Sequence[int]

    def packed(self) -> FacetColumns:
        """Return the same with numbers side by side in memory, where each would be an object of its own."""
        facets = {
            facet: replace(column, codes=array("I", column.codes))
            for facet, column in self.facets.items()
        }
        return replace(
            self, facets=facets, days=array("I", self.days), lengths=array("I", self.lengths)
        )

    def lengths_in(self, language: LanguageTag) -> array[int]:
        """Return the lengths of the entries in a language; all others have length 0."""
        column = self.facets[Facet.LANGUAGE]
        own = {code for code, values in enumerate(column.kinds) if language in values}
        return array(
            "I",
            (
                length if code in own else 0
                for length, code in zip(self.lengths, column.codes, strict=True)
            ),
        )

    def weighed(self, scores: Mapping[int, float]) -> dict[int, float]:
        """Return scores in which entries on what has closed count less."""
        column = self.facets[Facet.STATUS]
        closed = {code for code, values in enumerate(column.kinds) if StatusWord.CLOSED in values}
        return {
            number: score * CLOSED_WEIGHT if column.codes[number] in closed else score
            for number, score in scores.items()
        }

    def narrowed(self, numbers: Sequence[int], chosen: Mapping[Facet, str]) -> Sequence[int]:
        """Return the numbers of those that have every chosen value, in their order."""
        for facet, value in chosen.items():
            numbers = self.facets[facet].having(value, numbers)
        return numbers

    def counts(
        self, numbers: Sequence[int], chosen: Mapping[Facet, str]
    ) -> dict[Facet, Mapping[str, int]]:
        """Return how many each value of each facet would leave, beside what is chosen of the other facets."""
        left = self.narrowed(numbers, chosen)
        return {
            facet: column.counted(
                self.narrowed(
                    numbers, {other: value for other, value in chosen.items() if other is not facet}
                )
                if facet in chosen
                else left
            )
            for facet, column in self.facets.items()
        }


class FacetColumnsBuilder:
    """Makes the columns of entries that come one by one."""

    def __init__(self) -> None:
        self._codes: dict[Facet, list[int]] = {facet: [] for facet in Facet}
        self._kinds: dict[Facet, dict[tuple[str, ...], int]] = {facet: {} for facet in Facet}
        self._days: list[int] = []
        self._lengths: list[int] = []

    def add(self, entry: SearchEntry, length: int) -> None:
        """Add what is known of the next entry."""
        for facet, values in _VALUES.items():
            kinds = self._kinds[facet]
            self._codes[facet].append(kinds.setdefault(tuple(map(str, values(entry))), len(kinds)))
        self._days.append(date.fromisoformat(entry.date).toordinal())
        self._lengths.append(length)

    def columns(self) -> FacetColumns:
        """Return the columns of all entries added."""
        return FacetColumns(
            facets={
                facet: FacetColumn(codes=self._codes[facet], kinds=tuple(self._kinds[facet]))
                for facet in Facet
            },
            days=self._days,
            lengths=self._lengths,
        )
