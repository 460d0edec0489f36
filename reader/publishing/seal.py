"""The seal of a generation: the digest of every file in it, written last, so that damage is seen without opening anything."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from reader.delivery.shelving import SITE_FOLDER

SEAL_FILE: Final = "seal.json"


def seal(directory: Path) -> None:
    """Write down what every file of a finished generation holds, and wait until what a server reads is on the disk.

    The plain tree is not waited for: a power cut may damage it, and the seal will tell.
    """
    digests = _digests(directory)
    for name in digests:
        if not name.startswith(f"{SITE_FOLDER}/"):
            _settle(directory / name)
    (directory / SEAL_FILE).write_text(json.dumps(digests, indent=0, sort_keys=True), encoding="utf-8")
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
    return {name: _digest(directory / name) for name in _files(directory) if name != SEAL_FILE}


def _digest(path: Path) -> str:
    with path.open("rb", buffering=0) as file:  # nearly all of it is opening: a buffer would cost as much as what is read
        return hashlib.sha256(file.read()).hexdigest()


def _files(directory: Path) -> Iterator[str]:
    """Yield the names of all files below a folder, with forward slashes. There may be a hundred thousand, so none is asked for twice."""
    below = len(directory.as_posix()) + 1
    folders = [directory.as_posix()]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path[below:]


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
