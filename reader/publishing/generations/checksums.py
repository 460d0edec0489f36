"""The checksums of all files of a generation, written last, so that any damage shows.

A generation that was made upon another has files of that one under a second name. Their bytes were
compared when the other one was, and are not read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER
from reader.storage.atomic_files import link_or_copy, sync
from reader.storage.checksums import damaged_files, folder_checksums

CHECKSUMS_FILE: Final = "checksums.json"


def write_checksums(directory: Path, upon: Path | None = None) -> None:
    """Write the checksum of every file of a finished generation, and flush what a server reads.

    ``upon`` is a whole generation that it was made upon: what that has, too, is linked. The plain
    tree is not flushed: a power cut may damage it, and the checksums will show that.
    """
    known = same_files(directory, upon)
    checksums = folder_checksums(directory, apart_from=CHECKSUMS_FILE, known=known)
    if upon:
        _link_equal(directory, upon, checksums)
        known = same_files(directory, upon)
    for name in checksums:
        if not name.startswith(f"{SITE_FOLDER}/") and name not in known:
            sync(directory / name)
    content = json.dumps(checksums, indent=0, sort_keys=True)
    (directory / CHECKSUMS_FILE).write_text(content, encoding="utf-8")
    sync(directory / CHECKSUMS_FILE)


def first_damage(directory: Path, upon: Path | None = None) -> str | None:
    """Return the name of a file that is missing, changed or unexpected; None if there is none.

    Files that it has in common with ``upon``, a whole generation, are not read.
    """
    checksums = _read(directory)
    if checksums is None:
        return CHECKSUMS_FILE
    known = same_files(directory, upon)
    damaged = damaged_files(directory, checksums, apart_from=CHECKSUMS_FILE, known=known)
    return next(iter(damaged), None)


def same_files(directory: Path, upon: Path | None) -> Mapping[str, str]:
    """Return name → checksum of the files that two generations have in common on the disk."""
    checksums = _read(upon) if upon else None
    if upon is None or checksums is None:
        return {}
    return {
        name: checksum
        for name, checksum in checksums.items()
        if (directory / name).is_file() and (upon / name).samefile(directory / name)
    }


def _link_equal(directory: Path, upon: Path, checksums: Mapping[str, str]) -> None:
    """Let files with the same name and bytes be one file, which takes room once."""
    before = _read(upon) or {}
    for name, checksum in checksums.items():
        target = directory / name
        if before.get(name) == checksum and not (upon / name).samefile(target):
            target.unlink()
            link_or_copy(upon / name, target)


def _read(directory: Path) -> dict[str, str] | None:
    try:
        checksums = json.loads((directory / CHECKSUMS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return checksums if isinstance(checksums, dict) else None
