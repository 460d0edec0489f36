"""Compression dictionaries: the page somebody read last makes the next one cheap. Source: RFC 9842.

A browser that was offered a page as a dictionary names it by its SHA-256 when it requests the next.
The pages of a generation are found by that digest in a small sorted file, which is mapped: ten
thousand pages cost a worker no memory, and a folder deleted meanwhile can still be read.
"""

from __future__ import annotations

import binascii
import mmap
import re
import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from reader.delivery.http.content_codings import compress_with_dictionary
from reader.delivery.prebuilt.bodies import BodyRef, read_dictionary
from reader.delivery.prebuilt.byte_lru import ByteLru
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.segments import SegmentedFile, read_segments
from reader.storage import checksums

DICTIONARIES_FILE: Final = "dictionaries.bin"

# Digest; offset and length in the page file.
_RECORD: Final = struct.Struct(">32sQI")
_DIGEST_BYTES: Final = 32
# A byte sequence of 32 bytes. Source: RFC 9842 §2.2, RFC 9651 §3.3.5.
_BYTE_SEQUENCE: Final = re.compile(r":([A-Za-z0-9+/]{43}=):")
# Some 600 pages, in each worker.
_CACHE_BYTES: Final = 1_048_576


def dictionary_digest(available_dictionary: str) -> bytes | None:
    """Return the digest in an Available-Dictionary header, or None if it is empty or malformed."""
    if not available_dictionary:
        return None
    matched = _BYTE_SEQUENCE.fullmatch(available_dictionary.strip(" \t"))
    return binascii.a2b_base64(matched[1]) if matched else None


def write_dictionaries(directory: Path, pages: Mapping[bytes, BodyRef]) -> None:
    """Write where in the page file each dictionary is. ``pages`` is digest → place of its bytes."""
    records = (
        _RECORD.pack(digest, ref.offset, ref.stored_length) for digest, ref in sorted(pages.items())
    )
    (directory / DICTIONARIES_FILE).write_bytes(b"".join(records))


def read_dictionaries(directory: Path) -> dict[int, bytes]:
    """Return offset in the page file → digest of the dictionary there; nothing if none is known."""
    try:
        records = (directory / DICTIONARIES_FILE).read_bytes()
        return {offset: digest for digest, offset, _ in _RECORD.iter_unpack(records)}
    except (OSError, struct.error):
        return {}


class DictionaryIndex:
    """Pages of one generation by digest. Safe to share between threads and across a fork."""

    def __init__(self, records: mmap.mmap, bodies: SegmentedFile) -> None:
        self._records = records
        self._bodies = bodies

    @classmethod
    def open(cls, directory: Path) -> DictionaryIndex | None:
        """Open the pages of a generation, or return None if it has none or is gone."""
        try:
            bodies = SegmentedFile(directory, read_segments(directory))
            return cls(_mapped(directory / DICTIONARIES_FILE), bodies)
        except (OSError, ValueError):  # ValueError: a file is empty or damaged
            return None

    def find(self, digest: bytes) -> bytes | None:
        """Return the page that has a digest, or None."""
        count = len(self._records) // _RECORD.size
        index = bisect_left(range(count), digest, key=self._digest)
        if index == count or self._digest(index) != digest:
            return None
        _, offset, length = _RECORD.unpack_from(self._records, index * _RECORD.size)
        return read_dictionary(self._bodies, offset, length)

    def _digest(self, index: int) -> bytes:
        return self._records[index * _RECORD.size : index * _RECORD.size + _DIGEST_BYTES]


class DictionaryCoder:
    """Code pages against the pages of a few generations, and cache the results."""

    def __init__(
        self, generations: Iterable[DictionaryIndex] = (), *, cache_bytes: int = _CACHE_BYTES
    ) -> None:
        self._generations = tuple(generations)
        self._cache: ByteLru[tuple[int, bytes]] = ByteLru(cache_bytes)

    @classmethod
    def open(cls, directories: Iterable[Path]) -> DictionaryCoder:
        """Open the pages of the generations in ``directories``; those without any are left out."""
        return cls(filter(None, map(DictionaryIndex.open, directories)))

    def coded(self, page_file: PageFile, page: BodyRef, digest: bytes) -> bytes | None:
        """Return a page coded against the one with a digest, or None if none such was published.

        To be called with one page file only: results are cached by the offset of the page in it.
        Takes a few tenths of a millisecond the first time.
        """
        key = (page.offset, digest)
        coded = self._cache.get(key)
        if coded is None:
            dictionary = self._find(digest)
            if dictionary is None:
                return None
            coded = compress_with_dictionary(dictionary, page_file.body(page))
            self._cache.put(key, coded)
        return coded

    def _find(self, digest: bytes) -> bytes | None:
        """Return a published page if its bytes are intact: with others a browser shows nothing."""
        found = next(
            (page for page in (each.find(digest) for each in self._generations) if page), None
        )
        return found if found and checksums.digest(found) == digest else None


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
