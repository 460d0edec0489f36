"""Weigh the pages and make their codings, on every core, and only of what an earlier generation does not have."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from reader.delivery.codings import Coding, coder_versions, ready_bodies, wire_bytes
from reader.delivery.shelf import Entry, Shelf, etag_of
from reader.i18n.languages import Language
from reader.publishing.drafts import Draft
from reader.publishing.renderer import FillWeight

Bodies: TypeAlias = dict[Coding, bytes]
T = TypeVar("T")

# What a page is thought to weigh when it is weighed for the first time; always the same, so that a build is repeatable.
_FIRST_GUESS_BYTES: Final = 3_400
# The weight is part of the page and changes it by a byte or two. Nearly always the second round confirms it; where two weights
# give way to each other for ever, the last one is right to a byte or two.
_ROUNDS: Final = 3
# Drafts that wait to be coded, for each core: enough to keep it busy, few enough to keep a large site out of memory.
_WAITING_PER_CORE: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A draft with its bytes in every coding; ``carried`` says that they were taken over from an earlier generation."""

    draft: Draft
    bodies: Bodies
    carried: bool


class Coder:
    """Code drafts one by one, or take their bytes over from ``earlier``. Safe to share between threads."""

    def __init__(self, fill_weight: FillWeight, earlier: Shelf | None) -> None:
        self._fill_weight = fill_weight
        self._earlier = earlier if earlier and earlier.manifest.coders == coder_versions() else None
        self._carried = self._earlier.carried() if self._earlier else {}

    def code(self, draft: Draft) -> Coded:
        """Return a draft coded."""
        bodies = self._take_over(draft)
        if bodies is not None:
            return Coded(draft=draft, bodies=bodies, carried=True)
        page = saying_its_weight(draft.body, draft.language, self._fill_weight)
        return Coded(draft=draft, bodies=ready_bodies(page), carried=False)

    def _take_over(self, draft: Draft) -> Bodies | None:
        if self._earlier is None:
            return None
        before = self._earlier.entry(draft.address)
        guess = weight_bytes_of(before) if before else _FIRST_GUESS_BYTES
        page = self._fill_weight(draft.body, guess, draft.language)
        entry = self._carried.get(etag_of(page))
        bodies = self._earlier.bodies_of(entry) if entry else None
        return bodies if bodies and bodies[Coding.IDENTITY] == page else None


def on_every_core(drafts: Iterable[Draft], work: Callable[[Draft], T]) -> Iterator[T]:
    """Yield what is made of the drafts, in their order. The codecs let go of the interpreter lock, so threads use every core."""
    cores = os.cpu_count() or 1
    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(cores, thread_name_prefix="coding") as threads:
        for draft in drafts:
            waiting.append(threads.submit(work, draft))
            if len(waiting) > cores * _WAITING_PER_CORE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def saying_its_weight(body: bytes, language: Language, fill_weight: FillWeight) -> bytes:
    """Return a page that says its own weight, where it has a place for it: that of its brotli body, or its own where that is no smaller."""
    page = fill_weight(body, _FIRST_GUESS_BYTES, language)
    if page == body:
        return page
    for _ in range(_ROUNDS):
        filled = fill_weight(body, wire_bytes(page), language)
        if filled == page:
            break
        page = filled
    return page


def weight_bytes_of(entry: Entry) -> int:
    """Return what an answer on the shelf weighs."""
    return entry.bodies.get(Coding.BROTLI, entry.bodies[Coding.IDENTITY]).length
