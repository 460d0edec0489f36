"""The seal of a generation: the digest of every file in it, written last, so that damage is seen without opening anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from reader.delivery.prebuilt.page_file_writer import SITE_FOLDER
from reader.storage.atomic_files import sync
from reader.storage.checksums import damaged_files, folder_checksums

SEAL_FILE: Final = "seal.json"


def seal(directory: Path) -> None:
    """Write down what every file of a finished generation holds, and wait until what a server reads is on the disk.

    The plain tree is not waited for: a power cut may damage it, and the seal will tell.
    """
    checksums = folder_checksums(directory, apart_from=SEAL_FILE)
    for name in checksums:
        if not name.startswith(f"{SITE_FOLDER}/"):
            sync(directory / name)
    (directory / SEAL_FILE).write_text(
        json.dumps(checksums, indent=0, sort_keys=True), encoding="utf-8"
    )
    sync(directory / SEAL_FILE)


def first_damage(directory: Path) -> str | None:
    """Return the name of the first file that is missing, changed or too many; None when the generation is whole."""
    try:
        sealed = json.loads((directory / SEAL_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return SEAL_FILE
    if not isinstance(sealed, dict):
        return SEAL_FILE
    return next(iter(damaged_files(directory, sealed, apart_from=SEAL_FILE)), None)
