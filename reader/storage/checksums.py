"""Checksums of bytes, files and folders: SHA-256 everywhere."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_CHUNK_BYTES: Final = 262_144


def digest(content: bytes) -> bytes:
    """Return the checksum of bytes as 32 bytes."""
    return hashlib.sha256(content).digest()


def checksum(content: bytes) -> str:
    """Return the checksum of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def file_checksum(path: Path) -> str:
    """Return the checksum of a file as 64 hexadecimal digits. Raises OSError."""
    whole = hashlib.sha256()
    # Most of the time is spent on opening: a buffer would cost as much again.
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK_BYTES):
            whole.update(chunk)
    return whole.hexdigest()


def folder_checksums(
    folder: Path, *, apart_from: str, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return name → checksum of every file below a folder but one, sorted. Raises OSError.

    Names are relative to the folder and have forward slashes. Files in ``known`` are not read.
    """
    names = (name for name in sorted(files_below(folder)) if name != apart_from)
    before = known or {}
    return {name: before.get(name) or file_checksum(folder / name) for name in names}


def damaged_files(
    folder: Path,
    expected: Mapping[str, str],
    *,
    apart_from: str,
    known: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the sorted names of files that are missing, changed or unexpected. Raises OSError."""
    found = folder_checksums(folder, apart_from=apart_from, known=known)
    return sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))


def files_below(folder: Path) -> Iterator[str]:
    """Yield the names of all files, relative to the folder. Raises OSError."""
    return (name for name, _ in _entries_below(folder))


def file_states(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of each file, its size in bytes, and its time of change in nanoseconds.

    Raises OSError.
    """
    for name, entry in _entries_below(folder):
        state = entry.stat()
        yield name, (state.st_size, state.st_mtime_ns)


def _entries_below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield name and entry of each file. There may be 100,000, so each folder is read once."""
    below = len(folder.as_posix()) + 1
    folders = [folder.as_posix()]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    yield entry.path[below:], entry
