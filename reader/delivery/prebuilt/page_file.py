"""A page file has every body in every coding; its manifest says what is where.

A body is read for each request: the page cache of the operating system holds it once for all
workers. A page file never changes once it is written, and is closed after the last request that
uses it.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import unquote_plus

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import ADDRESS_INDEX_FILE, AddressIndex
from reader.delivery.prebuilt.bodies import BodyRef, read_body, read_pieces
from reader.delivery.prebuilt.segments import (
    PAGE_FILE,
    SegmentedFile,
    read_segments,
)
from reader.storage.pread_file import PreadFile

# "register.bin" and two keys of the manifest are older than the names in the code, and stay: other
# tools read them, and a build reads the generation before.
MANIFEST_FILE: Final = "manifest.json"
FORMAT: Final = 5

# In each worker, a kilobyte each; to decode another entry takes three microseconds.
_ENTRIES_CACHED: Final = 256


class PageFileError(Exception):
    """A page file cannot be used.

    ``code`` says why: ``missing``, ``manifest``, ``index``, ``format`` or ``size``.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code


class PageEntry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is served at one address. Fields of the manifest that are not known are skipped.

    ``status`` is 410 if it is there no longer.
    ``scope`` is the pattern of addresses for which a reader may use this page as a dictionary; if
    empty, for none. With one of ``parameters`` in the query, the application responds; others, such
    as those that trackers add, change nothing. Other tools read ``file``, its name in the plain
    tree, None if there is none, and ``weight_bytes``, the length of the brotli body, or of the
    uncoded one.
    """

    media_type: str
    policy: CachePolicy
    bodies: dict[Coding, BodyRef]
    parameters: tuple[str, ...] = ()
    scope: str = ""
    file: str | None = None
    weight_bytes: int = 0
    status: int = HTTPStatus.OK

    def depends_on(self, query: str) -> bool:
        """Return whether a query has one of the parameters. Source: WHATWG URL §5.1."""
        return bool(query and self.parameters) and any(
            _name(piece) in self.parameters for piece in query.split("&")
        )


# Stands for the language of the reader in the target of a redirect.
NEGOTIATED: Final = "{language}"


class Manifest(msgspec.Struct, frozen=True, gc=False):
    """A manifest without its ``pages``, address → entry: ``AddressIndex`` has those.

    ``negotiated`` and ``errors`` have one entry a language, ``redirects`` lead from a former or
    a short address to that of today, ``dynamic`` addresses always go to the application.
    ``aliases`` has for each language what its readers call the first segment of an address.
    ``coders`` made the bodies; ``size`` is that of the page file in bytes, where its last segment
    ends.
    """

    format: int
    size: int
    coders: str
    languages: tuple[str, ...]
    negotiated: dict[str, dict[str, PageEntry]]
    errors: dict[int, dict[str, PageEntry]]
    redirects: dict[str, str] = msgspec.field(name="former")
    dynamic: tuple[str, ...] = msgspec.field(name="asked")
    aliases: dict[str, dict[str, str]] = {}


class PageEntries(Mapping[str, PageEntry]):
    """Address → entry, each decoded when it is looked up."""

    def __init__(self, index: AddressIndex) -> None:
        self._index = index
        decode = msgspec.json.Decoder(PageEntry).decode

        @lru_cache(_ENTRIES_CACHED)
        def entry(address: str) -> PageEntry:
            found = index.find(address)
            if found is None:
                raise KeyError(address)  # which is not cached
            return decode(found)

        self._entry = entry
        self._decode = decode

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
        return cls(manifest, PageEntries(index), bodies, directory)

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


def _name(piece: str) -> str:
    name = piece.partition("=")[0]
    return unquote_plus(name) if "%" in name or "+" in name else name


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
    """Read all but the pages, which are skipped and take no memory."""
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        raise PageFileError("missing", path) from error
    except msgspec.DecodeError as error:
        raise PageFileError("manifest", path) from error
    if manifest.format != FORMAT:
        raise PageFileError("format", path)
    return manifest
