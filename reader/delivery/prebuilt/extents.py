"""A body that is put together from bytes anywhere in a page file: its extents, in order.

The next version of a large archive has most of its files as they were, and files that are answers
of their own stand in the page file already. A table says from which byte of the body on which
offset of the page file is read. Only the records that a reader needs are read of it.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from reader.delivery.prebuilt.segments import Segment, SegmentedFile

# First byte in the body; offset in the page file, with _PACKED if those bytes are deflated.
RECORD: Final = struct.Struct("<QQ")
_PACKED: Final = 1 << 63
# What is packed is unpacked whole, for whoever wants a byte of it.
_PACKED_BYTES: Final = 65_536


class Extent(NamedTuple):
    """Bytes of a body from ``start`` on, which are at an offset of a page file, perhaps packed."""

    start: int
    offset: int
    packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A body that is not in a page file yet: its new bytes are in the file ``new``.

    The ``extents`` at an offset below ``end`` are in a page file that ends there, and the others in
    ``new``, counted from ``end``. ``etag``: see ``etag_of``.
    """

    new: Path
    end: int
    extents: Sequence[Extent]
    length: int
    etag: str


class ExtentTable:
    """The table of one body: ``count`` records, of which ``read`` returns bytes by offset and size.

    ``length`` is that of the body.
    """

    def __init__(self, read: Callable[[int, int], bytes], count: int, length: int) -> None:
        self._read = read
        self._count = count
        self._length = length

    def find(self, wanted: range) -> list[tuple[Extent, range]]:
        """Return the extents that have the bytes ``wanted``, each with those bytes of the body."""
        first = max(0, bisect_right(range(self._count), wanted.start, key=self._start) - 1)
        after = bisect_left(range(self._count), wanted.stop, key=self._start)
        size = (min(after + 1, self._count) - first) * RECORD.size
        records = self._read(first * RECORD.size, size)
        found = [
            Extent(start, offset & ~_PACKED, bool(offset & _PACKED))
            for start, offset in RECORD.iter_unpack(
                records[: len(records) // RECORD.size * RECORD.size]
            )
        ]
        ends = [*(each.start for each in found[1:]), self._length]
        return [
            (each, range(max(each.start, wanted.start), min(end, wanted.stop)))
            for each, end in zip(found[: after - first], ends, strict=False)
        ]

    def _start(self, number: int) -> int:
        return int.from_bytes(self._read(number * RECORD.size, RECORD.size)[:8], "little")


def read_extents(file: SegmentedFile, table: ExtentTable, wanted: range) -> bytes:
    """Return the bytes ``wanted`` of a body, fewer if they are damaged."""
    return b"".join(_read(file, extent, part) for extent, part in table.find(wanted))


def _read(file: SegmentedFile, extent: Extent, wanted: range) -> bytes:
    skipped = wanted.start - extent.start
    if not extent.packed:
        return file.pread(extent.offset + skipped, len(wanted))
    # It has no more bytes packed than unpacked. What follows it is not read.
    stored = file.pread(extent.offset, _PACKED_BYTES)
    try:
        plain = zlib.decompressobj().decompress(stored, skipped + len(wanted))
    except zlib.error:
        return b""
    return plain[skipped:]


def write_table(extents: Sequence[Extent]) -> bytes:
    """Return the table of a body."""
    return b"".join(
        RECORD.pack(each.start, each.offset | (_PACKED if each.packed else 0)) for each in extents
    )


class Assembler:
    """Put a body together, its new bytes in a new file. Use as a context manager.

    ``segments`` are those that it may share bytes with, in order; at their ``end`` the body that is
    new will be.
    """

    def __init__(self, new: Path, segments: Sequence[Segment]) -> None:
        self.length = 0
        self._path = new
        self._end = max((each.end for each in segments), default=0)
        # No extent goes on from one segment into another.
        self._starts = frozenset({*(each.start for each in segments), self._end})
        self._written = 0
        self._next = -1
        self._extents: list[Extent] = []
        self._digest = hashlib.sha256()
        self._new: BinaryIO = new.open("xb")

    def __enter__(self) -> Assembler:
        return self

    def __exit__(self, *_: object) -> None:
        self._new.close()

    def write(self, content: bytes) -> None:
        """Add new bytes."""
        if content:
            self._add(self._end + self._written, content)
            self._written += self._new.write(content)

    def pack(self, content: bytes) -> None:
        """Add new bytes that are read seldom: they are deflated where that makes them fewer."""
        for at in range(0, len(content), _PACKED_BYTES):
            plain = content[at : at + _PACKED_BYTES]
            packed = zlib.compress(plain, 9)
            if len(packed) >= len(plain):
                self.write(plain)
                continue
            self._extents.append(Extent(self.length, self._end + self._written, packed=True))
            self._next = -1
            self._digest.update(plain)
            self.length += len(plain)
            self._written += self._new.write(packed)

    def share(self, offset: int, content: bytes) -> None:
        """Add bytes that are in the page file, at an offset; ``content`` is what was read there."""
        self._add(offset, content)

    def finish(self) -> Assembly:
        """Return the whole body."""
        self._new.close()
        return Assembly(
            new=self._path,
            end=self._end,
            extents=self._extents,
            length=self.length,
            etag=self._digest.hexdigest()[:12],
        )

    def _add(self, offset: int, content: bytes) -> None:
        if offset != self._next or offset in self._starts:
            self._extents.append(Extent(self.length, offset))
        self._next = offset + len(content)
        self._digest.update(content)
        self.length += len(content)
