"""What writes each file that tells of the library, by its route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from reader.library.addresses import SHELVES
from reader.renditions.feeds.atom import atom_feed
from reader.renditions.feeds.catalog_search import NO_SEARCH, CatalogSearch
from reader.renditions.feeds.opds import bundles_catalog, opds_catalog, search_catalog
from reader.renditions.feeds.opds_json import json_catalog, json_search
from reader.renditions.feeds.search_engines import open_search, robots, sitemap
from reader.renditions.imprint import Imprint

_SEARCHES: Final[Mapping[str, Callable[[CatalogSearch, Imprint], str]]] = {
    "search_opds": search_catalog,
    "search_opds2": json_search,
}
_WRITERS: Final[Mapping[str, Callable[[Imprint], str]]] = {
    "feed": partial(atom_feed, None),
    "opds": partial(opds_catalog, None),
    "opds2": partial(json_catalog, None),
    **{f"{route}_feed": partial(atom_feed, kind) for kind, route in SHELVES.items()},
    **{f"{route}_opds": partial(opds_catalog, kind) for kind, route in SHELVES.items()},
    **{f"{route}_opds2": partial(json_catalog, kind) for kind, route in SHELVES.items()},
    "bundles_opds": bundles_catalog,
    **{route: partial(write, NO_SEARCH) for route, write in _SEARCHES.items()},
    "opensearch": open_search,
    "sitemap": sitemap,
    "robots": robots,
}


def feed_file(imprint: Imprint, route: str) -> bytes:
    """Return one of the files. Raises KeyError for a route of none."""
    return _WRITERS[route](imprint).encode()


def search_file(imprint: Imprint, route: str, search: CatalogSearch) -> bytes:
    """Return what a search found, in the form of its route. Raises KeyError for another route."""
    return _SEARCHES[route](search, imprint).encode()
