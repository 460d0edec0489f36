"""Wait for what has to happen: at once on a quiet machine, a while later on a busy one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

# Nothing takes a tenth of it; a machine with other work may.
PATIENCE_SECONDS: Final = 60.0


def wait_for(true: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so. Raises AssertionError when it does not come to pass."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
