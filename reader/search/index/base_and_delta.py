"""What of an earlier index is still true: which of its entries are there unchanged, under which number, and what has gone.

An index has one layer that holds most entries, the base. What has changed since stands in a second one; entries of the base that
are no longer there, or no longer so, have gone: nothing is read of them. Answers are those of an index built from nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from reader.library.model import LanguageTag
from reader.search.engine import SearchEntry

LAYERS_FILE: Final = "LAYERS"
RECORD_FILE: Final = "RECORD"
TOMBSTONE: Final = -1
# Of the entries, changed or gone: with more of them, a search would read twice for long, and the base is written anew.
CHANGED_AT_MOST: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseAndDelta:
    """How the layers of an index make up a whole. ``numbers`` of the entries of each layer, ``TOMBSTONE`` for those that have gone.

    ``gone``: language → term → how many of the entries that have gone had it. Both are empty where the base is the whole.
    """

    numbers: tuple[tuple[int, ...], ...] = ()
    gone: Mapping[LanguageTag, Mapping[str, int]] = field(default_factory=dict)


class RecordedEntry(NamedTuple):
    """What is remembered of an entry of the base: a digest of all that is in it, its language, and its length in terms."""

    digest: str
    language: LanguageTag
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRecord:
    """What is remembered of the base for later builds. ``tokens``: language → word as it is spelled → how many entries have it."""

    entries: tuple[RecordedEntry, ...]
    words: Mapping[LanguageTag, Mapping[str, int]]

    def kept(self, entries: Sequence[SearchEntry]) -> dict[int, int]:
        """Return number → place in the base for the entries that are there unchanged; nothing where too much is not."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, recorded in enumerate(self.entries):
            places[recorded.digest].append(place)
        digests = map(digest_of, entries)
        kept = {
            number: places[digest].pop()
            for number, digest in enumerate(digests)
            if places.get(digest)
        }
        changed = max(len(entries), len(self.entries)) - len(kept)
        return kept if changed <= CHANGED_AT_MOST * len(entries) else {}

    def gone(self, kept: Iterable[int]) -> list[int]:
        """Return the places in the base that are not among ``kept``."""
        return sorted(set(range(len(self.entries))) - set(kept))


def digest_of(entry: SearchEntry) -> str:
    """Return a digest of everything that an entry is."""
    return hashlib.blake2b(msgspec.json.encode(entry), digest_size=16).hexdigest()


def write_base_and_delta(directory: Path, layers: BaseAndDelta) -> None:
    """Write how the layers of an index make up a whole."""
    (directory / LAYERS_FILE).write_bytes(msgspec.json.encode(layers))


def read_base_and_delta(directory: Path) -> BaseAndDelta:
    """Return how the layers of an index that is whole make it up."""
    return msgspec.json.decode((directory / LAYERS_FILE).read_bytes(), type=BaseAndDelta)


def write_record(directory: Path, record: BaseRecord) -> None:
    """Write what later builds want to know of the base."""
    (directory / RECORD_FILE).write_bytes(msgspec.json.encode(record))


def read_record(directory: Path) -> BaseRecord:
    """Return what is remembered of the base of an index that is whole."""
    return msgspec.json.decode((directory / RECORD_FILE).read_bytes(), type=BaseRecord)
