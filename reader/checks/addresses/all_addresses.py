"""The addresses of a site, as rules look them up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from reader.library.library import Library
from reader.library.model import Document, LanguageTag, Zine
from reader.library.site_places import list_places, places_of, root_places
from reader.storage.result_cache import ResultCache, Task

_PATHS: Final[Task[tuple[Document, LanguageTag], tuple[str, ...]]] = Task(
    name="addresses",
    run=lambda item: tuple(place.path for place in places_of(*item)),
    key=lambda item: (item[0].kind, item[0].slug, item[1], *_parts(item[0])),
    result_type=tuple[str, ...],
    is_quick=True,
)


def all_addresses(library: Library, cache: ResultCache) -> Collection[str]:
    """Return the path of every address of the site, in every language; PDFs are extra."""
    lists = (place for language in library.languages for place in list_places(library, language))
    documents = [
        (document, language) for language in library.languages for document in library.documents()
    ]
    return {
        *(place.path for place in (*lists, *root_places(library))),
        *(path for paths in cache.results(_PATHS, documents) for path in paths),
    }


def _parts(document: Document) -> tuple[str, ...]:
    return document.parts if isinstance(document, Zine) else ()
