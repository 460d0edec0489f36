"""A page file has every body in every coding; its manifest says what is where.

A body is read for each request: the page cache of the operating system holds it once for all
workers. A page file never changes once it is written, and is closed after the last request that
uses it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.address_index import ADDRESS_INDEX_FILE, AddressIndex
from reader.delivery.prebuilt.bodies import BodyRef, read_body, read_pieces
from reader.delivery.prebuilt.manifest import (
    FORMAT,
    MANIFEST_FILE,
    Manifest,
    ManifestEntry,
    PageEntry,
    read_manifest,
)
from reader.delivery.prebuilt.segments import PAGE_FILE, SegmentedFile, read_segments
from reader.storage.pread_file import PreadFile

# In each worker, a kilobyte each; to decode another entry takes three microseconds.
_ENTRIES_CACHED: Final = 256


class PageFileError(Exception):
    """A page file cannot be used.

    ``code`` says why: ``missing``, ``manifest``, ``index``, ``format`` or ``size``.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code


class PageEntries(Mapping[str, PageEntry]):
    """Address → entry, each decoded when it is looked up."""

    def __init__(self, index: AddressIndex, alike: tuple[PageEntry, ...]) -> None:
        self._index = index
        self._alike = alike
        self._stored = msgspec.json.Decoder(ManifestEntry).decode

        @lru_cache(_ENTRIES_CACHED)
        def entry(address: str) -> PageEntry:
            found = index.find(address)
            if found is None:
                raise KeyError(address)  # which is not cached
            return self._decode(found)

        self._entry = entry

    def _decode(self, stored: bytes) -> PageEntry:
        return self._stored(stored).entry(self._alike)

    def __getitem__(self, address: str) -> PageEntry:
        return self._entry(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return sum(1 for _ in self._index)

    def items(self) -> ItemsView[str, PageEntry]:
        """Return every address with its entry, in the order of the manifest, all in memory."""
        entries = self._index.entries()
        return {address: self._decode(found) for address, found in entries}.items()


class PageFile:
    """A page file that was opened in ``directory``. Threads and forks can share it."""

    def __init__(
        self,
        manifest: Manifest,
        pages: Mapping[str, PageEntry],
        bodies: SegmentedFile,
        directory: Path,
    ) -> None:
        self.manifest = manifest
        self.pages = pages
        self.bodies = bodies
        self.directory = directory

    @classmethod
    def open(cls, directory: Path) -> PageFile:
        """Open the page file in a directory. Raises PageFileError.

        Only sizes are compared; ``damaged_entries`` compares the bytes.
        """
        manifest = _read_manifest(directory / MANIFEST_FILE)
        bodies, entries = _open_bodies(directory), _open(directory / MANIFEST_FILE)
        if bodies.size != manifest.size:
            raise PageFileError("size", directory / PAGE_FILE)
        path = directory / ADDRESS_INDEX_FILE
        try:
            index = AddressIndex.open(path, entries)
        except OSError as error:
            raise PageFileError("missing", path) from error
        except ValueError as error:
            raise PageFileError("index", path) from error
        return cls(manifest, PageEntries(index, manifest.alike), bodies, directory)

    def entry(self, address: str) -> PageEntry | None:
        """Return the entry of an address, or None. The last slash of a home page may be missing."""
        return self.pages.get(address) or self.pages.get(f"{address}/")

    def body(self, ref: BodyRef) -> bytes:
        """Return the bytes of one body, fewer if they are damaged."""
        return read_body(self.bodies, ref)

    def pieces(self, ref: BodyRef, wanted: range) -> Iterator[bytes]:
        """Yield the bytes ``wanted`` of one body, as ``read_pieces`` does."""
        return read_pieces(self.bodies, ref, wanted)

    def bodies_of(self, entry: PageEntry) -> dict[Coding, bytes]:
        """Return an entry's bytes in every coding it has."""
        return {coding: self.body(ref) for coding, ref in entry.bodies.items()}

    def entries(self) -> Iterator[tuple[str, PageEntry]]:
        """Yield every entry by its address or status, with its language if there are several."""
        yield from self.pages.items()
        for address, variants in self.manifest.negotiated.items():
            yield from ((f"{address} ({language})", entry) for language, entry in variants.items())
        for status, pages in self.manifest.errors.items():
            yield from ((f"{status} ({language})", entry) for language, entry in pages.items())


def _open(path: Path) -> PreadFile:
    try:
        return PreadFile(path)
    except OSError as error:
        raise PageFileError("missing", path) from error


def _open_bodies(directory: Path) -> SegmentedFile:
    try:
        return SegmentedFile(directory, read_segments(directory))
    except OSError as error:
        raise PageFileError("missing", directory / PAGE_FILE) from error
    except ValueError as error:
        raise PageFileError("size", directory / PAGE_FILE) from error


def _read_manifest(path: Path) -> Manifest:
    try:
        manifest = read_manifest(path)
    except OSError as error:
        raise PageFileError("missing", path) from error
    except msgspec.DecodeError as error:
        raise PageFileError("manifest", path) from error
    if manifest.format != FORMAT:
        raise PageFileError("format", path)
    return manifest
