"""A cache of byte strings, bounded by their size."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

# What a key and its table entries cost beside the bytes.
_OVERHEAD_BYTES: Final = 400


class ByteLru(Generic[K]):
    """Byte strings by key, the least recently used dropped first.

    They take at most ``max_bytes`` with their overhead. Safe to share between threads.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._size_bytes = 0
        self._values: OrderedDict[K, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size_bytes(self) -> int:
        """The bytes cached now, with their overhead."""
        return self._size_bytes

    def get(self, key: K) -> bytes | None:
        """Return the bytes of a key and mark it as used, or return None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def put(self, key: K, value: bytes) -> None:
        """Cache a value and drop what there is no room for. A value above the bound is ignored."""
        size_bytes = len(value) + _OVERHEAD_BYTES
        with self._lock:
            if key in self._values or size_bytes > self._max_bytes:
                return
            self._values[key] = value
            self._size_bytes += size_bytes
            while self._size_bytes > self._max_bytes:
                _, dropped = self._values.popitem(last=False)
                self._size_bytes -= len(dropped) + _OVERHEAD_BYTES
