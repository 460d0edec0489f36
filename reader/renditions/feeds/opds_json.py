"""The library as a catalog in JSON, for newer readers of e-books: OPDS 2.0.

It leads to the same files as OPDS 1.2. Covers are left out: ours are of style alone.
Source: https://specs.opds.io/opds-2.0; https://readium.org/webpub-manifest
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import SHELVES, address
from reader.library.model import Document, Kind
from reader.renditions.feeds.entries import (
    OPEN_ACCESS,
    FileEntry,
    files_of,
    full_address,
    moment,
    name_of,
    newest,
    route_for,
    summary_of,
    works,
)
from reader.renditions.imprint import Imprint

MEDIA_TYPE: Final = "application/opds+json"
_BOOK: Final = "http://schema.org/Book"
# The end of the name of a route.
_WHAT: Final = "opds2"

_Json: TypeAlias = dict[str, object]


def json_catalog(kind: Kind | None, imprint: Imprint) -> str:
    """Return the shelf of one kind with its files, or the list of the shelves."""
    found = works(imprint, kind)
    feed: _Json = {
        "metadata": _metadata(imprint, kind, found),
        "links": list(_links(imprint, kind)),
    }
    if kind is None:
        feed["navigation"] = list(_shelves(imprint))
        feed |= _bundles(imprint)
    elif found:
        feed["publications"] = [_publication(imprint, each) for each in found]
    else:  # a catalog without anything is none
        feed["navigation"] = [_link(imprint.name, full_address(imprint, _WHAT))]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")) + "\n"


def _metadata(imprint: Imprint, kind: Kind | None, found: list[Document]) -> _Json:
    title = imprint.name
    if kind:
        title = f"{title}: {imprint.translator.gettext(SECTION_TITLES[kind])}"
    return {
        "title": title,
        "modified": moment(newest(imprint, found)),
        "numberOfItems": len(found),
    }


def _links(imprint: Imprint, kind: Kind | None) -> Iterator[_Json]:
    route = route_for(kind, _WHAT)
    start = full_address(imprint, _WHAT)
    yield {"rel": "self", "href": full_address(imprint, route), "type": MEDIA_TYPE}
    yield {"rel": "start", "href": start, "type": MEDIA_TYPE}
    if kind:
        yield {"rel": "up", "href": start, "type": MEDIA_TYPE}
    # Only what answers at once is offered: the search shows a page, in the reader's browser.
    search = imprint.base_url + address("search", language=imprint.tag)
    yield {"rel": "search", "href": f"{search}{{?q}}", "type": "text/html", "templated": True}
    for tag in imprint.library.languages:
        if tag != imprint.tag:
            href = imprint.base_url + address(route, language=tag)
            yield {"rel": "alternate", "href": href, "type": MEDIA_TYPE, "language": tag}


def _shelves(imprint: Imprint) -> Iterator[_Json]:
    for kind in SHELVES:
        found = works(imprint, kind)
        if found:
            title = imprint.translator.gettext(SECTION_TITLES[kind])
            link = _link(title, full_address(imprint, route_for(kind, _WHAT)))
            yield {**link, "properties": {"numberOfItems": len(found)}}


def _link(title: str, href: str) -> _Json:
    return {"title": title, "href": href, "type": MEDIA_TYPE, "rel": "subsection"}


def _publication(imprint: Imprint, document: Document) -> _Json:
    told = summary_of(imprint, document)
    name = f"{imprint.tag}/{SHELVES[document.kind]}/{document.slug}"
    metadata = {
        "identifier": name_of(imprint, name),
        "title": told.title,
        "description": told.summary,
        "subject": list(told.subjects),
        **_provenance(imprint, told.written),
        **({"translator": list(told.translators)} if told.translators else {}),
    }
    page: _Json = {
        "rel": "alternate",
        "href": told.address,
        "type": "text/html",
        "language": imprint.tag,
    }
    return _entry(metadata, [*map(_acquisition, files_of(imprint, document)), page])


def _bundles(imprint: Imprint) -> _Json:
    """Return the book of all texts, with the site as a file beside it, once they are made."""
    files = [
        FileEntry(
            address=imprint.base_url + each.path,
            media_type=each.media_type,
            size_bytes=each.size_bytes,
        )
        for each in imprint.bundles
        if each.language == imprint.tag
    ]
    if not files:
        return {}
    metadata = {
        "identifier": name_of(imprint, f"{imprint.tag}/library"),
        "title": imprint.name,
        "description": imprint.library.identity.description[imprint.tag],
        **_provenance(imprint, newest(imprint, works(imprint, None))),
    }
    return {"publications": [_entry(metadata, [*map(_acquisition, files)])]}


def _provenance(imprint: Imprint, written: date) -> _Json:
    return {
        "language": imprint.tag,
        "author": imprint.library.identity.publisher,
        "publisher": imprint.library.identity.publisher,
        "published": written.isoformat(),
        "modified": moment(written),
    }


def _entry(metadata: _Json, links: list[_Json]) -> _Json:
    return {"metadata": {"@type": _BOOK, **metadata}, "links": links}


def _acquisition(file: FileEntry) -> _Json:
    return {
        "rel": OPEN_ACCESS,
        "href": file.address,
        "type": file.media_type,
        "size": file.size_bytes,
    }
