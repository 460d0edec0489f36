"""Weigh the pages and make their codings, and only of what an earlier generation does not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from reader.delivery.http.content_codings import (
    Coding,
    coder_versions,
    estimate_wire_bytes,
    ready_bodies,
    ready_body,
)
from reader.delivery.prebuilt.page_file import PageEntry, PageFile, etag_of
from reader.i18n.languages import Language
from reader.publishing.build.renderer import FillWeight
from reader.publishing.build.static_pages import StaticPage

Bodies: TypeAlias = dict[Coding, bytes]

# The weight is part of the page and changes it by a byte or two. Of three pages two are confirmed in the first round, nearly all in
# the second; where two weights give way to each other for ever, the last one is right to a byte or two.
_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CompressedPage:
    """A draft with its bytes in every coding; ``carried`` says that they were taken over from an earlier generation."""

    draft: StaticPage
    bodies: Bodies
    carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedPage:
    """A finished page, and the codings of it that came of weighing it."""

    page: bytes
    made: Mapping[Coding, bytes]


class PageCompressor:
    """Code drafts one by one, or take their bytes over from ``earlier``."""

    def __init__(self, fill_weight: FillWeight, earlier: PageFile | None) -> None:
        self._fill_weight = fill_weight
        self._earlier = earlier if earlier and earlier.manifest.coders == coder_versions() else None
        self._carried = self._earlier.by_etag() if self._earlier else {}

    def code(self, draft: StaticPage) -> CompressedPage:
        """Return a draft coded."""
        bodies = self._take_over(draft)
        if bodies is not None:
            return CompressedPage(draft=draft, bodies=bodies, carried=True)
        weighed = saying_its_weight(draft.body, draft.language, self._fill_weight)
        return CompressedPage(
            draft=draft, bodies=ready_bodies(weighed.page, weighed.made), carried=False
        )

    def _take_over(self, draft: StaticPage) -> Bodies | None:
        if self._earlier is None:
            return None
        before = self._earlier.entry(draft.address)
        guess = weight_bytes_of(before) if before else estimate_wire_bytes(draft.body)
        page = self._fill_weight(draft.body, guess, draft.language)
        entry = self._carried.get(etag_of(page))
        bodies = self._earlier.bodies_of(entry) if entry else None
        return bodies if bodies and bodies[Coding.IDENTITY] == page else None


def saying_its_weight(body: bytes, language: Language, fill_weight: FillWeight) -> WeighedPage:
    """Return a page that says its own weight, where it has a place for it: that of its brotli body, or its own where that is no smaller."""
    page = fill_weight(body, estimate_wire_bytes(body), language)
    if page == body:
        return WeighedPage(page=page, made={})
    for _ in range(_ROUNDS):
        coded = ready_body(page, Coding.BROTLI)
        filled = fill_weight(body, min(len(coded), len(page)), language)
        if filled == page:
            return WeighedPage(page=page, made={Coding.BROTLI: coded})
        page = filled
    return WeighedPage(page=page, made={})


def weight_bytes_of(entry: PageEntry) -> int:
    """Return what an answer on the shelf weighs."""
    return entry.bodies.get(Coding.BROTLI, entry.bodies[Coding.IDENTITY]).length
