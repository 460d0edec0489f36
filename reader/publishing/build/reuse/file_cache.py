"""The cache that a check, a build and an editor's preview share: ``var/cache``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from reader.publishing.build.build_id import code_digest
from reader.publishing.build.parallel import parallel_map
from reader.publishing.generations import pointer
from reader.storage.result_cache import ResultCache
from reader.storage.result_file import open_results

# A file takes a millisecond, and a word to another process a tenth of one.
_FILES_AT_ONCE: Final = 16


@contextmanager
def file_cache(
    var: Path, package: Path, *, in_memory: bool = False, clears: bool = True
) -> Iterator[ResultCache]:
    """Open the cache in ``var``, for our code in ``package`` as it is now.

    A cache that cannot be used is left alone, and everything is worked out. What nobody asks for
    may be deleted at the end, unless it ``clears`` nothing.
    """
    with open_results(pointer.cache(var), code_digest(package), clears=clears) as kept:
        mapper = partial(parallel_map, chunk_size=_FILES_AT_ONCE)
        yield ResultCache(kept, mapper, in_memory=in_memory)
