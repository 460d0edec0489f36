"""Keep the garbage collector from scanning, again and again, what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


def leave_out() -> None:
    """Collect what is garbage now, and scan none of the rest from now on."""
    gc.collect()
    gc.freeze()
