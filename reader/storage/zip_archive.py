"""ZIP archives, the same bytes for the same files, written member by member.

Python's module writes the same ones, but only from content that is not compressed yet. Source:
PKWARE's APPNOTE.TXT 6.3.10 §4.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

# The best that zlib can do, without a head of its own.
_LEVEL: Final = 9
_RAW: Final = -zlib.MAX_WBITS
STORED: Final = 0
DEFLATED: Final = 8
# Needed to read it; made by: the same, on Unix.
_VERSION: Final = 20
_MADE_BY: Final = 3 << 8 | _VERSION
_UTF8_NAME: Final = 1 << 11
# Files in a ZIP have a date. The first that there is, 1 January 1980, stands for none.
_NO_DATE: Final = 1 << 5 | 1
_READABLE: Final = 0o100644 << 16
# Signature; version, flags, method, time, date, CRC, two sizes, two lengths.
_HEAD: Final = struct.Struct("<4s5H3L2H")
# Signature; as above between two versions and: comment, disk, attributes, offset.
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
# The end of more than 65,535 members, and where it is.
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_END_64_PLACE: Final = struct.Struct("<4sLQL")
_MOST_MEMBERS: Final = 0xFFFF


class Member(NamedTuple):
    """What an archive says of a file: ``size`` bytes, of which ``stored_size`` are there."""

    name: str
    method: int
    crc: int
    size: int
    stored_size: int

    @property
    def head(self) -> bytes:
        """What stands before its bytes."""
        name = self.name.encode()
        return _HEAD.pack(b"PK\3\4", _VERSION, *self._facts(), len(name), 0) + name

    def entry(self, offset: int) -> bytes:
        """Return what the directory says of it, if its head is at an offset."""
        name = self.name.encode()
        facts = (_MADE_BY, _VERSION, *self._facts(), len(name), 0)
        return _ENTRY.pack(b"PK\1\2", *facts, 0, 0, 0, _READABLE, offset) + name

    def _facts(self) -> tuple[int, ...]:
        flags = 0 if self.name.isascii() else _UTF8_NAME
        return (flags, self.method, 0, _NO_DATE, self.crc, self.stored_size, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """A file that an archive will have. ``make`` returns its content.

    ``inputs`` are all that decides the content, beside our code; None if nobody knows them. One
    that ``is_packed`` is compressed already.
    """

    name: str
    make: Callable[[], bytes]
    inputs: tuple[str | bytes, ...] | None = None
    is_packed: bool = False

    def member(self) -> tuple[Member, bytes]:
        """Return the file as a member, and its bytes there."""
        return member_of(self.name, self.make(), is_packed=self.is_packed)


def member_of(name: str, content: bytes, *, is_packed: bool = False) -> tuple[Member, bytes]:
    """Return a file as a member, and its bytes there. What ``is_packed`` already stays as it is."""
    stored, method = content, STORED
    if not is_packed:
        coder = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
        stored, method = coder.compress(content) + coder.flush(), DEFLATED
    return Member(name, method, zlib.crc32(content), len(content), len(stored)), stored


def directory_of(members: Iterable[Member]) -> bytes:
    """Return what stands after all members: the directory, and its end.

    Raises struct.error for an archive of more than four gigabytes.
    """
    entries, offset = [], 0
    for member in members:
        entries.append(member.entry(offset))
        offset += len(member.head) + member.stored_size
    count, size = len(entries), sum(map(len, entries))
    end = b""
    if count > _MOST_MEMBERS:
        facts = (44, _MADE_BY, 45, 0, 0, count, count, size, offset)
        end = _END_64.pack(b"PK\6\6", *facts)
        end += _END_64_PLACE.pack(b"PK\6\7", 0, offset + size, 1)
    shown = min(count, _MOST_MEMBERS)
    end += _END.pack(b"PK\5\6", 0, 0, shown, shown, size, offset, 0)
    return b"".join((*entries, end))


def archive_of(members: Iterable[tuple[Member, bytes]]) -> bytes:
    """Return members, each with its bytes, as an archive."""
    pieces: list[bytes] = []
    written: list[Member] = []
    for member, stored in members:
        pieces += (member.head, stored)
        written.append(member)
    return b"".join((*pieces, directory_of(written)))
