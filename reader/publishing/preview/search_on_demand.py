"""A search in content as it is now, whose index is brought up to date when somebody searches."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from time import thread_time

from reader.library.library import Library
from reader.publishing.generations.generation_files import INDEX_FOLDER
from reader.search.engine import Engine, SearchRequest, SearchResults
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index
from reader.search.open_index import open_index
from reader.storage.result_cache import ResultCache


class LatestIndex:
    """The last index that was built, upon which the next one is built. Used by one at a time."""

    def __init__(self, scratch: Path, cache: ResultCache, built: Path | None) -> None:
        self._scratch = scratch
        self._cache = cache
        self._built = built
        self._folder: Path | None = None

    def build(self, library: Library) -> Engine:
        """Build and open the index of a library with its texts."""
        folder = Path(mkdtemp(prefix=INDEX_FOLDER, dir=self._scratch))
        earlier = self._folder or self._built
        build_index(corpus(library, self._cache), folder, earlier)
        self.delete()
        self._folder = folder
        return open_index(folder, thread_time)

    def delete(self) -> None:
        """Delete the index, whose engine is closed or only reads what it has open."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None


class SearchOnDemand:
    """The engine of one state of a library."""

    def __init__(self, library: Library, index: LatestIndex) -> None:
        self._library = library
        self._index = index
        self._engine: Engine | None = None

    def search(self, request: SearchRequest) -> SearchResults:
        """Return one page of results."""
        if self._engine is None:
            self._engine = self._index.build(self._library)
        return self._engine.search(request)

    def close(self) -> None:
        """Close the files."""
        if self._engine:
            self._engine.close()
