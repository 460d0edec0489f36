"""Check a finished generation as a server and a reader would use it, before it is switched to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from http.client import OK
from pathlib import Path
from typing import Final

import msgspec

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.damaged_entries import damaged_entries, lies_in
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.segments import Segment
from reader.library.addresses import BUNDLE_PAGES, address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.publishing.generations.checksums import first_damage, same_files
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import (
    INDEX_FOLDER,
    LIBRARY_FILE,
    read_findings,
    read_library,
)
from reader.renditions.bundle import BUNDLE_TYPES
from reader.search.engine import Facet, IndexDamagedError, SearchRequest
from reader.search.open_index import open_index
from reader.storage.checksums import files_below

# A link inside the site, as the minifier writes it. Text is escaped, so it never matches.
_LINK: Final = re.compile(rb'<(?:a|form|link)\b[^>]*?\s(?:href|action)="(/[^"]*)"')


def verify(directory: Path, upon: Path | None = None) -> None:
    """Raise PublishingError unless the generation is whole and can be served and searched.

    ``upon`` is a whole generation that it was made upon: what they have in common is not looked at
    again.
    """
    damage = next(_damages(directory, upon), None)
    if damage:
        raise PublishingError(FailureCode.DAMAGED, name=directory.name.lstrip("."), what=damage)


def _damages(directory: Path, upon: Path | None) -> Iterator[str]:
    """Yield what is wrong, cheapest check first; the first may be the cause of the others."""
    damaged_file = first_damage(directory, upon)
    if damaged_file:
        yield damaged_file
    try:
        library = read_library(directory)
        read_findings(directory)
        shelf = _decoded(PageFile.open(directory))
    except (OSError, msgspec.DecodeError, PageFileError) as error:
        yield str(error)
        return
    same = same_files(directory, upon)
    linked = tuple(each for each in shelf.bodies.segments if each.file in same)
    yield from damaged_entries(shelf, linked)
    yield from (place.path for place in places(library) if place.path not in shelf.pages)
    yield from _dead_links(shelf, linked, _known_before(upon), library.languages)
    if not _is_searched_alike(directory, same):
        yield from _search_faults(directory / INDEX_FOLDER, library)


def _decoded(shelf: PageFile) -> PageFile:
    """Return a page file with its entries in memory: each is looked at several times."""
    return PageFile(shelf.manifest, dict(shelf.pages.items()), shelf.bodies, shelf.directory)


def _known_before(upon: Path | None) -> frozenset[str]:
    """Return the addresses that a link could lead to; none if the page file is of another format.

    Nothing is linked from such a one.
    """
    try:
        return _known(PageFile.open(upon)) if upon else frozenset()
    except PageFileError:
        return frozenset()


def _known(shelf: PageFile) -> frozenset[str]:
    """Return the addresses that a link may lead to."""
    manifest = shelf.manifest
    short = (path for path in manifest.redirects if path.startswith("/x/"))
    return frozenset({*shelf.pages, *manifest.negotiated, *manifest.dynamic, *short})


def _dead_links(
    shelf: PageFile,
    linked: Collection[Segment],
    known_before: frozenset[str],
    languages: Iterable[LanguageTag],
) -> Iterator[str]:
    """Yield links that lead nowhere, as ``page → link``.

    Those of pages in segments that are ``linked`` led somewhere before, so they are looked at only
    if an address is missing that was ``known_before``. Bundles are always missing at first, with
    their catalog, and few pages lead to them.
    """
    known = _known(shelf)
    offers, bundles = (
        {address(route, language=tag) for route in routes for tag in languages}
        for routes in (BUNDLE_PAGES, BUNDLE_TYPES)
    )
    unread = linked if known_before <= known | bundles | offers else ()
    gone = tuple(f"{address}/" for address, entry in shelf.pages.items() if entry.status != OK)
    for name, entry in shelf.entries():
        is_new = name in offers or not lies_in(shelf, unread, entry)
        if is_new and entry.media_type.startswith("text/html"):
            targets = _targets(shelf.body(entry.bodies[Coding.IDENTITY]))
            dead = sorted(each for each in targets - known if not each.startswith(gone))
            yield from (f"{name} → {target}" for target in dead)


def _targets(page: bytes) -> set[str]:
    links = (unescape(link.decode()) for link in _LINK.findall(page))
    return {re.split(r"[?#]", link, maxsplit=1)[0] for link in links}


def _is_searched_alike(directory: Path, same: Collection[str]) -> bool:
    """Return whether the whole index, and what is searched for, are those of another generation."""
    index = (f"{INDEX_FOLDER}/{name}" for name in files_below(directory / INDEX_FOLDER))
    return LIBRARY_FILE in same and all(name in same for name in index)


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
