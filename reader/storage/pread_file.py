"""A file that never changes, read at any offset by any thread and any forked process.

An open one can still be read after it was deleted. It is not mapped: for each page that is read of
a mapped file the kernel counts sixteen, in each process, and a disk that fails ends the process.
Nor is it buffered: a buffer has a lock, which would stay locked in a process that was forked while
a thread was reading.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path


class PreadFile:
    """An open file, read without the kernel's file position, which forked processes share."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises OSError."""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.close = weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def pread(self, offset: int, length: int) -> bytes:
        """Return the bytes at an offset, fewer if the file ends before."""
        return os.pread(self._descriptor, length, offset)
