# mypy: disallow-untyped-calls=False
# Half of Whoosh's functions have no annotations.

"""The engine over a Whoosh index: its terms, postings and stored entries, read for the search that all engines share."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import IndexReader

from reader.library.model import LanguageTag
from reader.search.allowance import Clock, stands_still
from reader.search.companion import read_companion
from reader.search.engine import Engine
from reader.search.prepared import StoredEntry
from reader.search.searching import Searching
from reader.search.store import Postings
from reader.search.whoosh_index import STORED, VERSION, build, field_of, open_reader

__all__ = ["VERSION", "build", "open_index"]


def open_index(directory: Path, clock: Clock = stands_still) -> Engine:
    """Open an index for reading. Raises IndexDamagedError when it is missing, damaged, or of another version.

    Without a clock, a search is limited by its work alone.
    """
    return Searching(WhooshStore(open_reader(directory)), read_companion(directory), clock)


class WhooshStore:
    """An open Whoosh index, as a store."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def field(self, language: LanguageTag) -> WhooshField:
        """Return what is kept of one language."""
        return WhooshField(self._reader, field_of(language))

    def entry(self, number: int) -> StoredEntry:
        """Return what is shown of an entry."""
        return StoredEntry.of_plain(self._reader.stored_fields(number)[STORED])

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


class WhooshField:
    """The terms and postings of one language in a Whoosh index."""

    def __init__(self, reader: IndexReader, name: str) -> None:
        self._reader = reader
        self._name = name

    def frequency(self, term: str) -> int:
        """Return how many entries have the term."""
        return int(self._reader.doc_frequency(self._name, term.encode()))

    def beginning_with(self, letters: str, count: int) -> tuple[str, ...]:
        """Return at most ``count`` terms that begin so, in the order of their letters."""
        return tuple(term.decode() for term in islice(self._reader.expand_prefix(self._name, letters.encode()), count))

    def postings(self, term: str) -> Postings:
        """Return the postings of a term that is in the index.

        They are taken a block at a time: one by one, as Whoosh's matchers offer them, most of a search would be spent here.
        """
        matcher: Any = self._reader.postings(self._name, term.encode())
        blocks = []
        while matcher.is_active():
            matcher.id(), matcher.weight(), matcher.value()  # each makes the matcher read its part of the block
            blocks.append((matcher._ids, matcher._weights, matcher._values))
            if not isinstance(matcher, W3LeafMatcher):  # a term that one entry has is kept with the term
                break
            matcher._next_block()
        numbers, weights, places = (tuple(chain.from_iterable(each)) for each in zip(*blocks, strict=True))
        return Postings(numbers, weights, places)
