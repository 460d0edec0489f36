"""The folder of an export, and the list of its files with their checksums.

It tells what we wrote: nothing else is ever replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.checksums import file_checksum, file_states

FILE_LIST: Final = "export.json"


class FileList(msgspec.Struct, frozen=True):
    """The list in the folder of an export.

    ``key`` is what decides its files, ``files`` are name → checksum. ``written`` has size in bytes
    and time of change in nanoseconds: a file with the same ones is not read again.
    """

    key: dict[str, str]
    size_bytes: int
    files: dict[str, str]
    written: dict[str, tuple[int, int]] = {}


def existing_export(target: Path, key: Mapping[str, str]) -> FileList | None:
    """Return the list of an export of this key that is whole, or None if one may be written.

    Raises PublishingError for a folder with anything in it that no export of this format wrote, and
    OSError.
    """
    if not target.exists():
        return None
    if not target.is_dir():
        raise PublishingError(FailureCode.NO_FOLDER, folder=str(target))
    earlier, found = _file_list(target), dict(file_states(target))
    foreign = _first_foreign(target, found, earlier)
    if foreign:
        raise PublishingError(FailureCode.FOREIGN_FILES, folder=str(target), name=foreign)
    if earlier is None:
        return None
    if earlier.key.get("format") != key["format"]:
        raise PublishingError(
            FailureCode.OTHER_EXPORT, folder=str(target), format=str(earlier.key.get("format"))
        )
    is_complete = earlier.files.keys() <= found.keys()
    return earlier if is_complete and earlier.key == dict(key) else None


def _file_list(folder: Path) -> FileList | None:
    try:
        return msgspec.json.decode((folder / FILE_LIST).read_bytes(), type=FileList)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _first_foreign(
    folder: Path, found: Mapping[str, tuple[int, int]], earlier: FileList | None
) -> str | None:
    """Return the name of something that is not of the earlier export, or was changed since.

    A card rounds times: then a file is read.
    """
    if earlier is None:
        return min((entry.name for entry in folder.iterdir()), default=None)
    known = earlier.written
    other = sorted(
        name for name, state in found.items() if known.get(name) != state and name != FILE_LIST
    )
    files = earlier.files
    return next(
        (
            name
            for name in other
            if name not in files or files[name] != file_checksum(folder / name)
        ),
        None,
    )
