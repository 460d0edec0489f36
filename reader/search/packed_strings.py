"""Many strings or numbers packed into bytes: as objects they would take ten times the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
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

    def first_at(self, wanted: bytes) -> int:
        """Return the index of the first that is not before a string, if all are sorted.

        It is ``bisect_left`` without two calls for each step.
        """
        joined, ends = self._joined, self._ends
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if joined[ends[middle - 1] if middle else 0 : ends[middle]].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def starting_with(self, prefix: bytes) -> Iterator[bytes]:
        """Yield those that begin with a prefix, if all are sorted."""
        for index in range(self.first_at(prefix), len(self)):
            string = self[index]
            if not string.startswith(prefix):
                return
            yield string


def index_of(string: str, sorted_strings: PackedStrings) -> int | None:
    """Return the index of a string among sorted ones, or None."""
    wanted = string.encode()
    at = sorted_strings.first_at(wanted)
    return at if at < len(sorted_strings) and sorted_strings[at] == wanted else None


def row_of(index: int, numbers: Sequence[int], ends: Sequence[int]) -> Sequence[int]:
    """Return one of many rows of numbers that stand behind each other. ``ends``: of each."""
    return numbers[ends[index - 1] if index else 0 : ends[index]]


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
