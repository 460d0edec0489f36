"""Every answer of the site that can be made ahead, in a stable order, rendered and minified."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from itertools import groupby
from typing import Final, TypeAlias

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.addresses import (
    CATALOG_ROUTES,
    FEED_ROUTES,
    PARAMETERS,
    Address,
    print_places,
)
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places, withdrawn_places
from reader.publishing.build.minify_html import minify
from reader.publishing.build.renderer import RenderedPage, Renderer
from reader.publishing.generations.errors import FailureCode, PublishingError

# Never a dictionary and never coded against one: beside what somebody types, the length of an
# answer would tell of the other.
_FORMS: Final = frozenset({"search"})
# Each depends on something else than the lists beside it.
_ALONE: Final = frozenset({"follow", *FEED_ROUTES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A PDF that a generation goes without: no font has all characters of its text."""

    address: str


MakeResource: TypeAlias = Callable[[], Resource | Omission]


def static_pages(library: Library, renderer: Renderer) -> tuple[tuple[MakeResource, ...], ...]:
    """Return what makes the site: every address, then ``/`` and every error page in each language.

    A group is for one process: a page and its text file, whose size the page states, are in one. A
    catalog states the sizes of files of other groups, and comes after them. A resource has only its
    uncoded body. Making it raises PublishingError if the view fails.
    """
    return (
        *(tuple(_makers(group, renderer)) for group in place_groups(library)),
        *((partial(_withdrawn, place, renderer),) for place in withdrawn_places(library)),
        *((partial(_root, language, renderer),) for language in library.languages),
        *(
            (partial(_error, status, language, renderer),)
            for status in renderer.error_statuses
            for language in library.languages
        ),
    )


def place_groups(library: Library) -> tuple[tuple[Address, ...], ...]:
    """Return the places of the first groups of ``static_pages``."""
    groups = [tuple(group) for _, group in groupby(places(library), key=_made_with)]
    return tuple(sorted(groups, key=states_sizes))


def _made_with(place: Address) -> tuple[Mapping[str, str], str]:
    return place.arguments, place.route if place.route in _ALONE else ""


def states_sizes(group: Sequence[Address]) -> bool:
    """Return whether a group is a catalog, which states the sizes of many files."""
    return group[0].route in CATALOG_ROUTES


def _makers(group: Iterable[Address], renderer: Renderer) -> Iterator[MakeResource]:
    for place in group:
        yield partial(page_resource, place, renderer)
        for file in print_places(place) if renderer.has_pdf else ():
            yield partial(_print, file, renderer)


def minify_page(page: bytes) -> bytes:
    """Return an HTML page as it is sent."""
    return minify(page.decode()).encode()


def page_resource(place: Address, renderer: Renderer) -> Resource:
    """Return the answer at an address, with its uncoded body. Raises PublishingError."""
    resource = _resource(renderer.page(place.path), place.arguments["language"], place.path)
    return replace(
        resource,
        address=place.path,
        parameters=PARAMETERS.get(place.route, ()),
        scope="" if place.route in _FORMS else _scope(resource),
    )


def _print(place: Address, renderer: Renderer) -> Resource | Omission:
    made = renderer.page(place.path)
    if made.status == HTTPStatus.NOT_FOUND:
        return Omission(address=place.path)
    language = place.arguments["language"]
    return replace(_resource(made, language, place.path), address=place.path)


def _withdrawn(place: Address, renderer: Renderer) -> Resource:
    language = place.arguments["language"]
    resource = _resource(renderer.page(place.path), language, place.path, HTTPStatus.GONE)
    return replace(resource, address=place.path)


def _root(language: LanguageTag, renderer: Renderer) -> Resource:
    resource = _resource(renderer.root(language), language, "/")
    return replace(resource, address="/", negotiated=True, scope=_scope(resource))


def _error(status: int, language: LanguageTag, renderer: Renderer) -> Resource:
    return _resource(renderer.error(status, language), language, str(status), status)


def _resource(
    page: RenderedPage, language: str, name: str, expected: int = HTTPStatus.OK
) -> Resource:
    if page.status != expected:
        raise PublishingError(FailureCode.PAGE, address=name, status=str(page.status))
    resource = Resource(
        status=page.status,
        language=language,
        media_type=page.media_type,
        policy=page.policy,
        bodies={Coding.IDENTITY: page.body},
    )
    if not resource.is_page:
        return resource
    return replace(resource, bodies={Coding.IDENTITY: minify_page(page.body)})


def _scope(resource: Resource) -> str:
    """Return the pattern of the pages in its language: others would save a sixth less."""
    return f"/{resource.language}/*" if resource.is_page else ""
