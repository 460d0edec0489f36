"""Weigh every document page: as the first page a reader opens, and as the next one.

The next one is compressed against the page before, which the browser keeps as a dictionary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from statistics import median
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard

from bench.client import Answer, ask, connect
from bench.figures import BenchError, Figure
from bench.project import library
from bench.servers import SITE, serving
from bench.weights import Page, pages
from reader.checks.weight_rules import HEAD_BYTES

FIRST_BYTES: Final = 4_000
NEXT_BYTES: Final = 2_900
_DOCUMENTS: Final = frozenset({"experiment", "zine", "zine part", "episode", "page", "list"})
_MAGIC: Final = bytes.fromhex("5e2a4d1820000000")


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryWeight:
    """The weight of a page as first and as next page, and its heavier headers (``head_bytes``)."""

    path: str
    first_bytes: int
    next_bytes: int
    head_bytes: int


def figures(var: Path) -> tuple[Figure, ...]:
    """Fetch every document of a language after another, with the one before as dictionary."""
    found = tuple(page for page in pages(library(var)) if page.kind in _DOCUMENTS)
    with serving(SITE, var) as server, connect(server.port) as connection:
        return summary(_read(connection, found))


def summary(weighed: Iterable[DictionaryWeight]) -> tuple[Figure, ...]:
    """Return the medians, and the heaviest headers."""
    rows = tuple(weighed)
    heaviest = max(rows, key=lambda each: each.next_bytes)
    return (
        _figure(
            "document page with headers, brotli, median",
            median(each.first_bytes for each in rows),
            FIRST_BYTES,
        ),
        _figure(
            "document page after another, by dictionary, median",
            median(each.next_bytes for each in rows),
            NEXT_BYTES,
        ),
        _figure(f"heaviest page by dictionary: {heaviest.path}", heaviest.next_bytes),
        _figure(
            "heaviest headers of a document page", max(each.head_bytes for each in rows), HEAD_BYTES
        ),
    )


def decoded(answer: Answer, dictionary: bytes) -> bytes:
    """Return the page that a ``dcz`` body decodes to. Raises BenchError if a browser could not."""
    if answer.coding != "dcz" or answer.body[:40] != _MAGIC + hashlib.sha256(dictionary).digest():
        raise BenchError(
            f"A page came as {answer.coding or 'it is'} and not against the page before."
        )
    known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=known).decompress(answer.body[40:])


def _read(connection: socket, found: Iterable[Page]) -> Iterator[DictionaryWeight]:
    before: dict[str, bytes] = {}
    for page in found:
        first = ask(connection, page.path)
        html = brotli.decompress(first.body)
        if page.language in before:
            dictionary = before[page.language]
            following = ask(connection, page.path, read=dictionary)
            if decoded(following, dictionary) != html:
                raise BenchError(f"{page.path} is another page by dictionary.")
            heads = (len(first.head), len(following.head))
            yield DictionaryWeight(
                path=page.path,
                first_bytes=first.weight_bytes,
                next_bytes=following.weight_bytes,
                head_bytes=max(heads),
            )
        before[page.language] = html


def _figure(name: str, value: float, at_most: int | None = None) -> Figure:
    return Figure(name=name, value=value, form="{:,.0f} B", at_most=at_most)
