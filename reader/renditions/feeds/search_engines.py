"""Files for search engines and for the search field of a browser.

Source: https://www.sitemaps.org/protocol.html; RFC 9309; OpenSearch 1.1 draft 6.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from reader.library.addresses import DOCUMENT_ROUTES, VOLUME_ROUTES, Address, address
from reader.library.library import Library
from reader.library.model import Document, Kind, LanguageTag
from reader.library.site_places import places
from reader.renditions.feeds.entries import ATOM, full_address, said
from reader.renditions.imprint import Imprint
from reader.renditions.markup import element

_KINDS: Final = {
    **{route: kind for kind, route in DOCUMENT_ROUTES.items()},
    **dict.fromkeys(("zine_part", *VOLUME_ROUTES), Kind.ZINE),
}
# OpenSearch allows no longer name.
_SHORT_NAME: Final = 16


def sitemap(imprint: Imprint) -> str:
    """Return every page in every language, with its translations. Stand-ins are left out."""
    urls = "".join(_urls(imprint))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">{urls}</urlset>\n'
    )


def _urls(imprint: Imprint) -> Iterator[str]:
    library = imprint.library
    for place in places(library):
        if place.is_file or place.route == "search":
            continue
        document = _document(library, place)
        languages = tuple(document.editions) if document else library.languages
        tag = LanguageTag(place.arguments["language"])
        if tag not in languages:
            continue
        lines = [said("loc", imprint.base_url + place.path)]
        if document:
            lines.append(said("lastmod", str(document.editions[tag].provenance.written)))
        lines += (_alternate(imprint, place, each) for each in languages)
        yield element("url", "".join(lines))


def _document(library: Library, place: Address) -> Document | None:
    kind = _KINDS.get(place.route)
    return library.find(kind, place.arguments["slug"]) if kind else None


def _alternate(imprint: Imprint, place: Address, tag: LanguageTag) -> str:
    href = escape(imprint.base_url + place.in_language(tag).path)
    return f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>'


def robots(imprint: Imprint) -> str:
    """Return what programs that read all pages should leave out: whatever has a query."""
    return (
        f"User-agent: *\nDisallow: /*?\nDisallow: {address('health')}\n\n"
        f"Sitemap: {imprint.base_url}{address('sitemap')}\n"
    )


def open_search(imprint: Imprint) -> str:
    """Return how a browser can search here from its own field, and a reader of e-books from its."""
    templates = (
        ("text/html", "search"),
        (f"{ATOM};profile=opds-catalog;kind=acquisition", "search_opds"),
    )
    urls = "".join(
        f'<Url type="{media_type}" template="{escape(full_address(imprint, route))}'
        '?q={searchTerms}"/>'
        for media_type, route in templates
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"{said('ShortName', imprint.name[:_SHORT_NAME])}"
        f"{said('Description', imprint.library.identity.description[imprint.tag])}"
        f"{urls}{said('Language', imprint.tag)}{said('InputEncoding', 'UTF-8')}"
        "</OpenSearchDescription>\n"
    )
