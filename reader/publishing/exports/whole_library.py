"""The library of a generation with its texts, which a generation does not hold.

They are read from ``content/``, if that is what the generation was made from, and stay on disk: as
many processes as there are cores use them at once.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from reader.library.library import Library
from reader.library.loading.loader import load
from reader.library.model import Text
from reader.publishing.build.build_id import Sources, identifier
from reader.publishing.build.old_dates import too_old, without_old_numbers
from reader.publishing.build.reuse.file_cache import file_cache
from reader.publishing.garbage_collector import collect_and_trim
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.value_file import ValueFile


def whole_library(var: Path, sources: Sources, name: str, digest: str) -> Library:
    """Return the library that a build in ``var`` would make of ``sources`` now.

    Raises PublishingError if that is not generation ``name``, also if a file changes meanwhile.
    """
    plain = identifier(sources)
    if name in {plain, pointer.with_bundles(plain)}:
        with file_cache(var, sources.package, clears=False) as cache:
            loaded = load(sources.content, cache)
            old = too_old(loaded.files, sources.today, cache)
        library = loaded.library
        del loaded  # it has the words of all files
        if library is not None and library.digest == digest:
            library = without_old_numbers(library, old)
            # Where nothing can be written, they stay in memory.
            with suppress(OSError):
                library = replace(library, texts=ValueFile(library.texts, Text, var))
            collect_and_trim()
            return library
    raise PublishingError(FailureCode.CHANGED, name=name)
