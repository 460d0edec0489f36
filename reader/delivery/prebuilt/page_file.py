"""The shelf of ready bytes: one file that holds every body in every coding, and a manifest that says where.

A body is read when it is asked for: the page cache of the operating system holds the bytes once for all workers.
A shelf is never changed once written, and is let go when the last request that uses it has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import ADDRESS_INDEX_FILE, AddressIndex
from reader.storage.checksums import checksum
from reader.storage.pread_file import PreadFile

PAGE_FILE: Final = "shelf.bin"
MANIFEST_FILE: Final = "manifest.json"
FORMAT: Final = 2

# In each worker, a kilobyte each; with all that readers ask for again and again in it, the rest costs three microseconds more.
_ENTRIES_KEPT: Final = 256


class PageFileError(Exception):
    """A shelf cannot be used. ``code`` says why: ``missing``, ``manifest``, ``register``, ``format`` or ``size``."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code


class BodyRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where the bytes of one body are, and their strong validator: twelve hexadecimal digits of their digest."""

    offset: int
    length: int
    etag: str


class PageEntry(msgspec.Struct, frozen=True, gc=False):
    """What one address answers. Read from the manifest; fields it does not know are skipped, so more may come.

    ``scope`` is a pattern of addresses for which a reader may use this page as a dictionary; where it is empty, none.
    """

    media_type: str
    policy: CachePolicy
    bodies: dict[Coding, BodyRef]
    takes_query: bool = False
    scope: str = ""


class Manifest(msgspec.Struct, frozen=True, gc=False):
    """Everything a shelf answers but its ``pages``, address → entry, which end the file and are found by its register.

    ``negotiated`` and ``errors`` have one entry a language, ``redirects`` leads from a former address to that of today, ``dynamic``
    addresses always go to the application. ``coders`` is what the bodies were made with, ``size`` of the shelf in bytes.
    """

    format: int
    size: int
    coders: str
    languages: tuple[str, ...]
    negotiated: dict[str, dict[str, PageEntry]]
    errors: dict[int, dict[str, PageEntry]]
    redirects: dict[str, str] = msgspec.field(name="former")
    dynamic: tuple[str, ...] = msgspec.field(name="asked")


def etag_of(body: bytes) -> str:
    """Return the validator of a body as sent. It is of the coded bytes, so every coding has its own."""
    return checksum(body)[:12]


class PageEntries(Mapping[str, PageEntry]):
    """Address → entry, each decoded when it is asked for."""

    def __init__(self, register: AddressIndex) -> None:
        self._register = register
        decode = msgspec.json.Decoder(PageEntry).decode

        @lru_cache(_ENTRIES_KEPT)
        def entry(address: str) -> PageEntry:
            found = register.find(address)
            if found is None:
                raise KeyError(address)  # and nothing is kept of an address that leads nowhere
            return decode(found)

        self._entry = entry

    def __getitem__(self, address: str) -> PageEntry:
        return self._entry(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._register)

    def __len__(self) -> int:
        return sum(1 for _ in self._register)


class PageFile:
    """Ready bytes, open for reading. Safe to share between threads and across a fork."""

    def __init__(
        self, manifest: Manifest, pages: Mapping[str, PageEntry], bodies: PreadFile
    ) -> None:
        self.manifest = manifest
        self.pages = pages
        self._bodies = bodies

    @classmethod
    def open(cls, directory: Path) -> PageFile:
        """Open the shelf in a directory. Raises ShelfError; looks at sizes only, see ``verify`` for the bytes."""
        manifest = _read_manifest(directory / MANIFEST_FILE)
        bodies, spoken = _opened(directory / PAGE_FILE), _opened(directory / MANIFEST_FILE)
        if bodies.size != manifest.size:
            raise PageFileError("size", directory / PAGE_FILE)
        path = directory / ADDRESS_INDEX_FILE
        try:
            register = AddressIndex.open(path, spoken)
        except OSError as error:
            raise PageFileError("missing", path) from error
        except ValueError as error:
            raise PageFileError("register", path) from error
        return cls(manifest, PageEntries(register), bodies)

    def entry(self, address: str) -> PageEntry | None:
        """Return what an address answers. The home of a language answers without its last slash as well."""
        return self.pages.get(address) or self.pages.get(f"{address}/")

    def body(self, kept: BodyRef) -> bytes:
        """Return the bytes of one body."""
        return self._bodies.pread(kept.offset, kept.length)

    def carried(self) -> Mapping[str, PageEntry]:
        """Return validator of the uncoded body → entry, for a build that wants to take over what did not change.

        Compare the bytes too (``bodies_of``): the validator is short. The coders must be the same.
        """
        return {entry.bodies[Coding.IDENTITY].etag: entry for _, entry in self.entries()}

    def bodies_of(self, entry: PageEntry) -> dict[Coding, bytes]:
        """Return an entry's bytes in every coding it has."""
        return {coding: self.body(kept) for coding, kept in entry.bodies.items()}

    def entries(self) -> Iterator[tuple[str, PageEntry]]:
        """Yield every entry with a name for it: its address, and the language or status where that is not enough."""
        yield from self.pages.items()
        for address, variants in self.manifest.negotiated.items():
            yield from ((f"{address} ({language})", entry) for language, entry in variants.items())
        for status, pages in self.manifest.errors.items():
            yield from ((f"{status} ({language})", entry) for language, entry in pages.items())

    def verify(self) -> tuple[str, ...]:
        """Read every body again and return the names of entries whose bytes are not what was written."""
        return tuple(
            name
            for name, entry in self.entries()
            if not all(map(self._is_whole, entry.bodies.values()))
        )

    def _is_whole(self, kept: BodyRef) -> bool:
        return etag_of(self.body(kept)) == kept.etag


def _opened(path: Path) -> PreadFile:
    try:
        return PreadFile(path)
    except OSError as error:
        raise PageFileError("missing", path) from error


def _read_manifest(path: Path) -> Manifest:
    """Read all but the pages. They are passed over, and take no memory."""
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        raise PageFileError("missing", path) from error
    except msgspec.DecodeError as error:
        raise PageFileError("manifest", path) from error
    if manifest.format != FORMAT:
        raise PageFileError("format", path)
    return manifest
