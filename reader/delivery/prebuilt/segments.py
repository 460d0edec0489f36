"""The segments of a page file: the generation before has written some, and this one its own.

A segment never changes once it is written, so a generation that is made upon another links to its
segments and adds one. To whoever reads, they are one file: a body is at an offset of the whole, and
lies in one segment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from reader.storage.pread_file import PreadFile

# The name of the first segment is older than the names in the code, and stays.
PAGE_FILE: Final = "shelf.bin"
SEGMENTS_FILE: Final = "segments.json"
_SEGMENT: Final = re.compile(r"shelf(-[0-9]+)?\.bin")


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A file that has the bytes of the page file from ``start`` on. There may be gaps between."""

    number: int
    start: int
    size: int

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"shelf-{self.number}.bin" if self.number else PAGE_FILE

    @property
    def end(self) -> int:
        """The offset after its last byte."""
        return self.start + self.size


def is_segment(name: str) -> bool:
    """Return whether a file of this name is a segment of a page file."""
    return bool(_SEGMENT.fullmatch(name))


def write_segments(directory: Path, segments: Sequence[Segment]) -> None:
    """Write which segments a page file has."""
    (directory / SEGMENTS_FILE).write_bytes(msgspec.json.encode(segments))


def read_segments(directory: Path) -> tuple[Segment, ...]:
    """Return the segments of a page file in order. Raises OSError and ValueError."""
    content = (directory / SEGMENTS_FILE).read_bytes()
    try:
        return msgspec.json.decode(content, type=tuple[Segment, ...])
    except msgspec.DecodeError as error:
        raise ValueError("not a list of segments") from error


class SegmentedFile:
    """An open page file. Safe to share between threads and across a fork."""

    def __init__(self, directory: Path, segments: Sequence[Segment]) -> None:
        """Open all segments. Raises OSError, and ValueError for one of another size."""
        self.segments = tuple(segments)
        self._starts = [each.start for each in segments]
        self._files = [PreadFile(directory / each.file) for each in segments]
        if [file.size for file in self._files] != [each.size for each in segments]:
            raise ValueError("a segment has another size")

    @property
    def size(self) -> int:
        """The offset after the last byte."""
        return self.segments[-1].end if self.segments else 0

    def pread(self, offset: int, length: int) -> bytes:
        """Return the bytes at an offset, fewer if the segment ends before."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return b""
        return self._files[number].pread(offset - self._starts[number], length)

    def segment_of(self, offset: int) -> Segment | None:
        """Return the segment that has an offset, or None if there is none."""
        number = bisect_right(self._starts, offset) - 1
        return self.segments[number] if number >= 0 else None
