"""Make one bundle: put it together from what stands in the page file, and from what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from reader.delivery.prebuilt.extents import Assembler, Assembly
from reader.delivery.prebuilt.segments import Segment
from reader.publishing.bundles.earlier_bundles import (
    BundleRecord,
    EarlierBundle,
    EarlierMember,
    MemberRecord,
)
from reader.publishing.exports.ready_file import ReadyFile
from reader.storage.result_cache import KEY_BYTES
from reader.storage.zip_archive import ArchiveFile, Member, directory_of


class NewBundle(NamedTuple):
    """A bundle that was put together, and what the next one will want to know of it."""

    assembly: Assembly
    record: BundleRecord


def make_bundle(
    files: Iterable[ArchiveFile],
    new: Path,
    segments: Sequence[Segment],
    earlier: EarlierBundle | None,
) -> NewBundle | None:
    """Put a bundle together, its new bytes in the file ``new``; return None if it has no files.

    ``segments`` are those that it may share bytes with.
    """
    members: list[Member] = []
    records: list[MemberRecord] = []
    with Assembler(new, segments) as assembler:
        for file in files:
            start = assembler.length
            key, content, member = _add(assembler, file, earlier)
            members.append(member)
            records.append(MemberRecord(key, content, start, *member[1:]))
        if not members:
            return None
        assembler.pack(directory_of(members))
        assembly = assembler.finish()
    return NewBundle(assembly, BundleRecord(etag=assembly.etag, members=tuple(records)))


def _add(
    assembler: Assembler, file: ArchiveFile, earlier: EarlierBundle | None
) -> tuple[bytes, bytes, Member]:
    """Add a file, and return digests of what decides it and of its bytes."""
    inputs = file.inputs if file.inputs is not None else (file.make(),)
    key = _key(file.name, inputs)
    if earlier and (found := earlier.find(key, file.name)):
        return key, found.content, _share(assembler, found)
    member, stored = file.member()
    content = _key(file.name, (b"stored", stored))
    # Another address in the copy decides all of its pages, and changes few.
    if earlier and (found := earlier.find(content, file.name)):
        return key, content, _share(assembler, found)
    assembler.write(member.head)
    place = file.offset(member) if isinstance(file, ReadyFile) else None
    if place is None:
        assembler.write(stored)
    else:
        assembler.share(place, stored)
    return key, content, member


def _share(assembler: Assembler, found: EarlierMember) -> Member:
    for offset, stored in found.parts:
        assembler.share(offset, stored)
    return found.member


def _key(name: str, inputs: Iterable[str | bytes]) -> bytes:
    parts = [each if isinstance(each, bytes) else each.encode() for each in (name, *inputs)]
    sizes = repr([*map(len, parts)]).encode()
    return blake2b(b"\0".join((sizes, *parts)), digest_size=KEY_BYTES).digest()
