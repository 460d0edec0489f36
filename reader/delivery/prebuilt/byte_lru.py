"""Keep what was made for readers last, within a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

# What a key and its places in the tables cost beside the bytes.
_OVERHEAD_BYTES: Final = 400


class ByteLru(Generic[K]):
    """Bytes by key, at most ``bound_bytes`` of them with what keeping them costs; what was used longest ago goes first.

    Safe to share between threads.
    """

    def __init__(self, bound_bytes: int) -> None:
        self._bound_bytes = bound_bytes
        self._size_bytes = 0
        self._kept: OrderedDict[K, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size_bytes(self) -> int:
        """What is kept now, with what keeping it costs."""
        return self._size_bytes

    def get(self, key: K) -> bytes | None:
        """Return what is kept, as used just now."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: K, made: bytes) -> None:
        """Keep something, and let go of what there is no room for any more. What is larger than the bound is not kept."""
        size_bytes = len(made) + _OVERHEAD_BYTES
        with self._lock:
            if key in self._kept or size_bytes > self._bound_bytes:
                return
            self._kept[key] = made
            self._size_bytes += size_bytes
            while self._size_bytes > self._bound_bytes:
                _, gone = self._kept.popitem(last=False)
                self._size_bytes -= len(gone) + _OVERHEAD_BYTES
