"""Files and links that are replaced whole, and files that are opened without following a link.

Whoever reads one sees the old content or the new, also after a power cut. A draft is always a new
file, so a link that somebody planted under its name is never written through.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def replace_file(target: Path, content: bytes) -> None:
    """Replace a file in one step, or make it. A link of this name is replaced, not followed."""
    draft = _free_draft(target)
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _rename(draft, target)


def replace_link(target: Path, destination: Path) -> None:
    """Replace a symbolic link in one step, or make it: at no moment is there none."""
    draft = _free_draft(target)
    draft.symlink_to(destination)
    _rename(draft, target)


def open_in_place(path: Path) -> BinaryIO:
    """Open a file, made if missing, and keep its content. Raises OSError for a link."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o666), "r+b")


def link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it if the file system or its owner does not allow that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def sync(path: Path) -> None:
    """Wait until the content of a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def draft_of(target: Path) -> Path:
    """Return where the draft of a file or link is written."""
    return target.with_name(f".{target.name}.draft")


def _free_draft(target: Path) -> Path:
    """Return the path of a draft, free of what an interrupted replacement left there."""
    draft = draft_of(target)
    draft.unlink(missing_ok=True)
    return draft


def _rename(draft: Path, target: Path) -> None:
    draft.replace(target)
    sync(target.parent)


@contextmanager
def draft_folder(folder: Path) -> Iterator[Path]:
    """Make an empty folder, and delete it at the end unless it was renamed. Raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
