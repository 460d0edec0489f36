"""Notice that a file of ``content/`` or ``translations/`` was saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import sleep, time_ns
from typing import Final, TypeAlias

# Path → what changes when the file is written.
SourceStatus: TypeAlias = dict[str, tuple[int, int, int, int]]

# File systems note times in steps of up to 10 ms: what is written twice in a step looks unchanged.
_STEP_NS: Final = 20_000_000


def source_status(*folders: Path) -> SourceStatus:
    """Return the status of all files and folders below some folders, but for those left out.

    Waits until the newest is so old that whatever is written from now on has another status.
    """
    found = _status(folders)
    if any(abs(time_ns() - each[0]) < _STEP_NS for each in found.values()):
        sleep(_STEP_NS / 1e9)
        found = _status(folders)
    return found


def _status(folders: tuple[Path, ...]) -> SourceStatus:
    return dict(entry for folder in folders for entry in _entries(str(folder)))


def _entries(folder: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    try:
        with os.scandir(folder) as found:
            entries = [*found]
    except OSError:  # saved by renaming, after its folder was listed; the checks report the rest
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # as above
            continue
        yield entry.path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)
