"""Where the bodies of a page file are, and how they are read.

A body that also stands there as gzip is unpacked from that: it takes a tenth of a millisecond, only
old programs ask for it, and it would be the larger half of a page file.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import msgspec

from reader.delivery.prebuilt.extents import RECORD, ExtentTable, read_extents
from reader.delivery.prebuilt.segments import SegmentedFile
from reader.storage.checksums import checksum

# Every page and nearly every file is one piece.
PIECE_BYTES: Final = 131_072
# A window of any size, and the head of gzip. Source: the manual of zlib, inflateInit2.
_GZIP: Final = zlib.MAX_WBITS | 16
# Source: RFC 1952 §2.3.1. No page begins with it.
_GZIP_HEAD: Final = b"\x1f\x8b"


class BodyRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where one body is, and its strong validator: twelve hexadecimal digits of its digest.

    If ``packed`` is not 0, a gzip body of so many bytes is there, which it is unpacked from. If
    ``extents`` is not 0, a table of so many is there, which say where its bytes are.
    """

    offset: int
    length: int
    etag: str
    packed: int = 0
    extents: int = 0

    @property
    def stored_length(self) -> int:
        """How many bytes are there."""
        return self.packed or self.extents * RECORD.size or self.length


def extent_table(file: SegmentedFile, ref: BodyRef) -> ExtentTable:
    """Return the table of a body that is in extents."""
    return ExtentTable(lambda at, size: file.pread(ref.offset + at, size), ref.extents, ref.length)


def stored_places(file: SegmentedFile, ref: BodyRef) -> Iterator[tuple[int, int]]:
    """Yield offset and length of all that is stored of a body: its table, too, if it has one."""
    yield ref.offset, ref.stored_length
    if ref.extents:
        found = extent_table(file, ref).find(range(ref.length))
        yield from ((extent.offset, len(part)) for extent, part in found)


def etag_of(body: bytes) -> str:
    """Return the strong validator of a coded body. Every coding has its own."""
    return checksum(body)[:12]


def etag_of_stored(file: SegmentedFile, ref: BodyRef) -> str:
    """Return the validator that the bytes of a body have now. A large one is never held whole."""
    digest = hashlib.sha256()
    for piece in read_pieces(file, ref, range(ref.length)):
        digest.update(piece)
    return digest.hexdigest()[:12]


def read_body(file: SegmentedFile, ref: BodyRef) -> bytes:
    """Return the bytes of one body, fewer if they are damaged."""
    if ref.extents:
        return b"".join(read_pieces(file, ref, range(ref.length)))
    stored = file.pread(ref.offset, ref.stored_length)
    return next(_unpacked(stored, [ref.length])) if ref.packed else stored


def read_pieces(file: SegmentedFile, ref: BodyRef, wanted: range) -> Iterator[bytes]:
    """Yield the bytes ``wanted`` of one body, PIECE_BYTES at a time, each made when it is due.

    There is always one.
    """
    sizes = _piece_sizes(wanted) or [0]
    if ref.packed:
        before = _piece_sizes(range(wanted.start))
        stored = file.pread(ref.offset, ref.packed)
        yield from islice(_unpacked(stored, [*before, *sizes]), len(before), None)
        return
    at = wanted.start
    for size in sizes:
        yield _stored(file, ref, range(at, at + size))
        at += size


def read_dictionary(file: SegmentedFile, offset: int, stored_length: int) -> bytes:
    """Return the page whose bytes, or whose gzip body, are at an offset; fewer if damaged."""
    stored = file.pread(offset, stored_length)
    if not stored.startswith(_GZIP_HEAD):
        return stored
    return b"".join(_unpacked(stored, [0]))


def _stored(file: SegmentedFile, ref: BodyRef, wanted: range) -> bytes:
    if ref.extents:
        return read_extents(file, extent_table(file, ref), wanted)
    return file.pread(ref.offset + wanted.start, len(wanted))


def _piece_sizes(wanted: range) -> list[int]:
    starts = range(wanted.start, wanted.stop, PIECE_BYTES)
    return [min(PIECE_BYTES, wanted.stop - at) for at in starts]


def _unpacked(stored: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
    """Yield what a gzip body unpacks to, in pieces of some sizes; 0 is all."""
    stream = zlib.decompressobj(_GZIP)
    for size in sizes:
        try:
            yield stream.decompress(stored, size)
        except zlib.error:
            yield b""
        stored = stream.unconsumed_tail
