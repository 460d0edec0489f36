"""The checksums of all files of a generation, written last, so that any damage shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER
from reader.storage.atomic_files import sync
from reader.storage.checksums import damaged_files, folder_checksums

CHECKSUMS_FILE: Final = "checksums.json"


def write_checksums(directory: Path) -> None:
    """Write the checksum of every file of a finished generation, and flush what a server reads.

    The plain tree is not flushed: a power cut may damage it, and the checksums will show that.
    """
    checksums = folder_checksums(directory, apart_from=CHECKSUMS_FILE)
    for name in checksums:
        if not name.startswith(f"{SITE_FOLDER}/"):
            sync(directory / name)
    content = json.dumps(checksums, indent=0, sort_keys=True)
    (directory / CHECKSUMS_FILE).write_text(content, encoding="utf-8")
    sync(directory / CHECKSUMS_FILE)


def first_damage(directory: Path) -> str | None:
    """Return the name of a file that is missing, changed or unexpected; None if there is none."""
    try:
        checksums = json.loads((directory / CHECKSUMS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return CHECKSUMS_FILE
    if not isinstance(checksums, dict):
        return CHECKSUMS_FILE
    return next(iter(damaged_files(directory, checksums, apart_from=CHECKSUMS_FILE)), None)
