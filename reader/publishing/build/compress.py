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
from reader.delivery.prebuilt.page_file import PageFile, etag_of
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.publishing.build.renderer import FillWeight

Bodies: TypeAlias = dict[Coding, bytes]

# The weight is part of the page and changes it by a byte or two. Two of three pages are confirmed
# in the first round, nearly all in the second. If two weights alternate, the last is right to a
# byte or two.
_ROUNDS: Final = 3


class PageCompressor:
    """Compress resources one by one, or reuse the bytes that ``earlier`` has of them."""

    def __init__(self, fill_weight: FillWeight, earlier: PageFile | None) -> None:
        self._fill_weight = fill_weight
        self._earlier = earlier if earlier and earlier.manifest.coders == coder_versions() else None
        self._by_etag = self._earlier.by_etag() if self._earlier else {}

    def compress(self, resource: Resource) -> tuple[Resource, bool]:
        """Return a resource in every coding, and whether the earlier generation has it."""
        bodies = self._earlier_bodies(resource)
        if bodies is not None:
            return replace(resource, bodies=bodies), True
        if not is_compressible(resource.media_type):
            return resource, False
        if resource.policy is CachePolicy.FILE and not resource.media_type.startswith("text/plain"):
            # At their best the coders would take a sixth of a build, for a tenth of a file that is
            # fetched now and then.
            filled: Bodies = {coding: live_body(resource.body, coding) for coding in PREFERRED}
        else:
            filled = fill_own_weight(resource.body, resource.language, self._fill_weight)
        bodies = ready_bodies(filled[Coding.IDENTITY], filled)
        return replace(resource, bodies=bodies), False

    def _earlier_bodies(self, resource: Resource) -> Bodies | None:
        if self._earlier is None:
            return None
        before = self._earlier.entry(resource.address)
        guess = before.weight_bytes if before else estimate_wire_bytes(resource.body)
        page = self._fill_weight(resource.body, guess, resource.language)
        entry = self._by_etag.get(etag_of(page))
        bodies = self._earlier.bodies_of(entry) if entry else None
        return bodies if bodies and bodies[Coding.IDENTITY] == page else None


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
