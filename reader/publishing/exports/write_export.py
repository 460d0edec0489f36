"""Write an export: whole under another name, and renamed when all is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from reader.publishing.build.build_report import Progress
from reader.publishing.build.parallel import parallel_map
from reader.publishing.exports.export_folder import FILE_LIST, FileList
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.atomic_files import draft_folder, draft_of
from reader.storage.checksums import checksum

# The name of a file, and what makes its content.
MakeFile: TypeAlias = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFiles:
    """The files of an export: the name of each, and what makes its content.

    They are made on every core, ``chunk_size`` after another in the same process.
    """

    makers: Sequence[MakeFile]
    chunk_size: int = 4

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each file, made in this process."""
        return ((name, make()) for name, make in self.makers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A file as it was written: ``state`` is its size in bytes, and its time in nanoseconds."""

    name: str
    checksum: str
    state: tuple[int, int]


def write_export(
    target: Path, key: Mapping[str, str], content: ExportFiles, progress: Progress
) -> FileList:
    """Write an export in place of an earlier one, or of nothing.

    Raises PublishingError if the disk is full or the folder cannot be made.
    """
    try:
        with draft_folder(draft_of(target)) as draft:
            written = _write(draft, key, content, progress)
            _move(draft, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PublishingError(FailureCode.NOT_WRITTEN, folder=str(target), reason=reason) from error
    return written


def _write(
    draft: Path, key: Mapping[str, str], content: ExportFiles, progress: Progress
) -> FileList:
    files: list[ExportedFile] = []
    write = partial(_write_file, draft)
    for each in parallel_map(write, content.makers, chunk_size=content.chunk_size):
        files.append(each)
        progress(len(files), len(content.makers))
    written = FileList(
        key=dict(key),
        size_bytes=sum(each.state[0] for each in files),
        files={each.name: each.checksum for each in files},
        written={each.name: each.state for each in files},
    )
    (draft / FILE_LIST).write_bytes(msgspec.json.encode(written))
    return written


def _write_file(draft: Path, maker: MakeFile) -> ExportedFile:
    name, make = maker
    body, path = make(), draft / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(body)
    state = path.stat()
    return ExportedFile(
        name=name, checksum=checksum(body), state=(state.st_size, state.st_mtime_ns)
    )


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
