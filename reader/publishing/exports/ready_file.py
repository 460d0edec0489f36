"""A file of an archive that is an answer of its own: its bytes stand in the page file already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.manifest import PageEntry
from reader.storage.zip_archive import DEFLATED, ArchiveFile, Member, member_of

# Source: RFC 1952 §2.3. Deflated, with no name, comment or other field.
_HEAD: Final = b"\x1f\x8b\x08\x00"
_HEAD_BYTES: Final = 10
# The CRC and the size of the content.
_TAIL_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyFile(ArchiveFile):
    """A file that is the answer ``entry``. ``read`` returns its body in a coding, undamaged.

    A gzip body and a member of an archive are the same bytes between head and tail.
    """

    entry: PageEntry
    read: Callable[[Coding], bytes]

    def member(self) -> tuple[Member, bytes]:
        """Return the file as a member, and its bytes there."""
        stored = self.read(Coding.GZIP) if self._has_gzip else b""
        if not stored.startswith(_HEAD):
            return member_of(self.name, self.read(Coding.IDENTITY), is_packed=self.is_packed)
        tail = stored[-_TAIL_BYTES:]
        crc, size = int.from_bytes(tail[:4], "little"), int.from_bytes(tail[4:], "little")
        deflated = stored[_HEAD_BYTES:-_TAIL_BYTES]
        return Member(self.name, DEFLATED, crc, size, len(deflated)), deflated

    def offset(self, member: Member) -> int | None:
        """Return where in the page file the bytes of its member are; None if they are not there."""
        if member.method == DEFLATED:
            found = self.entry.bodies.get(Coding.GZIP)
            is_whole = found and found.length == _HEAD_BYTES + member.stored_size + _TAIL_BYTES
            return found.offset + _HEAD_BYTES if found and is_whole else None
        found = self.entry.bodies[Coding.IDENTITY]
        return None if found.packed or found.extents else found.offset

    @property
    def _has_gzip(self) -> bool:
        return Coding.GZIP in self.entry.bodies and not self.is_packed
