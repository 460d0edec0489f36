"""Read the files of a segment that Whoosh wrote: terms, postings, and our stored entries.

They are read here, and not by Whoosh, because its readers take a fifth of the time of a search and
four megabytes of a server. A term file is a hash table of 256 tables, as in CDB; a posting file has
blocks of pickles, some compressed. All numbers are big-endian.
Source: ``whoosh.filedb.filetables`` and ``whoosh.codec.whoosh3``.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import md5
from io import BytesIO
from itertools import accumulate, chain
from pathlib import Path
from struct import Struct, calcsize
from typing import Final

import msgspec
import whoosh

from reader.library.model import LanguageTag
from reader.search.analysis import analyzer
from reader.search.analysis.letters import MAX_WORD_LENGTH
from reader.search.index.index_reader import NO_POSTINGS, Postings
from reader.search.index.indexing import StoredEntry
from reader.search.packed_strings import LONG, pack_numbers
from reader.storage.pread_file import PreadFile

# An index of another version means something else, and is built again.
VERSION: Final = f"13, Whoosh {whoosh.versionstring()}, {analyzer.VERSION}"
BASE: Final = "BASE"
DELTA: Final = "DELTA"

_INT: Final = Struct("!i")
_FIELD: Final = Struct("!H")
_LENGTHS: Final = Struct("!ii")  # of a key and its value
_POINTER: Final = Struct("!Iq")  # hash of a key, and its place; 0 if there is none
_TABLE: Final = Struct("!qi")  # place of a hash table, and its length
_TABLES: Final = 256
# Of a term: 1 if its postings are in the term file, its number of entries, and what is skipped;
# then the place of its postings, and their length.
_TERM: Final = Struct("!B4xI14x")
_EXTENT: Final = Struct("!qi")
_POINTERS_READ: Final = 4  # at once: the first is nearly always the right one
_USUAL_LENGTH: Final = _TERM.size + _EXTENT.size
_LONGEST_KEY: Final = _FIELD.size + 4 * MAX_WORD_LENGTH  # bytes, in UTF-8
_NO_FIELD: Final = 0xFFFF
_MAGIC: Final = b"W3Bl"


def segments_in(directory: Path) -> tuple[str, ...]:
    """Return the names of the segments of an index: the base, and the delta if there is one."""
    return tuple(name for name in (BASE, DELTA) if any(segment_files(directory, name)))


def segment_files(directory: Path, name: str) -> Iterator[Path]:
    """Yield the files of a segment."""
    yield from directory.glob(f"_{name}_*.toc")
    yield from directory.glob(f"{name}_only.*")
    yield from directory.glob(f"{name}.*")


def field_of(language: LanguageTag) -> str:
    """Return the name of the field that holds the terms of a language."""
    return f"terms_{language}"


class EntryWriter:
    """Writes the stored entries of a segment one by one, and where each ends after the last."""

    def __init__(self, directory: Path, name: str) -> None:
        self._file = _entry_file(directory, name).open("wb")
        self._ends = array(LONG)

    def add(self, entry: StoredEntry) -> None:
        """Write the next entry."""
        self._file.write(zlib.compress(msgspec.msgpack.encode(entry)))
        self._ends.append(self._file.tell())

    def close(self) -> None:
        """Write where the entries end, and how many there are."""
        self._file.write(pack_numbers((*self._ends, len(self._ends))))
        self._file.close()


class WhooshSegment:
    """The files of one segment. It trusts them: verify the manifest first."""

    def __init__(self, directory: Path, name: str) -> None:
        self._entries = PreadFile(_entry_file(directory, name))
        size = self._entries.size
        count = array(LONG, self._entries.pread(size - 4, 4))[0]
        self._ends = array(LONG, self._entries.pread(size - 4 * (count + 1), 4 * count))
        # Whoosh writes no files if there are no entries.
        self._terms = _TermFile(directory / f"{name}_only.trm") if count else None
        self._postings = PreadFile(directory / f"{name}_only.pst") if count else None

    def frequency(self, field: str, term: bytes) -> int:
        """Return how many entries have a term, 0 if it is not there."""
        found = self._terms.value(field, term) if self._terms else None
        return int(_TERM.unpack_from(found)[1]) if found else 0

    def terms_with(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """Yield the terms with a prefix, sorted."""
        return self._terms.keys_with(field, prefix) if self._terms else iter(())

    def postings(self, field: str, term: bytes) -> Postings:
        """Return the postings of a term, none if it is not there."""
        found = self._terms.value(field, term) if self._terms else None
        if not found or not self._postings:
            return NO_POSTINGS
        if _TERM.unpack_from(found)[0]:
            return Postings._make(pickle.loads(found[_TERM.size :]))  # noqa: S301  # ours
        content = self._postings.pread(*_EXTENT.unpack_from(found, _TERM.size))
        blocks = map(_decoded, _blocks(content))
        return Postings._make(
            tuple(chain.from_iterable(column)) for column in zip(*blocks, strict=True)
        )

    def entry(self, row: int) -> StoredEntry:
        """Return a stored entry."""
        start = self._ends[row - 1] if row else 0
        content = self._entries.pread(start, self._ends[row] - start)
        return msgspec.msgpack.decode(zlib.decompress(content), type=StoredEntry)

    def close(self) -> None:
        """Close the files."""
        self._entries.close()
        if self._terms and self._postings:
            self._terms.close()
            self._postings.close()


class _TermFile:
    """Field and term → what is known of the term."""

    def __init__(self, path: Path) -> None:
        self._file = PreadFile(path)
        self.close = self._file.close
        end = self._file.size - _INT.size
        (length,) = _INT.unpack(self._file.pread(end, _INT.size))
        extras = BytesIO(self._file.pread(end - length, length))
        described = pickle.load(extras)  # noqa: S301  # built on this machine, and verified
        self._fields: Mapping[str, int] = described["fieldmap"]
        # The places of all keys, in their order.
        self._places = end - length + extras.tell()
        self._place_size = calcsize(described["indextype"])
        self._count: int = described["indexlen"]
        tables = self._file.pread(end - length - _TABLES * _TABLE.size, _TABLES * _TABLE.size)
        self._tables = array("q", chain.from_iterable(_TABLE.iter_unpack(tables)))

    def value(self, field: str, term: bytes) -> bytes | None:
        """Return what is known of a term, or None if it is not there."""
        key = self._key(field, term)
        hashed = int.from_bytes(md5(key, usedforsecurity=False).digest()[-4:])
        for place in self._places_of(hashed):
            content = self._file.pread(place, _LENGTHS.size + len(key) + _USUAL_LENGTH)
            key_length, length = _LENGTHS.unpack_from(content)
            start = _LENGTHS.size + key_length
            if content[_LENGTHS.size : start] == key:
                is_whole = len(content) >= start + length
                return content[start:] if is_whole else self._file.pread(place + start, length)
        return None

    def keys_with(self, field: str, prefix: bytes) -> Iterator[bytes]:
        """Yield the terms of a field with a prefix, sorted."""
        wanted = self._key(field, prefix)
        first = bisect_left(range(self._count), wanted, key=self._key_at)
        for number in range(first, self._count):
            key = self._key_at(number)
            if not key.startswith(wanted):
                return
            yield key[_FIELD.size :]

    def _key(self, field: str, term: bytes) -> bytes:
        return _FIELD.pack(self._fields.get(field, _NO_FIELD)) + term

    def _places_of(self, hashed: int) -> Iterator[int]:
        """Yield the places of the keys with a hash."""
        table, length = self._tables[2 * (hashed % _TABLES) : 2 * (hashed % _TABLES) + 2]
        first = (hashed // _TABLES) % length if length else 0
        for start, end in ((first, length), (0, first)):
            for at in range(start, end, _POINTERS_READ):
                count = min(_POINTERS_READ, end - at)
                pointers = self._file.pread(table + at * _POINTER.size, count * _POINTER.size)
                for other, place in _POINTER.iter_unpack(pointers):
                    if not place:
                        return
                    if other == hashed:
                        yield place

    def _key_at(self, number: int) -> bytes:
        """Return one of the keys, which are sorted."""
        start = self._places + number * self._place_size
        place = int.from_bytes(self._file.pread(start, self._place_size))
        content = self._file.pread(place, _LENGTHS.size + _LONGEST_KEY)
        return content[_LENGTHS.size : _LENGTHS.size + _LENGTHS.unpack_from(content)[0]]


def _blocks(content: bytes) -> Iterator[bytes]:
    """Yield the blocks of a term. The length of the last one is negative."""
    at, length = len(_MAGIC), 0
    while length >= 0:
        (length,) = _INT.unpack_from(content, at)
        at += _INT.size
        yield content[at : at + abs(length)]
        at += abs(length)


def _decoded(block: bytes) -> tuple[Iterable[int], Iterable[float], Iterable[bytes]]:
    """Return the numbers, weights and positions of a block."""
    stream = BytesIO(block)
    count, _, _, is_compressed, *_ = pickle.load(stream)  # noqa: S301  # as above
    rest = stream.read()
    content = pickle.loads(zlib.decompress(rest) if is_compressed else rest)  # noqa: S301
    steps, weights, positions = content
    if weights is None or isinstance(weights, float):
        weights = (1.0 if weights is None else weights,) * count
    return accumulate(steps), weights, positions


def _entry_file(directory: Path, name: str) -> Path:
    return directory / f"{name}.entries"
