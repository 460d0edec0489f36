"""What a build needs of ``web``. The composition root hands it in, so nothing here knows Flask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

from reader.delivery.http.response_headers import CachePolicy
from reader.library.addresses import Address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.storage.result_cache import ResultCache


class RenderedPage(Protocol):
    """A page as a view returns it: not yet minified, its weight not yet filled in."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def media_type(self) -> str:
        """The value of Content-Type."""

    @property
    def policy(self) -> CachePolicy:
        """How long it may be cached."""

    @property
    def body(self) -> bytes:
        """The bytes of the page."""


# Page, its weight in bytes, the tag of its language → the page that states its weight.
FillWeight: TypeAlias = Callable[[bytes, int, str], bytes]


def _unknown_inputs(_group: Sequence[Address]) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """What renders the pages of one library.

    ``page`` takes a path and returns the answer to a GET; ``root`` returns ``/`` for a reader of
    one language; ``error`` returns a page for each of ``error_statuses``; ``chooser`` returns ``/``
    for copies of the site that no server negotiates for. ``fill_weight`` writes a weight in bytes
    into a page that has a place for it. ``compile_templates`` takes the bytecode of templates that
    it returned before, and returns that of all, for a server, by names that only ``web`` knows.
    ``inputs`` returns a digest of all that the pages of a group of places are made from, or None if
    that is not known; that of a catalog has to be asked for after its files are made. ``has_pdf``:
    whether it makes PDFs; one that cannot be set is not found. ``file_sizes`` is path of a file →
    its size: whoever makes files adds them, and catalogs state them.
    """

    page: Callable[[str], RenderedPage]
    root: Callable[[LanguageTag], RenderedPage]
    error: Callable[[int, LanguageTag], RenderedPage]
    error_statuses: tuple[int, ...]
    chooser: Callable[[], RenderedPage]
    fill_weight: FillWeight
    compile_templates: Callable[[Mapping[str, bytes]], Mapping[str, bytes]] = dict
    inputs: Callable[[Sequence[Address]], bytes | None] = _unknown_inputs
    has_pdf: bool = False
    file_sizes: dict[str, int] = field(default_factory=dict)


# Library with its texts, folder of compiled catalogues, cache → renderer.
MakeRenderer: TypeAlias = Callable[[Library, Path, ResultCache], Renderer]
