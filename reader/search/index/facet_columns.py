"""Facets, dates and lengths of all entries, column by column, to filter and count results."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reader.library.model import LanguageTag, StatusWord
from reader.search.engine import Facet, SearchEntry

_FACET_VALUES: Final[Mapping[Facet, Callable[[SearchEntry], tuple[str, ...]]]] = {
    Facet.KIND: lambda entry: (entry.kind,),
    Facet.TOPIC: lambda entry: entry.topics,
    Facet.LANGUAGE: lambda entry: (entry.language,),
    Facet.ATTRIBUTE: lambda entry: entry.attributes,
    Facet.STATUS: lambda entry: (entry.status,) if entry.status else (),
}

CLOSED_BOOST: Final = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumn:
    """The values of one facet: ``codes`` has an index into ``combinations`` for each entry.

    ``combinations`` lists each distinct set of values once.
    """

    codes: Sequence[int]
    combinations: tuple[tuple[str, ...], ...]

    def values(self, number: int) -> tuple[str, ...]:
        """Return the values of an entry."""
        return self.combinations[self.codes[number]]

    def codes_with(self, value: str) -> frozenset[int]:
        """Return the codes of the combinations that have a value."""
        return frozenset(code for code, values in enumerate(self.combinations) if value in values)

    def filtered(self, numbers: Iterable[int], value: str) -> list[int]:
        """Return the numbers of the entries that have a value, in their order."""
        codes = self.codes_with(value)
        return [number for number in numbers if self.codes[number] in codes]

    def counts(self, numbers: Iterable[int]) -> dict[str, int]:
        """Return value → how many of the entries have it, values in order of first occurrence."""
        by_code = Counter(map(self.codes.__getitem__, numbers))
        counts: dict[str, int] = {}
        for code, values in enumerate(self.combinations):
            for value in values if by_code[code] else ():
                counts[value] = counts.get(value, 0) + by_code[code]
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumns:
    """The columns of all entries. ``days`` are proleptic ordinals, ``lengths`` count terms."""

    facets: Mapping[Facet, FacetColumn]
    days: Sequence[int]
    lengths: Sequence[int]

    def packed(self) -> FacetColumns:
        """Return the same columns as arrays, which take a fraction of the memory of objects."""
        facets = {
            facet: replace(column, codes=array("I", column.codes))
            for facet, column in self.facets.items()
        }
        return replace(
            self, facets=facets, days=array("I", self.days), lengths=array("I", self.lengths)
        )

    def lengths_in(self, language: LanguageTag) -> array[int]:
        """Return the lengths of all entries, 0 for those in another language."""
        column = self.facets[Facet.LANGUAGE]
        codes = column.codes_with(language)
        pairs = zip(self.lengths, column.codes, strict=True)
        return array("I", (length if code in codes else 0 for length, code in pairs))

    def boosted(self, scores: Mapping[int, float]) -> dict[int, float]:
        """Return the scores, lower for entries about what has closed."""
        column = self.facets[Facet.STATUS]
        closed = column.codes_with(StatusWord.CLOSED)
        codes = column.codes
        boosted = {
            number: score * CLOSED_BOOST
            for number, score in scores.items()
            if codes[number] in closed
        }
        return {**scores, **boosted}

    def filtered(self, numbers: Sequence[int], chosen: Mapping[Facet, str]) -> Sequence[int]:
        """Return the numbers of the entries that have every chosen value, in their order."""
        for facet, value in chosen.items():
            numbers = self.facets[facet].filtered(numbers, value)
        return numbers


class FacetColumnsBuilder:
    """Builds the columns from entries that are added one by one."""

    def __init__(self) -> None:
        self._codes: dict[Facet, list[int]] = {facet: [] for facet in Facet}
        self._combinations: dict[Facet, dict[tuple[str, ...], int]] = {facet: {} for facet in Facet}
        self._days: list[int] = []
        self._lengths: list[int] = []

    def add(self, entry: SearchEntry, length: int) -> None:
        """Add the next entry, of so many terms."""
        for facet, facet_values in _FACET_VALUES.items():
            combinations = self._combinations[facet]
            values = tuple(map(str, facet_values(entry)))
            self._codes[facet].append(combinations.setdefault(values, len(combinations)))
        self._days.append(date.fromisoformat(entry.date).toordinal())
        self._lengths.append(length)

    def columns(self) -> FacetColumns:
        """Return the columns of all entries added."""
        return FacetColumns(
            facets={
                facet: FacetColumn(
                    codes=self._codes[facet], combinations=tuple(self._combinations[facet])
                )
                for facet in Facet
            },
            days=self._days,
            lengths=self._lengths,
        )
