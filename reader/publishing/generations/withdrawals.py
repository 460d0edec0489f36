"""Delete the earlier generations that still have a document which was withdrawn since."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path

from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.library.library import Library
from reader.library.site_places import withdrawn_places
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_library


def withdrawn_addresses(library: Library) -> frozenset[str]:
    """Return the addresses at which the pages of withdrawn documents were."""
    return frozenset(place.path for place in withdrawn_places(library))


def shows_any(directory: Path, addresses: Collection[str]) -> bool:
    """Return whether a generation has a page at one of the addresses; also if nobody can tell."""
    if not addresses:
        return False
    try:
        pages = PageFile.open(directory).pages
    except PageFileError:
        return True
    entries = (pages.get(address) for address in addresses)
    return any(entry is not None and entry.status == HTTPStatus.OK for entry in entries)


def delete_withdrawn(var: Path) -> None:
    """Delete what shows a document that the current generation withdraws.

    Nobody can switch back to it. Raises OSError or msgspec.DecodeError if the current generation
    cannot be read.
    """
    current, *earlier = pointer.history(var)
    addresses = withdrawn_addresses(read_library(pointer.generation(var, current)))
    outdated = [
        name
        for name in earlier
        if (folder := pointer.generation(var, name)).is_dir() and shows_any(folder, addresses)
    ]
    if outdated:
        pointer.forget(var, outdated)
        # It holds the words of every file that was read.
        shutil.rmtree(pointer.cache(var), ignore_errors=True)
    for name in outdated:
        shutil.rmtree(pointer.generation(var, name), ignore_errors=True)
