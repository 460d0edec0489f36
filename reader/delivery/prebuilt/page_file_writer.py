"""Write a page file, and beside it a plain tree of files that any web server can serve.

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
from reader.delivery.prebuilt.normal_form import segment_of
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

    An error page has another ``status`` than 200; without an address it is for any. ``negotiated``
    says that it is one language of its address. ``parameters`` and ``scope``: see ``PageEntry``.
    """

    media_type: str
    policy: CachePolicy
    bodies: Mapping[Coding, bytes]
    address: str = ""
    language: str = ""
    status: int = HTTPStatus.OK
    negotiated: bool = False
    parameters: tuple[str, ...] = ()
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
        return self.media_type.startswith("text/html") and self.policy is not CachePolicy.FILE

    @property
    def name(self) -> str:
        """Its address, with the language if that is negotiated; or the language and the status."""
        if not self.address:
            return f"/{self.language}/{self.status}"
        return f"{self.address} ({self.language})" if self.negotiated else self.address


class WrittenManifest(Manifest, frozen=True, kw_only=True, gc=False):
    """A manifest as it is written, with its pages last."""

    pages: dict[str, PageEntry]


class PageFileWriter:
    """Write a page file, its indexes, its manifest and the plain tree into a directory.

    Use as a context manager; the manifest is written last, on leaving. Bodies have the order of the
    calls. Without ``plain_tree`` only ``write_plain`` writes files. Raises ValueError for a second
    answer of an address, and for an address that cannot be a file.
    """

    def __init__(
        self, directory: Path, *, languages: Sequence[str], coders: str, plain_tree: bool = True
    ) -> None:
        self._directory = directory
        self._site = directory / SITE_FOLDER
        self._plain_tree = plain_tree
        self._languages = tuple(languages)
        self._coders = coders
        self._size = 0
        self._refs: dict[bytes, BodyRef] = {}
        self._dictionaries: dict[bytes, BodyRef] = {}
        self._pages: dict[str, PageEntry] = {}
        self._negotiated: dict[str, dict[str, PageEntry]] = {}
        self._errors: dict[int, dict[str, PageEntry]] = {}
        self._redirects: dict[str, str] = {}
        self._dynamic: set[str] = set()
        self._aliases: dict[str, dict[str, str]] = {}
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
        """Add an answer.

        One language of a negotiated address has no plain file: none could negotiate.
        """
        entries, key = self._table_for(resource)
        if key in entries:
            raise ValueError(f"{resource.name} was added twice")
        entries[key] = self._entry(resource, name := _plain_file_name(resource))
        if name and self._plain_tree:
            self._write_files(name, resource.bodies)

    def _table_for(self, resource: Resource) -> tuple[dict[str, PageEntry], str]:
        """Return the table of the manifest in which an answer belongs, and its key there."""
        if not resource.address:
            return self._errors.setdefault(resource.status, {}), resource.language
        if resource.negotiated and resource.address not in self._pages:
            return self._negotiated.setdefault(resource.address, {}), resource.language
        self._check_address(resource.address)
        return self._pages, resource.address

    def add_redirect(self, address: str, target: str) -> None:
        """Add a redirect from a former address to that of today."""
        self._check_address(address)
        self._redirects[address] = target

    def add_alias(self, language: str, title: str, segment: str) -> None:
        """Let the readers of a language name the first segment of an address by its title."""
        alias = segment_of(title)
        if alias and alias != segment:
            self._aliases.setdefault(language, {}).setdefault(alias, segment)

    def add_dynamic(self, address: str) -> None:
        """Leave an address to the application, whatever the method."""
        self._check_address(address)
        self._dynamic.add(address)

    def write_plain(self, name: str, body: bytes) -> None:
        """Write a file into the plain tree only, in place of an address that is negotiated."""
        self._write_files(name, {Coding.IDENTITY: body})

    def _check_address(self, address: str) -> None:
        if not address.startswith("/"):
            raise ValueError(f"{address!r} is not an address")
        if (
            address in self._pages
            or address in self._negotiated
            or address in self._redirects
            or address in self._dynamic
        ):
            raise ValueError(f"{address} was added twice")

    def _entry(self, resource: Resource, name: str | None) -> PageEntry:
        bodies = {coding: self._write_body(body) for coding, body in resource.bodies.items()}
        if resource.scope:
            self._dictionaries[checksums.digest(resource.body)] = bodies[Coding.IDENTITY]
        return PageEntry(
            media_type=resource.media_type,
            policy=resource.policy,
            bodies=bodies,
            parameters=resource.parameters,
            scope=resource.scope,
            file=name,
            weight_bytes=resource.weight_bytes,
            status=resource.status,
        )

    def _write_body(self, body: bytes) -> BodyRef:
        """Write a body unless the same bytes were written before, and return where it is."""
        digest = checksums.digest(body)
        ref = self._refs.get(digest)
        if ref is None:
            ref = BodyRef(self._size, len(body), etag_of(body))
            self._size += self._file.write(body)
            self._refs[digest] = ref
        return ref

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
            redirects=self._redirects,
            dynamic=tuple(sorted(self._dynamic)),
            aliases=self._aliases,
            pages=self._pages,
        )


def _plain_file_name(resource: Resource) -> str | None:
    if resource.negotiated or (resource.address and resource.status != HTTPStatus.OK):
        return None
    if not resource.address:
        return f"{resource.language}/{resource.status}.html"
    return file_name(resource.address, resource.media_type)


def file_name(address: str, media_type: str) -> str:
    """Return the name of an address in the plain tree, such as ``en/zines/index.html``.

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
