"""The folder of an export: written whole under another name, and renamed when all is there.

A list of its files with their checksums tells what we wrote: nothing else is ever replaced.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from reader.publishing.build.build_report import Progress
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.atomic_files import draft_of
from reader.storage.checksums import checksum, file_checksum, files_below

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFiles:
    """The files of an export, each made when it is asked for: name and content, and how many."""

    count: int
    files: Iterable[tuple[str, bytes]]


def existing_export(target: Path, key: Mapping[str, str]) -> FileList | None:
    """Return the list of an export of this key that is whole, or None if one may be written.

    Raises PublishingError for a folder with anything in it that no export of this format wrote, and
    OSError.
    """
    if not target.exists():
        return None
    if not target.is_dir():
        raise PublishingError(FailureCode.NO_FOLDER, folder=str(target))
    earlier = _file_list(target)
    foreign = _first_foreign(target, earlier)
    if foreign:
        raise PublishingError(FailureCode.FOREIGN_FILES, folder=str(target), name=foreign)
    if earlier is None:
        return None
    if earlier.key.get("format") != key["format"]:
        raise PublishingError(
            FailureCode.OTHER_EXPORT, folder=str(target), format=str(earlier.key.get("format"))
        )
    return earlier if earlier.key == dict(key) and _is_complete(target, earlier) else None


def write_export(
    target: Path, key: Mapping[str, str], content: ExportFiles, progress: Progress
) -> FileList:
    """Write an export in place of an earlier one, or of nothing.

    Raises PublishingError if the disk is full or the folder cannot be made.
    """
    try:
        with _draft_folder(target) as draft:
            written = _write(draft, key, content, progress)
            _move(draft, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PublishingError(FailureCode.NOT_WRITTEN, folder=str(target), reason=reason) from error
    return written


def _file_list(folder: Path) -> FileList | None:
    try:
        return msgspec.json.decode((folder / FILE_LIST).read_bytes(), type=FileList)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _first_foreign(folder: Path, earlier: FileList | None) -> str | None:
    """Return the name of something that is not of the earlier export, or was changed since."""
    if earlier is None:
        return next((entry.name for entry in sorted(folder.iterdir())), None)
    found = sorted(name for name in files_below(folder) if name != FILE_LIST)
    return next((name for name in found if not _is_ours(folder, name, earlier)), None)


def _is_ours(folder: Path, name: str, earlier: FileList) -> bool:
    """Return whether a file is as an export wrote it. A card rounds times: then it is read."""
    expected = earlier.files.get(name)
    if expected is None:
        return False
    state = (folder / name).stat()
    if earlier.written.get(name) == (state.st_size, state.st_mtime_ns):
        return True
    return file_checksum(folder / name) == expected


def _is_complete(folder: Path, earlier: FileList) -> bool:
    return all((folder / name).is_file() for name in earlier.files)


@contextmanager
def _draft_folder(target: Path) -> Iterator[Path]:
    """Make an empty folder beside the target, and delete it if it is left at the end."""
    draft = draft_of(target)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(
    draft: Path, key: Mapping[str, str], content: ExportFiles, progress: Progress
) -> FileList:
    checksums: dict[str, str] = {}
    states: dict[str, tuple[int, int]] = {}
    size_bytes = 0
    for number, (name, body) in enumerate(content.files, start=1):
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            size_bytes += file.write(body)
        checksums[name] = checksum(body)
        state = path.stat()
        states[name] = (state.st_size, state.st_mtime_ns)
        progress(number, content.count)
    written = FileList(key=dict(key), size_bytes=size_bytes, files=checksums, written=states)
    (draft / FILE_LIST).write_bytes(msgspec.json.encode(written))
    return written


def _move(draft: Path, target: Path) -> None:
    """Put a finished draft in the place of an earlier export."""
    if not target.exists():
        draft.rename(target)
        return
    earlier = draft.with_name(f"{draft.name}.earlier")
    shutil.rmtree(earlier, ignore_errors=True)
    target.rename(earlier)
    try:
        draft.rename(target)
    except OSError:
        earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
