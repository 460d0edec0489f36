"""The manifest of a page file: what is served at each address, and where its bodies are.

The entry of a page says by number which of a few answers it is like, in all but its bodies: that is
most of what a large library would write again after each change.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote_plus

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.bodies import BodyRef

MANIFEST_FILE: Final = "manifest.json"
FORMAT: Final = 6
# Stands for the language of the reader in the target of a redirect.
NEGOTIATED: Final = "{language}"

Bodies: TypeAlias = dict[Coding, BodyRef]


class PageEntry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is served at one address. Fields of the manifest that are not known are skipped.

    ``status`` is 410 if it is there no longer.
    ``scope`` is the pattern of addresses for which a reader may use this page as a dictionary; if
    empty, for none. With one of ``parameters`` in the query, the application responds; others, such
    as those that trackers add, change nothing.
    """

    media_type: str
    policy: CachePolicy
    bodies: Bodies
    parameters: tuple[str, ...] = ()
    scope: str = ""
    status: int = HTTPStatus.OK

    @property
    def weight_bytes(self) -> int:
        """The length of the brotli body, or of the uncoded one."""
        return (self.bodies.get(Coding.BROTLI) or self.bodies[Coding.IDENTITY]).length

    def depends_on(self, query: str) -> bool:
        """Return whether a query has one of the parameters. Source: WHATWG URL §5.1."""
        return bool(query and self.parameters) and any(
            _name(piece) in self.parameters for piece in query.split("&")
        )


class ManifestEntry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An entry as the manifest has it: its bodies, and which of ``alike`` has all the rest."""

    alike: int
    bodies: Bodies

    def entry(self, alike: tuple[PageEntry, ...]) -> PageEntry:
        """Return the entry. Raises IndexError if the manifest is damaged."""
        like = alike[self.alike]
        return PageEntry(
            media_type=like.media_type,
            policy=like.policy,
            bodies=self.bodies,
            parameters=like.parameters,
            scope=like.scope,
            status=like.status,
        )


class Manifest(msgspec.Struct, frozen=True, gc=False):
    """A manifest without its ``pages``, address → stored entry: ``AddressIndex`` has those.

    ``alike`` are entries without bodies. ``negotiated`` and ``errors`` have one entry a language,
    ``redirects`` lead from a former or a short address to that of today, ``dynamic`` addresses
    always go to the application. ``aliases`` has for each language what its readers call the first
    segment of an address. ``coders`` made the bodies; ``size`` is that of the page file in bytes,
    where its last segment ends.
    """

    format: int
    size: int
    coders: str
    languages: tuple[str, ...]
    alike: tuple[PageEntry, ...]
    negotiated: dict[str, dict[str, PageEntry]]
    errors: dict[int, dict[str, PageEntry]]
    # Two keys are older than the names in the code, and stay: other tools read them.
    redirects: dict[str, str] = msgspec.field(name="former")
    dynamic: tuple[str, ...] = msgspec.field(name="asked")
    aliases: dict[str, dict[str, str]] = {}


class WrittenManifest(Manifest, frozen=True, kw_only=True, gc=False):
    """A manifest as it is written, with its pages last."""

    pages: dict[str, ManifestEntry]


def manifest_entries(
    pages: Mapping[str, PageEntry],
) -> tuple[tuple[PageEntry, ...], dict[str, ManifestEntry]]:
    """Return the entries that are alike in all but bodies, and the pages in their order."""
    alike: dict[tuple[object, ...], int] = {}
    bare: list[PageEntry] = []
    stored: dict[str, ManifestEntry] = {}
    for address, entry in pages.items():
        key = (entry.media_type, entry.policy, entry.parameters, entry.scope, entry.status)
        if key not in alike:
            alike[key] = len(bare)
            bare.append(msgspec.structs.replace(entry, bodies={}))
        stored[address] = ManifestEntry(alike[key], entry.bodies)
    return tuple(bare), stored


def read_manifest(path: Path) -> Manifest:
    """Read all but the pages, which are skipped and take no memory.

    Raises OSError and msgspec.DecodeError.
    """
    return msgspec.json.decode(path.read_bytes(), type=Manifest)


def _name(piece: str) -> str:
    name = piece.partition("=")[0]
    return unquote_plus(name) if "%" in name or "+" in name else name
