"""Fill the weight into pages and compress them, unless an earlier generation has them already."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeAlias

from reader.delivery.http.content_codings import (
    PREFERRED,
    Coding,
    coder_versions,
    estimate_wire_bytes,
    is_compressible,
    live_body,
    ready_bodies,
    ready_body,
)
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.bodies import etag_of
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.publishing.build.renderer import FillWeight

Bodies: TypeAlias = dict[Coding, bytes]

# The weight is part of the page and changes it by a byte or two. Two of three pages are confirmed
# in the first round, nearly all in the second. If two weights alternate, the last is right to a
# byte or two, or to some twenty if a file of the page has the same size in words.
_ROUNDS: Final = 3


class PageCompressor:
    """Compress resources one by one, or reuse the bytes that ``earlier`` has of them."""

    def __init__(self, fill_weight: FillWeight, earlier: PageFile | None) -> None:
        self._fill_weight = fill_weight
        self._earlier = earlier if earlier and earlier.manifest.coders == coder_versions() else None

    def compress(self, resource: Resource) -> tuple[Resource, PageEntry | None]:
        """Return a resource in every coding, and its entry if the earlier generation has it."""
        entry = self._earlier_entry(resource)
        if self._earlier and entry:
            return replace(resource, bodies=self._earlier.bodies_of(entry)), entry
        if not is_compressible(resource.media_type):
            return resource, None
        if resource.policy is CachePolicy.FILE and not resource.media_type.startswith("text/plain"):
            # At their best the coders would take a sixth of a build, for a tenth of a file that is
            # fetched now and then.
            filled: Bodies = {coding: live_body(resource.body, coding) for coding in PREFERRED}
        else:
            filled = fill_own_weight(resource.body, resource.language, self._fill_weight)
        bodies = ready_bodies(filled[Coding.IDENTITY], filled)
        return replace(resource, bodies=bodies), None

    def _earlier_entry(self, resource: Resource) -> PageEntry | None:
        """Return the entry of the same answer in the earlier generation, if its bytes are these."""
        entry = self._entry_of(resource)
        if self._earlier is None or entry is None:
            return None
        page = self._fill_weight(resource.body, entry.weight_bytes, resource.language)
        before = entry.bodies[Coding.IDENTITY]
        # The validator is short: the bytes decide.
        is_same = before.etag == etag_of(page) and self._earlier.body(before) == page
        return entry if is_same else None

    def _entry_of(self, resource: Resource) -> PageEntry | None:
        if self._earlier is None:
            return None
        manifest = self._earlier.manifest
        if not resource.address:
            return manifest.errors.get(resource.status, {}).get(resource.language)
        if resource.negotiated:
            return manifest.negotiated.get(resource.address, {}).get(resource.language)
        return self._earlier.pages.get(resource.address)


def fill_own_weight(body: bytes, language: str, fill_weight: FillWeight) -> Bodies:
    """Return a page with its own weight filled in, if it has a place for it.

    The weight is that of the brotli body, or of the page if that is no smaller. If the brotli body
    was made for it, it is returned too.
    """
    page = fill_weight(body, estimate_wire_bytes(body), language)
    if page == body:
        return {Coding.IDENTITY: page}
    for _ in range(_ROUNDS):
        brotli = ready_body(page, Coding.BROTLI)
        filled = fill_weight(body, min(len(brotli), len(page)), language)
        if filled == page:
            return {Coding.IDENTITY: page, Coding.BROTLI: brotli}
        page = filled
    return {Coding.IDENTITY: page}
