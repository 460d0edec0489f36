"""Write the bodies of a page file: those that are new, in a segment beside the earlier ones.

The segments of an earlier page file are linked if they are worth it: if at most a third of them is
unused, if they are few, and if nothing is in them that is published no longer. They are always
linked for a body that is put together from them.
"""

from __future__ import annotations

import shutil
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.bodies import BodyRef, etag_of, stored_places
from reader.delivery.prebuilt.extents import Assembly, write_table
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.segments import PAGE_FILE, Segment, write_segments
from reader.storage import checksums
from reader.storage.atomic_files import link_or_copy
from reader.storage.pread_file import PreadFile

MOST_SEGMENTS: Final = 8
MOST_UNUSED: Final = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreSegments:
    """Segments in a folder that bodies may be put together from, beside those of the base."""

    directory: Path
    segments: tuple[Segment, ...]


class BodyWriter:
    """Write bodies into a directory. ``base`` is an open page file, whose bodies can be kept.

    ``size`` is that of the page file in bytes, once it is finished.
    """

    def __init__(
        self, directory: Path, base: PageFile | None, more: MoreSegments | None = None
    ) -> None:
        self._directory = directory
        self._base = base
        self._more = more
        earlier = (*(base.bodies.segments if base else ()), *(more.segments if more else ()))
        self._start = max((each.end for each in earlier), default=0)
        number = max((each.number + 1 for each in earlier), default=0)
        self._assembled: list[int] = []
        self._has_assembly = False
        self._own = Segment(number=number, start=self._start, size=0)
        self._size = 0
        self.size = 0
        self._refs: dict[bytes, BodyRef] = {}
        self._file = (directory / self._own.file).open("xb")

    def write(
        self, bodies: Mapping[Coding, bytes], assembly: Assembly | None = None
    ) -> dict[Coding, BodyRef]:
        """Write the bodies of an answer, or the one put together, and return where they are.

        The uncoded one is left out if there is one in gzip, which it is unpacked from. Raises
        ValueError for a body that was put together from another page file than this one's base.
        """
        if assembly:
            return {Coding.IDENTITY: self._place(assembly)}
        refs = {
            coding: self._write(body)
            for coding, body in bodies.items()
            if coding is not Coding.IDENTITY or Coding.GZIP not in bodies
        }
        if Coding.IDENTITY not in refs:
            gzip, body = refs[Coding.GZIP], bodies[Coding.IDENTITY]
            packed = BodyRef(gzip.offset, len(body), etag_of(body), gzip.length)
            refs = {Coding.IDENTITY: packed, **refs}
        return refs

    def _write(self, body: bytes) -> BodyRef:
        """Write a body unless the same bytes were written before."""
        digest = checksums.digest(body)
        ref = self._refs.get(digest)
        if ref is None:
            ref = BodyRef(self._start + self._size, len(body), etag_of(body))
            self._size += self._file.write(body)
            self._refs[digest] = ref
        return ref

    def _place(self, assembly: Assembly) -> BodyRef:
        if assembly.end != self._start:
            raise ValueError("put together from another page file")
        at = self._size
        with assembly.new.open("rb") as new:
            shutil.copyfileobj(new, self._file)
            self._size += new.tell()
        extents = [
            each if each.offset < self._start else each._replace(offset=each.offset + at)
            for each in assembly.extents
        ]
        self._has_assembly = True
        self._assembled += (each.offset for each in extents if each.offset < self._start)
        ref = BodyRef(
            self._start + self._size, assembly.length, assembly.etag, extents=len(extents)
        )
        self._size += self._file.write(write_table(extents))
        return ref

    def close(self) -> None:
        """Close the file that is written to."""
        self._file.close()

    def finish(self, used: Collection[BodyRef], lost: Iterable[BodyRef]) -> Mapping[int, int]:
        """Link the earlier segments, or write all bodies into one.

        ``used`` are all bodies of the new page file, in order, but for packed ones; ``lost`` those
        of ``base`` at addresses that do not answer as they did. Return offset → where its body is
        now, if any has moved.
        """
        self.close()
        own = Segment(number=self._own.number, start=self._start, size=self._size)
        linked = self._linked(used)
        if self._has_assembly or self._is_worth_linking(linked, used, lost):
            self._link(linked, own)
            return {}
        if own.number == 0:
            self._record((own,))
            return {}
        return self._write_one(used, own)

    def _link(self, linked: tuple[Segment, ...], own: Segment) -> None:
        for segment in linked:
            link_or_copy(self._folder_of(segment) / segment.file, self._directory / segment.file)
        if not own.size:
            (self._directory / own.file).unlink()
        self._record((*linked, own) if own.size else linked)

    def _record(self, segments: tuple[Segment, ...]) -> None:
        self.size = segments[-1].end
        write_segments(self._directory, segments)

    def _linked(self, used: Iterable[BodyRef]) -> tuple[Segment, ...]:
        """Return the earlier segments that have a body in use, or a part of one, in order."""
        earlier = (
            *(self._base.bodies.segments if self._base else ()),
            *(self._more.segments if self._more else ()),
        )
        offsets = sorted({*dict(self._stored(used)), *self._assembled})
        return tuple(
            each
            for each in sorted(earlier, key=lambda segment: segment.start)
            if bisect_left(offsets, each.start) < bisect_left(offsets, each.end)
        )

    def _stored(self, used: Iterable[BodyRef]) -> Iterator[tuple[int, int]]:
        """Yield offset and length of all that is stored of earlier bodies."""
        for ref in used:
            if self._base and ref.offset < self._start:
                yield from stored_places(self._base.bodies, ref)

    def _is_worth_linking(
        self, linked: tuple[Segment, ...], used: Iterable[BodyRef], lost: Iterable[BodyRef]
    ) -> bool:
        if self._base is None or not linked or len(linked) >= MOST_SEGMENTS:
            return False
        # Whoever takes a page down wants no copy of it to be left.
        segment_of = self._base.bodies.segment_of
        if any(segment_of(ref.offset) in linked for ref in lost):
            return False
        size = sum(each.size for each in linked)
        in_use = dict(self._stored(used))
        return size - sum(in_use.values()) <= MOST_UNUSED * size

    def _write_one(self, used: Iterable[BodyRef], own: Segment) -> Mapping[int, int]:
        """Write all bodies in use into one segment, each whole."""
        written = PreadFile(self._directory / own.file)
        moved: dict[int, int] = {}
        size = 0
        with (self._directory / PAGE_FILE).open("xb") as file:
            for ref in used:
                moved[ref.offset] = size
                size += file.write(self._body(ref, written))
        (self._directory / own.file).unlink()
        self._record((Segment(number=0, start=0, size=size),))
        return moved

    def _body(self, ref: BodyRef, written: PreadFile) -> bytes:
        if self._base and ref.offset < self._start:
            return self._base.body(ref)
        return written.pread(ref.offset - self._start, ref.length)

    def _folder_of(self, segment: Segment) -> Path:
        if self._more and segment in self._more.segments:
            return self._more.directory
        assert self._base is not None  # noqa: S101  # its segments are asked for
        return self._base.directory
