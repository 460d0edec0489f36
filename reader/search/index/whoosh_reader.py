"""Read an index: terms, postings and stored entries of its one or two segments."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from heapq import merge
from itertools import chain, groupby, islice
from pathlib import Path

from reader.library.model import LanguageTag
from reader.search.index.base_and_delta import TOMBSTONE, BaseAndDelta, read_base_and_delta
from reader.search.index.index_reader import Postings
from reader.search.index.indexing import StoredEntry
from reader.search.index.manifest import verified_languages
from reader.search.index.whoosh_files import VERSION, WhooshSegment, field_of, segments_in


def open_reader(directory: Path) -> WhooshReader:
    """Open the segments of an index. Raises IndexDamagedError."""
    verified_languages(directory, VERSION)
    segments = tuple(WhooshSegment(directory, name) for name in segments_in(directory))
    return WhooshReader(segments, read_base_and_delta(directory))


class WhooshReader:
    """The open segments of an index. Implements ``index_reader.IndexReader``."""

    def __init__(self, segments: Sequence[WhooshSegment], parts: BaseAndDelta) -> None:
        self._segments = segments
        self._numbers = tuple(array("i", own) for own in parts.numbers)
        self._addresses = _addresses(self._numbers)
        self._deleted = parts.deleted

    def field(self, language: LanguageTag) -> WhooshFieldReader:
        """Return the field of one of the languages of the index."""
        return WhooshFieldReader(
            self._segments, field_of(language), self._numbers, self._deleted.get(language, {})
        )

    def entry(self, number: int) -> StoredEntry:
        """Return the stored fields of an entry."""
        row, segment = number, 0
        if self._addresses:
            row, segment = divmod(self._addresses[number], len(self._segments))
        return self._segments[segment].entry(row)

    def close(self) -> None:
        """Close the files."""
        for segment in self._segments:
            segment.close()


class WhooshFieldReader:
    """The field of one language. ``numbers`` and ``deleted`` are as in ``BaseAndDelta``."""

    def __init__(
        self,
        segments: Sequence[WhooshSegment],
        name: str,
        numbers: Sequence[Sequence[int]],
        deleted: Mapping[str, int],
    ) -> None:
        self._segments = segments
        self._name = name
        self._numbers = numbers
        self._deleted = deleted

    def frequency(self, term: str) -> int:
        """Return how many entries have the term, 0 if it is not in the index."""
        key = term.encode()
        frequencies = (segment.frequency(self._name, key) for segment in self._segments)
        return sum(frequencies) - self._deleted.get(term, 0)

    def expand_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the first ``limit`` terms with the prefix, in alphabetical order."""
        key = prefix.encode()
        keys = merge(*(segment.terms_with(self._name, key) for segment in self._segments))
        terms = (term.decode() for term, _ in groupby(keys))
        live = (term for term in terms if term not in self._deleted or self.frequency(term))
        return tuple(islice(live, limit))

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""
        key = term.encode()
        by_segment = [segment.postings(self._name, key) for segment in self._segments]
        if not self._numbers:
            return by_segment[0]
        whole = [list(chain.from_iterable(column)) for column in zip(*by_segment, strict=True)]
        whole[0] = [
            number
            for own, postings in zip(self._numbers, by_segment, strict=True)
            for number in map(own.__getitem__, postings.numbers)
        ]
        # Tombstones are lower than every number, so deleted entries sort first and are skipped.
        order = sorted(range(len(whole[0])), key=whole[0].__getitem__)
        live = order[self._deleted.get(term, 0) :]
        return Postings._make([column[at] for at in live] for column in whole)


def _addresses(numbers: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return number of an entry → its row times the number of segments, plus its segment."""
    addresses = {
        number: row * len(numbers) + segment
        for segment, own in enumerate(numbers)
        for row, number in enumerate(own)
    }
    return array("i", (addresses[number] for number in range(len(addresses.keys() - {TOMBSTONE}))))
