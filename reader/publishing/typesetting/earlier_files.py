"""The files of the current generation, for a build that takes over what has not changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.publishing.generations import pointer

# The address of a file → its bytes, if the current generation has it.
EarlierFiles: TypeAlias = Callable[[str], bytes | None]


def no_files(_address: str) -> None:
    """Know no earlier file."""


def earlier_files(var: Path) -> EarlierFiles:
    """Return what finds files of the current generation of ``var``; none if it cannot be read."""
    name = pointer.current(var)
    if name is None:
        return no_files
    try:
        pages = PageFile.open(pointer.generation(var, name))
    except (OSError, PageFileError):
        return no_files

    def find(address: str) -> bytes | None:
        entry = pages.entry(address)
        return pages.body(entry.bodies[Coding.IDENTITY]) if entry else None

    return find
