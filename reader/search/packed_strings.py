"""Many strings or numbers packed into bytes: as objects they would take ten times the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, Literal

# Of the numbers in an index: two bytes, four bytes.
SHORT: Final = "H"
LONG: Final = "I"


class PackedStrings(Sequence[bytes]):
    """Many strings in one, in UTF-8. ``ends`` are the packed offsets where each ends."""

    def __init__(self, joined: memoryview, ends: memoryview) -> None:
        self._joined = joined
        self._ends = unpack_numbers(ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:  # type: ignore[override]  # no slices
        return bytes(self._joined[self._ends[index - 1] if index else 0 : self._ends[index]])


def pack_numbers(numbers: Iterable[int], size: Literal["H", "I"] = LONG) -> memoryview:
    """Return numbers as bytes."""
    return memoryview(array(size, numbers).tobytes())


def unpack_numbers(packed: memoryview, size: Literal["H", "I"] = LONG) -> Sequence[int]:
    """Return the numbers that ``pack_numbers`` was given."""
    return packed.cast(size)


def pack_strings(strings: Sequence[str]) -> tuple[memoryview, memoryview]:
    """Return strings as one, and where each ends."""
    written = [string.encode() for string in strings]
    return memoryview(b"".join(written)), pack_numbers(accumulate(map(len, written)))
