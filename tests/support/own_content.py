"""The project's own content: read once in each worker, and its index, built once for all."""

from __future__ import annotations

from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from typing import Final

from support.source_modules import PROJECT

from reader.library.library import Library
from reader.library.loading.loader import load
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index

CONTENT: Final = PROJECT / "content"


@cache
def own_library() -> Library:
    """Return the library of the project. Raises AssertionError if its content has errors."""
    loaded = load(CONTENT)
    assert loaded.library, loaded.findings
    return loaded.library


def own_index(folder: Path) -> Path:
    """Return the index of all languages, built in ``folder`` unless another worker has."""
    folder.mkdir(parents=True, exist_ok=True)
    index, draft = folder / "index", folder / "draft"
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not index.exists():
            build_index(corpus(own_library()), draft)
            draft.rename(index)
    return index
