"""List the addresses of a library: every page, file and topic that its site has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reader.library.addresses import (
    DOCUMENT_ROUTES,
    FEED_ROUTES,
    ROOT_FILES,
    SHELVES,
    VOLUME_ROUTES,
    Address,
    file_routes,
)
from reader.library.library import Library
from reader.library.model import Document, Kind, LanguageTag, Slug, Zine
from reader.library.zines import volumes


def places(library: Library) -> Iterator[Address]:
    """Yield every address of the site, in every language, in a stable order; PDFs are extra."""
    for language in library.languages:
        yield from list_places(library, language)
        for document in library.documents():
            yield from _document_places(document, language)
        for zine in library.zines:
            yield from _zine_places(zine, language)
    yield from root_places(library)


def list_places(library: Library, language: LanguageTag) -> Iterator[Address]:
    """Yield what lists the library in a language: pages and files."""
    for route in ("home", *SHELVES.values(), "new", "search", "follow", *FEED_ROUTES):
        yield Address(route=route, arguments={"language": language})
    for topic in used_topics(library):
        yield Address(route="topic", arguments={"language": language, "topic": topic})
    for month in months(library):
        yield Address(route="new_month", arguments={"language": language, "month": month})


def root_places(library: Library) -> Iterator[Address]:
    """Yield the files that are in no language."""
    for route in ROOT_FILES:
        yield Address(route=route, arguments={"language": library.languages[0]})


def places_of(document: Document, language: LanguageTag) -> Iterator[Address]:
    """Yield every address of a document in a language."""
    yield from _document_places(document, language)
    if isinstance(document, Zine):
        yield from _zine_places(document, language)


def _document_places(document: Document, language: LanguageTag) -> Iterator[Address]:
    route = DOCUMENT_ROUTES[document.kind]
    arguments = {"language": language, "slug": document.slug}
    yield from _with_files(route, arguments)
    yield Address(route=f"{route}_keep", arguments=arguments)


def _zine_places(zine: Zine, language: LanguageTag) -> Iterator[Address]:
    """Yield the pages of a zine but its cover: the whole of it, and each part with its files."""
    arguments = {"language": language, "slug": zine.slug}
    for route, _ in zip(VOLUME_ROUTES, volumes(zine), strict=False):
        yield Address(route=route, arguments=arguments)
    for part in zine.parts:
        yield from _with_files("zine_part", {**arguments, "part": part})


def _with_files(route: str, arguments: Mapping[str, str]) -> Iterator[Address]:
    return (Address(route=name, arguments=arguments) for name in (route, *file_routes(route)))


def withdrawn_places(library: Library) -> Iterator[Address]:
    """Yield the address of every document that was withdrawn, in every language."""
    for tag in library.languages:
        for gone in library.withdrawn:
            route = DOCUMENT_ROUTES[gone.kind]
            yield Address(route=route, arguments={"language": tag, "slug": gone.slug})


def months(library: Library) -> tuple[str, ...]:
    """Return the months in which a work was written in some language, ``2026-11``, newest first."""
    works = (each for each in library.documents() if each.kind is not Kind.PAGE)
    written = {edition.provenance.written for each in works for edition in each.editions.values()}
    return tuple(sorted({f"{day:%Y-%m}" for day in written}, reverse=True))


def used_topics(library: Library) -> Mapping[Slug, int]:
    """Return how many documents have each topic, in the order of the vocabulary, if any has."""
    counts = Counter(topic for each in library.documents() for topic in set(each.topics))
    return {topic: counts[topic] for topic in library.vocabulary.topics if counts[topic]}
