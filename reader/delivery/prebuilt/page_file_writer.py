"""Put ready resources on a shelf, and beside it into a plain tree of files that any web server can serve.

Bodies are written as they come, so a build never holds the whole site in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final

import msgspec

from reader.delivery.http.content_codings import SUFFIXES, Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import write_address_index
from reader.delivery.prebuilt.compression_dictionaries import write_dictionaries
from reader.delivery.prebuilt.page_file import (
    FORMAT,
    MANIFEST_FILE,
    PAGE_FILE,
    BodyRef,
    Manifest,
    PageEntry,
    etag_of,
)
from reader.storage import checksums

SITE_FOLDER: Final = "site"
HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One answer made ahead. ``bodies`` always has the uncoded one.

    An error page has a ``status`` other than 200, and no address. ``negotiated`` says that it is one language of its
    address. With ``takes_query``, an address with a query string goes to the application, and only one without it is
    answered from here. ``scope`` is as in ``PageEntry``.
    """

    media_type: str
    policy: CachePolicy
    bodies: Mapping[Coding, bytes]
    address: str = ""
    language: str = ""
    status: int = HTTPStatus.OK
    negotiated: bool = False
    takes_query: bool = False
    scope: str = ""

    @property
    def body(self) -> bytes:
        """The uncoded body."""
        return self.bodies[Coding.IDENTITY]

    @property
    def weight_bytes(self) -> int:
        """The length of the brotli body, or of the uncoded one if that is no smaller."""
        return len(self.bodies.get(Coding.BROTLI, self.body))

    @property
    def is_page(self) -> bool:
        """Whether it is HTML, and not a file to take away."""
        return self.media_type.startswith("text/html")

    @property
    def name(self) -> str:
        """What people call it: its address, with the language if that does not say it; or language and status."""
        if not self.address:
            return f"/{self.language}/{self.status}"
        return f"{self.address} ({self.language})" if self.negotiated else self.address


class WrittenManifest(Manifest, frozen=True, gc=False):
    """A manifest as it is written, its pages last."""

    pages: dict[str, PageEntry]


class PageFileWriter:
    """Write a shelf, its dictionaries, its register, its manifest and the plain tree into a directory. The manifest comes last, on leaving.

    Use as a context manager. The order of calls is the order of bytes. Raises ValueError for an address given twice,
    and for one that cannot be a file.
    """

    def __init__(self, directory: Path, *, languages: Sequence[str], coders: str) -> None:
        self._directory = directory
        self._site = directory / SITE_FOLDER
        self._languages = tuple(languages)
        self._coders = coders
        self._size = 0
        self._kept: dict[bytes, BodyRef] = {}
        self._dictionaries: dict[bytes, BodyRef] = {}
        self._pages: dict[str, PageEntry] = {}
        self._negotiated: dict[str, dict[str, PageEntry]] = {}
        self._errors: dict[int, dict[str, PageEntry]] = {}
        self._former: dict[str, str] = {}
        self._asked: set[str] = set()
        self._site.mkdir(parents=True)
        self._file = (directory / PAGE_FILE).open("xb")

    def __enter__(self) -> PageFileWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is None:
            write_dictionaries(self._directory, self._dictionaries)
            manifest = msgspec.json.encode(self._manifest())
            entries = {
                address: msgspec.json.encode(entry) for address, entry in self._pages.items()
            }
            write_address_index(self._directory, manifest, entries)
            (self._directory / MANIFEST_FILE).write_bytes(manifest)

    def add(self, resource: Resource) -> None:
        """Add an answer. One language of a negotiated address has no plain file: none could negotiate."""
        entries, key = self._table_for(resource)
        if key in entries:
            raise ValueError(f"{resource.name} was added twice")
        name = _plain_file_name(resource)
        if name:
            self._write_files(name, resource.bodies)
        entries[key] = self._entry(resource, name)

    def _table_for(self, resource: Resource) -> tuple[dict[str, PageEntry], str]:
        """Return the table of the manifest in which an answer belongs, and its key there."""
        if not resource.address:
            return self._errors.setdefault(resource.status, {}), resource.language
        if resource.negotiated and resource.address not in self._pages:
            return self._negotiated.setdefault(resource.address, {}), resource.language
        self._refuse_twice(resource.address)
        return self._pages, resource.address

    def add_former(self, address: str, today: str) -> None:
        """Let a former address lead to the one of today."""
        self._refuse_twice(address)
        self._former[address] = today

    def add_asked(self, address: str) -> None:
        """Let the application answer an address, whatever the method."""
        self._refuse_twice(address)
        self._asked.add(address)

    def write_plain(self, name: str, body: bytes) -> None:
        """Write a file into the plain tree only: what stands there in place of an answer nobody can negotiate."""
        self._write_files(name, {Coding.IDENTITY: body})

    def _refuse_twice(self, address: str) -> None:
        if not address.startswith("/"):
            raise ValueError(f"{address!r} is not an address")
        if (
            address in self._pages
            or address in self._negotiated
            or address in self._former
            or address in self._asked
        ):
            raise ValueError(f"{address} was added twice")

    def _entry(self, resource: Resource, name: str | None) -> PageEntry:
        bodies = {coding: self._keep(body) for coding, body in resource.bodies.items()}
        if resource.scope:
            self._dictionaries[checksums.digest(resource.body)] = bodies[Coding.IDENTITY]
        return PageEntry(
            media_type=resource.media_type,
            policy=resource.policy,
            bodies=bodies,
            takes_query=resource.takes_query,
            scope=resource.scope,
            file=name,
            weight_bytes=resource.weight_bytes,
        )

    def _keep(self, body: bytes) -> BodyRef:
        """Write a body, or find it where the same bytes were written already."""
        digest = checksums.digest(body)
        kept = self._kept.get(digest)
        if kept is None:
            kept = BodyRef(self._size, len(body), etag_of(body))
            self._size += self._file.write(body)
            self._kept[digest] = kept
        return kept

    def _write_files(self, name: str, bodies: Mapping[Coding, bytes]) -> None:
        path = self._site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for coding, body in bodies.items():
            with path.with_name(path.name + SUFFIXES[coding]).open("xb") as file:
                file.write(body)

    def _manifest(self) -> WrittenManifest:
        return WrittenManifest(
            format=FORMAT,
            size=self._size,
            coders=self._coders,
            languages=self._languages,
            negotiated=self._negotiated,
            errors=self._errors,
            former=self._former,
            asked=tuple(sorted(self._asked)),
            pages=self._pages,
        )


def _plain_file_name(resource: Resource) -> str | None:
    if resource.negotiated:
        return None
    if not resource.address:
        return f"{resource.language}/{resource.status}.html"
    return file_name(resource.address, resource.media_type)


def file_name(address: str, media_type: str) -> str:
    """Return where an address lies in the plain tree: ``/en/zines`` → ``en/zines/index.html``, ``/robots.txt`` → ``robots.txt``.

    Raises ValueError for an address that would leave the tree or name no file.
    """
    path = PurePosixPath(address.lstrip("/"))
    if not address.startswith("/") or "//" in address or ".." in path.parts or "\0" in address:
        raise ValueError(f"{address!r} cannot be a file")
    if media_type.startswith("text/html") and path.suffix != ".html":
        path /= "index.html"
    if not path.name or (address.endswith("/") and path.name != "index.html"):
        raise ValueError(f"{address!r} cannot be a file")
    return str(path)
