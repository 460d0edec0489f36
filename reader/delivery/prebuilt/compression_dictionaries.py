"""Compression dictionaries: the page somebody read last makes the next one cheap. Source: RFC 9842.

A browser that was offered a page as a dictionary names it by its SHA-256 when it asks for the next. The pages of a
generation are found by that digest in a small sorted file that is mapped, not read: a generation of ten thousand pages
costs a worker no memory, and one whose folder was deleted meanwhile is still there.
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
from reader.delivery.prebuilt.byte_lru import ByteLru
from reader.delivery.prebuilt.page_file import PAGE_FILE, BodyRef, PageFile
from reader.storage import checksums
from reader.storage.pread_file import PreadFile

DICTIONARIES_FILE: Final = "dictionaries.bin"

# Digest, offset and length in the shelf.
_RECORD: Final = struct.Struct(">32sQI")
_DIGEST_BYTES: Final = 32
# A byte sequence of 32 bytes. Source: RFC 9842 §2.2, RFC 9651 §3.3.5.
_NAMED: Final = re.compile(r":([A-Za-z0-9+/]{43}=):")
# Some 600 pages; in each worker.
_KEPT_BYTES: Final = 1_048_576


def named(available_dictionary: str) -> bytes | None:
    """Return the digest that an Available-Dictionary header names, or None when it is malformed."""
    found = _NAMED.fullmatch(available_dictionary.strip(" \t")) if available_dictionary else None
    return binascii.a2b_base64(found[1]) if found else None


def write_dictionaries(directory: Path, pages: Mapping[bytes, BodyRef]) -> None:
    """Write down where each page that readers may use as a dictionary is on the shelf, by its digest."""
    records = (
        _RECORD.pack(digest, kept.offset, kept.length) for digest, kept in sorted(pages.items())
    )
    (directory / DICTIONARIES_FILE).write_bytes(b"".join(records))


class DictionaryIndex:
    """The pages of one generation by their digest. Safe to share between threads and across a fork."""

    def __init__(self, records: mmap.mmap, shelf: PreadFile) -> None:
        self._records = records
        self._shelf = shelf

    @classmethod
    def open(cls, directory: Path) -> DictionaryIndex | None:
        """Open the pages of a generation, or return None for one that has none or is not there any more."""
        try:
            return cls(_mapped(directory / DICTIONARIES_FILE), PreadFile(directory / PAGE_FILE))
        except (OSError, ValueError):  # ValueError: the file is empty
            return None

    def find(self, digest: bytes) -> bytes | None:
        """Return the page that has a digest, or None."""
        count = len(self._records) // _RECORD.size
        index = bisect_left(range(count), digest, key=self._digest)
        if index == count or self._digest(index) != digest:
            return None
        _, offset, length = _RECORD.unpack_from(self._records, index * _RECORD.size)
        return self._shelf.pread(offset, length)

    def _digest(self, index: int) -> bytes:
        return self._records[index * _RECORD.size : index * _RECORD.size + _DIGEST_BYTES]


class DictionaryCoder:
    """Code pages against the pages of a few generations, and keep what was asked for last."""

    def __init__(
        self, generations: Iterable[DictionaryIndex] = (), *, kept_bytes: int = _KEPT_BYTES
    ) -> None:
        self._generations = tuple(generations)
        self._recent: ByteLru[tuple[int, bytes]] = ByteLru(kept_bytes)

    @classmethod
    def open(cls, directories: Iterable[Path]) -> DictionaryCoder:
        """Open the pages of the generations in ``directories``; those without are left out."""
        return cls(filter(None, map(DictionaryIndex.open, directories)))

    def coded(self, shelf: PageFile, page: BodyRef, digest: bytes) -> bytes | None:
        """Return a page of the shelf coded against the page with a digest, or None when no such page was published.

        Always the same shelf: where a page lies on it is what it is kept by. Takes a few tenths of a millisecond the first time.
        """
        key = (page.offset, digest)
        made = self._recent.get(key)
        if made is None:
            dictionary = self._find(digest)
            if dictionary is None:
                return None
            made = compress_with_dictionary(dictionary, shelf.body(page))
            self._recent.put(key, made)
        return made

    def _find(self, digest: bytes) -> bytes | None:
        """Return a page that was published, if its bytes are still what they were: a browser shows nothing at all otherwise."""
        found = next(
            (page for page in (each.find(digest) for each in self._generations) if page), None
        )
        return found if found and checksums.digest(found) == digest else None


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
