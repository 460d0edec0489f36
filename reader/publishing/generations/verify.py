"""Check a finished generation as a server and a reader would use it, before it is switched to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from http.client import OK
from pathlib import Path
from typing import Final

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.publishing.generations.checksums import first_damage
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import INDEX_FOLDER, read_findings, read_library
from reader.search.engine import Facet, IndexDamagedError, SearchRequest
from reader.search.open_index import open_index

# A link inside the site, as the minifier writes it. Text is escaped, so it never matches.
_LINK: Final = re.compile(rb'<(?:a|form|link)\b[^>]*?\s(?:href|action)="(/[^"]*)"')


def verify(directory: Path) -> None:
    """Raise PublishingError unless the generation is whole and can be served and searched."""
    damage = next(_damages(directory), None)
    if damage:
        raise PublishingError(FailureCode.DAMAGED, name=directory.name.lstrip("."), what=damage)


def _damages(directory: Path) -> Iterator[str]:
    """Yield what is wrong, cheapest check first; the first may be the cause of the others."""
    damaged_file = first_damage(directory)
    if damaged_file:
        yield damaged_file
    try:
        library = read_library(directory)
        read_findings(directory)
        shelf = PageFile.open(directory)
    except (OSError, msgspec.DecodeError, PageFileError) as error:
        yield str(error)
        return
    yield from shelf.verify()
    yield from (place.path for place in places(library) if place.path not in shelf.pages)
    yield from _dead_links(shelf)
    yield from _search_faults(directory / INDEX_FOLDER, library)


def _dead_links(shelf: PageFile) -> Iterator[str]:
    """Yield links that lead nowhere, as ``page → link``."""
    manifest = shelf.manifest
    gone = tuple(f"{address}/" for address, entry in shelf.pages.items() if entry.status != OK)
    short = (path for path in manifest.redirects if path.startswith("/x/"))
    known = {*shelf.pages, *manifest.negotiated, *manifest.dynamic, *short}
    for name, entry in shelf.entries():
        if entry.media_type.startswith("text/html"):
            targets = _targets(shelf.body(entry.bodies[Coding.IDENTITY]))
            dead = sorted(each for each in targets - known if not each.startswith(gone))
            yield from (f"{name} → {target}" for target in dead)


def _targets(page: bytes) -> set[str]:
    links = (unescape(link.decode()) for link in _LINK.findall(page))
    return {re.split(r"[?#]", link, maxsplit=1)[0] for link in links}


def _search_faults(index: Path, library: Library) -> Iterator[str]:
    """Yield the languages in which a search for a title finds nothing."""
    try:
        engine = open_index(index)
    except (OSError, IndexDamagedError) as error:
        yield f"{INDEX_FOLDER}: {error}"
        return
    try:
        for language, title in _titles(library, library.languages):
            request = SearchRequest(
                text=title, language=language, chosen={Facet.LANGUAGE: language}
            )
            if not engine.search(request).total:
                yield f"{INDEX_FOLDER}: {language}: {title}"
    finally:
        engine.close()


def _titles(
    library: Library, languages: Iterable[LanguageTag]
) -> Iterator[tuple[LanguageTag, str]]:
    """Yield one title of each language that has any edition."""
    for language in languages:
        editions = (
            document.editions[language]
            for document in library.documents()
            if language in document.editions
        )
        first = next(editions, None)
        if first:
            yield language, first.title
