"""Write a page file, and beside it a plain tree of files that any web server can serve.

Bodies are written as they come, so a build never holds the whole site in memory; those that the
page file before has are kept where they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.address_index import write_address_index
from reader.delivery.prebuilt.bodies import BodyRef
from reader.delivery.prebuilt.body_writer import BodyWriter, MoreSegments
from reader.delivery.prebuilt.compression_dictionaries import read_dictionaries, write_dictionaries
from reader.delivery.prebuilt.entry_tables import EntryTables
from reader.delivery.prebuilt.extents import Assembly
from reader.delivery.prebuilt.manifest import (
    FORMAT,
    MANIFEST_FILE,
    PageEntry,
    WrittenManifest,
    manifest_entries,
)
from reader.delivery.prebuilt.normal_form import segment_of
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.plain_tree import file_of, write_files, write_stored_files
from reader.storage import checksums

SITE_FOLDER: Final = "site"
HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One answer made ahead. ``bodies`` has the uncoded one, unless an earlier page file has them.

    It is empty, too, if there is an ``assembly``, the uncoded body of a large file.
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
    assembly: Assembly | None = None

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


class PageFileWriter:
    """Write a page file, its indexes, its manifest and the plain tree into a directory.

    Use as a context manager; the manifest is written last, on leaving. Bodies have the order of the
    calls. Without ``plain_tree`` only ``write_plain`` writes files. ``base`` is an open page file,
    whose bodies can be kept; ``more`` is where else assemblies have bytes. Raises ValueError for a
    second answer of an address, and for one that cannot be a file.
    """

    def __init__(
        self,
        directory: Path,
        *,
        languages: Sequence[str],
        coders: str,
        plain_tree: bool = True,
        base: PageFile | None = None,
        more: MoreSegments | None = None,
    ) -> None:
        self._directory = directory
        self._base = base
        self._base_digests = read_dictionaries(base.directory) if base else {}
        self._site = directory / SITE_FOLDER
        self._plain_tree = plain_tree
        self._languages = tuple(languages)
        self._coders = coders
        self._dictionaries: dict[bytes, BodyRef] = {}
        self._entries = EntryTables()
        self._redirects: dict[str, str] = {}
        self._dynamic: set[str] = set()
        self._assembled: dict[str, BodyRef] = {}
        self._aliases: dict[str, dict[str, str]] = {}
        self._site.mkdir(parents=True)
        self._bodies = BodyWriter(directory, base, more)

    def __enter__(self) -> PageFileWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bodies.close()
        if kind is None:
            self._place_bodies()
            write_stored_files(self._site, self._directory, self._assembled)
            write_dictionaries(self._directory, self._dictionaries)
            manifest, encode = self._manifest(), msgspec.json.encode
            entries = {address: encode(each) for address, each in manifest.pages.items()}
            content = encode(manifest)
            write_address_index(self._directory, content, entries)
            (self._directory / MANIFEST_FILE).write_bytes(content)

    def add(self, resource: Resource, kept: PageEntry | None = None) -> None:
        """Add an answer; ``kept`` is the entry of the page file ``base`` that has its bodies.

        One language of a negotiated address has no plain file: none could negotiate.
        """
        entries, key = self._table_for(resource)
        if key in entries:
            raise ValueError(f"{resource.name} was added twice")
        entries[key] = self._entry(resource, kept)
        # An address that cannot be a file is refused when it is new.
        name = None if kept and not self._plain_tree else _plain_file_name(resource)
        if name and self._plain_tree and resource.assembly:
            self._assembled[name] = entries[key].bodies[Coding.IDENTITY]
        elif name and self._plain_tree:
            bodies = self._base.bodies_of(kept) if self._base and kept else resource.bodies
            write_files(self._site, name, bodies)

    def _table_for(self, resource: Resource) -> tuple[dict[str, PageEntry], str]:
        """Return the table of the manifest in which an answer belongs, and its key there."""
        if not resource.address:
            return self._entries.errors.setdefault(resource.status, {}), resource.language
        if resource.negotiated and resource.address not in self._entries.pages:
            return self._entries.negotiated.setdefault(resource.address, {}), resource.language
        self._check_address(resource.address)
        return self._entries.pages, resource.address

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
        write_files(self._site, name, {Coding.IDENTITY: body})

    def _check_address(self, address: str) -> None:
        if not address.startswith("/"):
            raise ValueError(f"{address!r} is not an address")
        if (
            address in self._entries.pages
            or address in self._entries.negotiated
            or address in self._redirects
            or address in self._dynamic
        ):
            raise ValueError(f"{address} was added twice")

    def _entry(self, resource: Resource, kept: PageEntry | None) -> PageEntry:
        bodies = kept.bodies if kept else self._bodies.write(resource.bodies, resource.assembly)
        if resource.scope:
            ref = bodies[Coding.IDENTITY]
            self._dictionaries[self._digest(resource, ref)] = ref
        return PageEntry(
            media_type=resource.media_type,
            policy=resource.policy,
            bodies=bodies,
            parameters=resource.parameters,
            scope=resource.scope,
            status=resource.status,
        )

    def _digest(self, resource: Resource, ref: BodyRef) -> bytes:
        """Return the digest of an uncoded body."""
        if resource.bodies or self._base is None:
            return checksums.digest(resource.body)
        return self._base_digests.get(ref.offset) or checksums.digest(self._base.body(ref))

    def _place_bodies(self) -> None:
        """Let the files of all bodies be in the directory, wherever they were."""
        lost = self._entries.lost(self._base) if self._base else ()
        moved = self._bodies.finish(self._entries.bodies(), lost)
        if moved:
            self._entries.move(moved)
            self._dictionaries = {
                key: msgspec.structs.replace(ref, offset=moved[ref.offset])
                for key, ref in self._dictionaries.items()
            }

    def _manifest(self) -> WrittenManifest:
        alike, pages = manifest_entries(self._entries.pages)
        return WrittenManifest(
            format=FORMAT,
            size=self._bodies.size,
            coders=self._coders,
            languages=self._languages,
            alike=alike,
            negotiated=self._entries.negotiated,
            errors=self._entries.errors,
            redirects=self._redirects,
            dynamic=tuple(sorted(self._dynamic)),
            aliases=self._aliases,
            pages=pages,
        )


def _plain_file_name(resource: Resource) -> str | None:
    if not resource.address:
        return f"{resource.language}/{resource.status}.html"
    if resource.negotiated:
        return None
    return file_of(resource.address, resource.media_type, resource.status)
