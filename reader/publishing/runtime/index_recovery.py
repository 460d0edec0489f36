"""Open the index of a generation, and rebuild it if it is missing, damaged or of another version.

A generation does not hold the texts, so they are read from ``content/``, if that did not change
since.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from pathlib import Path
from typing import Final

from reader.library.library import Library
from reader.publishing.generations.generation_files import INDEX_FOLDER
from reader.search.engine import Engine, IndexDamagedError
from reader.search.open_index import open_index

_LOG: Final = logging.getLogger(__name__)


def open_or_rebuild(directory: Path, library: Library, content: Path) -> Engine | None:
    """Return the index of a generation, or None if it is damaged and cannot be rebuilt.

    Everything but search works without it.
    """
    index = directory / INDEX_FOLDER
    try:
        return open_index(index, time.thread_time)
    except (OSError, IndexDamagedError) as error:
        _LOG.warning("The search index is damaged and is built again: %s", error)
    try:
        _rebuild(index, library, content)
        return open_index(index, time.thread_time)
    except (OSError, IndexDamagedError) as error:
        _LOG.error(
            "There is no search: the index cannot be built again (%s). Run reader build.", error
        )
        return None


def _rebuild(index: Path, library: Library, content: Path) -> None:
    """Replace the damaged index. Raises IndexDamagedError if content has changed."""
    # Imported only here: a server whose index is whole writes none, and needs no Markdown or YAML.
    from reader.library.loading.loader import load  # noqa: PLC0415
    from reader.search.index.corpus import corpus  # noqa: PLC0415
    from reader.search.index.whoosh_writer import build_index  # noqa: PLC0415

    present = load(content).library
    if present is None or present.digest != library.digest:
        raise IndexDamagedError("content is not what this generation was made from")
    fresh = index.with_name(f".{index.name}-{os.getpid()}")
    try:
        build_index(corpus(present), fresh)
        shutil.rmtree(index, ignore_errors=True)
        fresh.rename(index)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
