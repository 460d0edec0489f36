"""Search for readers of e-books: what is found, with its files, as a page of a catalog.

It asks the same engine as the page for people, in one language: files are in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flask import Response, abort, request

from reader.delivery.http.response_headers import IS_HEAD
from reader.library.addresses import SHELVES, document_address
from reader.library.model import Document, LanguageTag
from reader.renditions.formats import CATALOG_FORMATS, FEED_TYPES, Format
from reader.search.engine import Facet, SearchRequest, SearchResults
from reader.search.query.parser import CHARACTERS_CONSIDERED
from reader.web.site import Site, current_site
from reader.web.translations import translator
from reader.web.view_models.help_block import help_block
from reader.web.view_models.pagination import page_number

if TYPE_CHECKING:
    from reader.renditions.feeds.catalog_search import CatalogSearch


def opds_search(route: str) -> Callable[[LanguageTag], Response]:
    """Return the view of a search in one of the forms of catalogs."""
    media_type = FEED_TYPES[route.rpartition("_")[2]]

    def view(language: LanguageTag) -> Response:
        site = current_site()
        text = " ".join(request.args.get("q", "").replace("\0", " ").split())
        if not text:
            return Response(site.feed_file(route, translator()), content_type=media_type)
        if site.search is None:
            abort(503)
        if request.environ.get(IS_HEAD):
            return Response(content_type=media_type)
        results = site.search.search(
            SearchRequest(
                text=text[:CHARACTERS_CONSIDERED],
                language=language,
                chosen={Facet.LANGUAGE: language},
                page=page_number(request.args.get("page")),
            )
        )
        body = _catalog(site, route, _search(site, text, results, language))
        return Response(body, content_type=media_type)

    return view


def _search(site: Site, text: str, results: SearchResults, language: LanguageTag) -> CatalogSearch:
    # A server that is never asked by a reader of e-books does without.
    from reader.renditions.feeds.catalog_search import CatalogSearch  # noqa: PLC0415

    # A zine and its parts are one work.
    keys = dict.fromkeys((hit.kind, hit.slug) for hit in results.hits if hit.kind in SHELVES)
    found = (site.library.find(*key) for key in keys)
    needs_help = results.needs_help_line or help_block(site, results, language)
    return CatalogSearch(
        text=text,
        works=tuple(filter(None, found)),
        page=results.page,
        page_count=results.page_count,
        help_page=site.help_page if needs_help else None,
    )


def _catalog(site: Site, route: str, search: CatalogSearch) -> bytes:
    from reader.renditions.feeds.feed_files import search_file  # noqa: PLC0415
    from reader.renditions.imprint import Imprint  # noqa: PLC0415

    tag = translator().language.tag
    sizes = {
        path: size
        for document in filter(None, (*search.works, search.help_page))
        for path in _files(document, tag)
        if (size := site.file_size(path)) is not None
    }
    imprint = Imprint(
        library=site.library, translator=translator(), base_url=site.base_url, file_sizes=sizes
    )
    return search_file(imprint, route, search)


def _files(document: Document, tag: LanguageTag) -> Iterator[str]:
    formats = CATALOG_FORMATS if document.kind in SHELVES else (Format.TEXT,)
    page = document_address(document.kind, document.slug, tag)
    return (f"{page}.{each}" for each in formats)
