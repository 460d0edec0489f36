"""The cache that a check, a build and an editor's preview share: ``var/cache``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from reader.publishing.build.build_id import code_digest
from reader.publishing.build.parallel import parallel_map
from reader.storage.result_cache import ResultCache
from reader.storage.result_file import open_results

CACHE_FOLDER: Final = "cache"


@contextmanager
def file_cache(var: Path, package: Path, *, in_memory: bool = False) -> Iterator[ResultCache]:
    """Open the cache in ``var``, for our code in ``package`` as it is now.

    A cache that cannot be used is left alone, and everything is worked out.
    """
    with open_results(var / CACHE_FOLDER, code_digest(package)) as kept:
        yield ResultCache(kept, parallel_map, in_memory=in_memory)
