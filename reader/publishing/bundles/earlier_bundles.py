"""The bundles that a generation before has: what did not change is taken over from them.

Most files in a bundle are the same after a change. They are found again by a digest of all that
decides them, and the next bundle has their bytes from where they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.bodies import BodyRef, stored_places
from reader.delivery.prebuilt.body_writer import MOST_SEGMENTS, MOST_UNUSED, MoreSegments
from reader.delivery.prebuilt.extents import RECORD, ExtentTable
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.segments import Segment
from reader.library.addresses import BUNDLE_PAGES, address
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import first_damage
from reader.renditions.bundle import BUNDLE_TYPES
from reader.storage.result_cache import ResultKind
from reader.storage.zip_archive import Member


class MemberRecord(NamedTuple):
    """What is known of a file in a bundle.

    ``key`` is a digest of what decides it, ``content`` one of its bytes there, both with its name;
    ``start`` is where its head is.
    """

    key: bytes
    content: bytes
    start: int
    method: int
    crc: int
    size: int
    stored_size: int

    def member(self, name: str) -> Member:
        """Return the member."""
        return Member(name, self.method, self.crc, self.size, self.stored_size)


class EarlierMember(NamedTuple):
    """A file in an earlier bundle: its digest, and its bytes, each part with its offset."""

    content: bytes
    member: Member
    parts: list[tuple[int, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRecord:
    """What is known of a bundle, by its validator."""

    etag: str
    members: tuple[MemberRecord, ...]


# By address: of each bundle only the last one is kept.
BUNDLE_RECORDS: Final[ResultKind[str, BundleRecord]] = ResultKind(
    name="bundles", key=lambda path: (path,), result_type=BundleRecord
)


class EarlierBundle:
    """A bundle of a page file, of which only bytes in some ``segments`` can be taken over."""

    def __init__(
        self, page_file: PageFile, ref: BodyRef, record: BundleRecord, segments: Sequence[Segment]
    ) -> None:
        table = page_file.bodies.pread(ref.offset, ref.extents * RECORD.size)
        self._table = ExtentTable(lambda at, size: table[at : at + size], ref.extents, ref.length)
        self._bodies = page_file.bodies
        self._segments = frozenset(each.number for each in segments)
        self._members = {key: each for each in record.members for key in (each.key, each.content)}

    def find(self, key: bytes, name: str) -> EarlierMember | None:
        """Return a member by one of its digests; None if it is not there."""
        record = self._members.get(key)
        if record is None:
            return None
        member = record.member(name)
        size = len(member.head) + member.stored_size
        places = self._table.find(range(record.start, record.start + size))
        found: list[tuple[int, bytes]] = []
        for extent, part in places:
            offset = extent.offset + part.start - extent.start
            segment = self._bodies.segment_of(offset)
            if extent.packed or segment is None or segment.number not in self._segments:
                return None
            found.append((offset, self._bodies.pread(offset, len(part))))
        return EarlierMember(record.content, member, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierBundles:
    """The bundles of an earlier generation. ``more`` are its segments that have nothing else."""

    page_file: PageFile
    usable: tuple[Segment, ...]
    more: MoreSegments

    def bundle(self, path: str, record: BundleRecord | None) -> EarlierBundle | None:
        """Return the bundle at an address, if the record is of that one."""
        entry = self.page_file.pages.get(path)
        ref = entry.bodies[Coding.IDENTITY] if entry else None
        if ref is None or record is None or not ref.extents or ref.etag != record.etag:
            return None
        return EarlierBundle(self.page_file, ref, record, self.usable)


def earlier_bundles(var: Path, pages: PageFile) -> EarlierBundles | None:
    """Return the bundles of the generation that an open one was made upon, if they are of use.

    They are of none if they are damaged, if an address of that generation no longer answers as it
    did, or if more than a third of their segments is unused already.
    """
    for name in pointer.history(var):
        directory = pointer.generation(var, name)
        if directory != pages.directory and (found := _of_generation(directory, pages)):
            return found
    return None


def _of_generation(directory: Path, pages: PageFile) -> EarlierBundles | None:
    try:
        earlier = PageFile.open(directory)
    except PageFileError:
        return None
    shared = _shared_segments(earlier, pages)
    own = tuple(each for each in earlier.bodies.segments if each not in shared)
    # Where the pages were written anew, offsets mean something else.
    if not shared or not own or _overlap(own, pages.bodies.segments):
        return None
    if not _is_worth_linking(earlier, own) or _has_lost_any(earlier, pages):
        return None
    if first_damage(directory, pages.directory):
        return None
    more = MoreSegments(directory=directory, segments=own)
    return EarlierBundles(page_file=earlier, usable=(*shared, *own), more=more)


def _shared_segments(earlier: PageFile, pages: PageFile) -> tuple[Segment, ...]:
    """Return the segments that two page files have, under two names of the same file."""
    return tuple(
        each
        for each in earlier.bodies.segments
        if each in pages.bodies.segments
        and (earlier.directory / each.file).samefile(pages.directory / each.file)
    )


def _overlap(some: Sequence[Segment], others: Sequence[Segment]) -> bool:
    return any(
        one.number == two.number or (one.start < two.end and two.start < one.end)
        for one in some
        for two in others
    )


def _has_lost_any(earlier: PageFile, pages: PageFile) -> bool:
    """Return whether something was taken down since: then no copy of it may be left."""
    tags = earlier.manifest.languages
    offers = {
        address(route, language=tag) for route in (*BUNDLE_TYPES, *BUNDLE_PAGES) for tag in tags
    }
    statuses = {path: entry.status for path, entry in pages.pages.items()}
    return any(
        statuses.get(path) != entry.status
        for path, entry in earlier.pages.items()
        if path not in offers
    )


def _is_worth_linking(earlier: PageFile, own: tuple[Segment, ...]) -> bool:
    if len(own) >= MOST_SEGMENTS:
        return False
    sizes = dict(_stored(earlier))
    starts = [each.start for each in own]
    used = 0
    for offset, size in sizes.items():
        number = bisect_right(starts, offset) - 1
        used += size if number >= 0 and offset < own[number].end else 0
    whole = sum(each.size for each in own)
    return whole - used <= MOST_UNUSED * whole


def _stored(pages: PageFile) -> Iterator[tuple[int, int]]:
    """Yield offset and length of all that is in use of a page file."""
    for _, entry in pages.entries():
        for ref in entry.bodies.values():
            yield from stored_places(pages.bodies, ref)
