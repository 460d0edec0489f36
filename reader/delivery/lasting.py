"""A file that is never changed, read at any place by any thread and any forked process, and there for as long as it is open.

It is not mapped: of what is mapped the kernel counts sixteen pages for each one that is read, and a disk that fails ends the process.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path


class LastingFile:
    """An open file. Raises OSError where there is none."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, length: int) -> bytes:
        """Return bytes from a place, fewer where the file ends before."""
        return os.pread(self._descriptor, length, start)
