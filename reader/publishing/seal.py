"""The seal of a generation: the digest of every file in it, written last, so that damage is seen without opening anything."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reader.delivery.shelving import SITE_FOLDER

SEAL_FILE: Final = "seal.json"


def seal(directory: Path) -> None:
    """Write down what every file of a finished generation holds, and wait until what a server reads is on the disk.

    The plain tree is not waited for: a power cut may damage it, and the seal will tell.
    """
    for path in _files(directory):
        if SITE_FOLDER not in path.relative_to(directory).parts:
            _settle(path)
    (directory / SEAL_FILE).write_text(json.dumps(_digests(directory), indent=0), encoding="utf-8")
    _settle(directory / SEAL_FILE)


def first_damage(directory: Path) -> str | None:
    """Return the name of the first file that is missing, changed or too many; None when the generation is whole."""
    try:
        sealed = json.loads((directory / SEAL_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return SEAL_FILE
    if not isinstance(sealed, dict):
        return SEAL_FILE
    found = _digests(directory)
    return min((name for name in {*sealed, *found} if sealed.get(name) != found.get(name)), default=None)


def _digests(directory: Path) -> Mapping[str, str]:
    return {path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in _files(directory)}


def _files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file() and path != directory / SEAL_FILE)


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
