"""A folder that one user alone can write to, so that nobody else can redirect its files."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

_ROOT: Final = 0
_WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


class Unsafe(StrEnum):
    """Why nothing may be written into a folder."""

    OTHER_OWNER = "other-owner"
    WRITABLE_BY_OTHERS = "writable-by-others"
    PLANTED = "planted"  # a link, a pipe, a device, or another user's


class Hazard(NamedTuple):
    """What is unsafe, and the user who owns it."""

    why: Unsafe
    path: Path
    owner: int


def first_hazard(folder: Path, *, links: Container[str] = ()) -> Hazard | None:
    """Return what is unsafe about a folder or one of its entries, or None. Opens no file.

    The folder must be ours; its entries, and a link that leads to it, must be ours or root's.
    Entries named in ``links`` may be links. A sticky folder that others may write to is unsafe too:
    nobody can remove our files there, but anybody can put a link there first. Raises OSError.
    """
    status, link = folder.stat(), folder.lstat()
    if status.st_uid != os.geteuid():
        return Hazard(Unsafe.OTHER_OWNER, folder, status.st_uid)
    if not _is_trusted(link):
        return Hazard(Unsafe.OTHER_OWNER, folder, link.st_uid)
    if status.st_mode & _WRITABLE_BY_OTHERS:
        return Hazard(Unsafe.WRITABLE_BY_OTHERS, folder, status.st_uid)
    return next(filter(None, (_hazard(path, links) for path in sorted(folder.iterdir()))), None)


@contextmanager
def writable_by_owner_only() -> Iterator[None]:
    """Let nobody else write to the files and folders that this process makes meanwhile."""
    earlier = os.umask(0o077)
    os.umask(earlier | _WRITABLE_BY_OTHERS)
    try:
        yield
    finally:
        os.umask(earlier)


def _hazard(path: Path, links: Container[str]) -> Hazard | None:
    with suppress(FileNotFoundError):  # another build has just renamed it
        status = path.lstat()
        is_link = stat.S_ISLNK(status.st_mode)
        is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
        if not _is_trusted(status) or not (path.name in links if is_link else is_plain):
            return Hazard(Unsafe.PLANTED, path, status.st_uid)
        if not is_link and status.st_mode & _WRITABLE_BY_OTHERS:
            return Hazard(Unsafe.WRITABLE_BY_OTHERS, path, status.st_uid)
    return None


def _is_trusted(status: os.stat_result) -> bool:
    return status.st_uid in {os.geteuid(), _ROOT}
