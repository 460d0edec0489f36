"""Where each address is in a manifest, so that one can be looked up without reading all of it.

A hash table in a file of its own, which is mapped. A look-up takes a few bytes of it and one read
of the manifest. Ten thousand pages cost a worker no more memory than ten.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from zlib import crc32

from reader.storage.pread_file import PreadFile

ADDRESS_INDEX_FILE: Final = "register.bin"

# The size of the manifest in bytes: another size is another manifest.
_HEAD: Final = struct.Struct("<Q")
# Offset in the manifest, length of the address, length of its entry. A slot without one is free.
_SLOT: Final = struct.Struct("<QII")
# At least one slot in two is free, so that a look-up ends after a step or two.
_SLOTS_PER_ADDRESS: Final = 2
_FEWEST_SLOTS: Final = 8
# What JSON puts around a name.
_BEFORE: Final = b'"'
_AFTER: Final = b'":'


class AddressIndex:
    """Look up the entries of a manifest. Safe to share between threads and across a fork."""

    def __init__(self, table: mmap.mmap, manifest: PreadFile) -> None:
        self._table = table
        self._manifest = manifest
        self._slots, rest = divmod(len(table) - _HEAD.size, _SLOT.size)
        if rest or self._slots < _FEWEST_SLOTS or self._slots & (self._slots - 1):
            raise ValueError("not an address index")
        if _HEAD.unpack_from(table) != (manifest.size,):
            raise ValueError("the address index of another manifest")

    @classmethod
    def open(cls, path: Path, manifest: PreadFile) -> AddressIndex:
        """Open the index of an open manifest.

        Raises OSError, and ValueError if they do not belong together.
        """
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), manifest)

    def find(self, address: str) -> bytes | None:
        """Return the JSON of an address, or None if there is none. Takes some microseconds."""
        key = _key(address)
        slot = crc32(key) & (self._slots - 1)
        while True:
            start, key_length, length = _SLOT.unpack_from(
                self._table, _HEAD.size + slot * _SLOT.size
            )
            if not length:
                return None
            if key_length == len(key):
                found = self._manifest.pread(start, key_length + length)
                if found.startswith(key):
                    return found[key_length:]
            slot = (slot + 1) & (self._slots - 1)

    def __iter__(self) -> Iterator[str]:
        """Yield the addresses in the order of the manifest."""
        return (address for address, _ in self.entries())

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Yield each address and its JSON in the order of the manifest."""
        manifest = self._manifest.pread(0, self._manifest.size)
        for start, key_length, length in sorted(_SLOT.iter_unpack(self._table[_HEAD.size :])):
            found = manifest[start : start + key_length + length] if length else b""
            key = found[:key_length]
            address = key.removeprefix(_BEFORE).removesuffix(_AFTER).decode(errors="replace")
            if length and _key(address) == key:
                yield address, found[key_length:]


def write_address_index(directory: Path, manifest: bytes, entries: Mapping[str, bytes]) -> None:
    """Write the index of a manifest that has ``entries``, address → JSON, in this order.

    Raises ValueError for an address that JSON escapes.
    """
    count = max(_FEWEST_SLOTS, 1 << (len(entries) * _SLOTS_PER_ADDRESS).bit_length())
    slots = [(0, 0, 0)] * count
    start = 0
    for address, value in entries.items():
        key = _key(address)
        start = manifest.find(key + value, start)
        if start < 0:
            raise ValueError(f"{address!r} is not in the manifest unescaped")
        slot = crc32(key) & (count - 1)
        while slots[slot][-1]:
            slot = (slot + 1) & (count - 1)
        slots[slot] = start, len(key), len(value)
        start += len(key) + len(value)
    table = b"".join(_SLOT.pack(*slot) for slot in slots)
    (directory / ADDRESS_INDEX_FILE).write_bytes(_HEAD.pack(len(manifest)) + table)


def _key(address: str) -> bytes:
    """Return an address as a manifest has it. What UTF-8 cannot encode is no address of ours."""
    return b"%b%b%b" % (_BEFORE, address.encode(errors="replace"), _AFTER)
