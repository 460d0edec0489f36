# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

"""The engine over an index on disk: terms, postings and stored entries of its layers, read for the search that all engines share."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from heapq import merge
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import IndexReader

from reader.library.model import LanguageTag
from reader.search.index.base_and_delta import TOMBSTONE, BaseAndDelta, read_base_and_delta
from reader.search.index.index_reader import NO_POSTINGS, Postings
from reader.search.index.indexing import StoredEntry
from reader.search.index.whoosh_files import STORED, field_of, open_segments


def open_reader(directory: Path) -> WhooshReader:
    """Open the segments of an index. Raises IndexDamagedError."""
    return WhooshReader(open_segments(directory), read_base_and_delta(directory))


class WhooshReader:
    """The open layers of an index, as a store."""

    def __init__(self, readers: Sequence[IndexReader], layers: BaseAndDelta) -> None:
        self._readers = readers
        self._numbers = tuple(array("i", own) for own in layers.numbers)
        self._places = _places(self._numbers)
        self._gone = layers.gone

    def field(self, language: LanguageTag) -> WhooshFieldReader:
        """Return what is kept of one language."""
        return WhooshFieldReader(
            self._readers, field_of(language), self._numbers, self._gone.get(language, {})
        )

    def entry(self, number: int) -> StoredEntry:
        """Return what is shown of an entry."""
        place, layer = (
            divmod(self._places[number], len(self._readers)) if self._places else (number, 0)
        )
        return StoredEntry.of_plain(self._readers[layer].stored_fields(place)[STORED])

    def close(self) -> None:
        """Let go of the files."""
        for reader in self._readers:
            reader.close()


class WhooshFieldReader:
    """The terms and postings of one language in the layers of an index. ``numbers`` and ``gone`` are as in ``BaseAndDelta``."""

    def __init__(
        self,
        readers: Sequence[IndexReader],
        name: str,
        numbers: Sequence[Sequence[int]],
        gone: Mapping[str, int],
    ) -> None:
        self._readers = readers
        self._name = name
        self._numbers = numbers
        self._gone = gone

    def frequency(self, term: str) -> int:
        """Return how many entries have the term."""
        key = term.encode()
        return sum(
            int(reader.doc_frequency(self._name, key)) for reader in self._readers
        ) - self._gone.get(term, 0)

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, in the order of their letters."""
        found = merge(
            *(reader.expand_prefix(self._name, letters.encode()) for reader in self._readers)
        )
        terms = (term.decode() for term, _ in groupby(found))
        return tuple(
            islice(
                (term for term in terms if term not in self._gone or self.frequency(term)), count
            )
        )

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index."""
        key = term.encode()
        found = [
            _postings(reader, self._name, key) if (self._name, key) in reader else NO_POSTINGS
            for reader in self._readers
        ]
        if not self._numbers:
            return found[0]
        whole = [list(chain.from_iterable(each)) for each in zip(*found, strict=True)]
        whole[0] = [
            number
            for own, each in zip(self._numbers, found, strict=True)
            for number in map(own.__getitem__, each.numbers)
        ]
        # What has gone has the lowest number of all.
        order = sorted(range(len(whole[0])), key=whole[0].__getitem__)[self._gone.get(term, 0) :]
        return Postings._make([each[at] for at in order] for each in whole)


def _places(numbers: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return for each number of an index where its entry is: its place in a layer, times the number of layers, plus that of the layer."""
    found = {
        number: place * len(numbers) + layer
        for layer, own in enumerate(numbers)
        for place, number in enumerate(own)
    }
    return array("i", (found[number] for number in range(len(found.keys() - {TOMBSTONE}))))


def _postings(reader: IndexReader, name: str, key: bytes) -> Postings:
    """Return the postings of a term in a layer.

    They are taken a block at a time: one by one, as Whoosh's matchers offer them, most of a search would be spent here.
    """
    matcher: Any = reader.postings(name, key)
    blocks = []
    while matcher.is_active():
        (
            matcher.id(),
            matcher.weight(),
            matcher.value(),
        )  # each makes the matcher read its part of the block
        blocks.append((matcher._ids, matcher._weights, matcher._values))
        if not isinstance(
            matcher, W3LeafMatcher
        ):  # a term that one entry has is kept with the term
            break
        matcher._next_block()
    numbers, weights, places = (
        tuple(chain.from_iterable(each)) for each in zip(*blocks, strict=True)
    )
    return Postings(numbers, weights, places)
