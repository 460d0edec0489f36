"""The library as a catalog that readers of e-books can open: OPDS 1.2.

Source: https://specs.opds.io/opds-1.2
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import SHELVES, address
from reader.library.model import Document, Kind
from reader.renditions.feeds.entries import (
    ATOM,
    OPEN_ACCESS,
    document_feed,
    entry_head,
    feed_head,
    files_of,
    full_address,
    link,
    moment,
    name_of,
    newest,
    route_for,
    said,
    summary_of,
    works,
)
from reader.renditions.imprint import Imprint
from reader.renditions.markup import element

NAVIGATION: Final = f"{ATOM};profile=opds-catalog;kind=navigation"
ACQUISITION: Final = f"{ATOM};profile=opds-catalog;kind=acquisition"


def opds_catalog(kind: Kind | None, imprint: Imprint) -> str:
    """Return the shelf of one kind with its files, or the list of the shelves."""
    return _shelf(kind, imprint) if kind else _root(imprint)


def _root(imprint: Imprint) -> str:
    shelves = [(kind, found) for kind in SHELVES if (found := works(imprint, kind))]
    path = address("opds", language=imprint.tag)
    others = (
        link(
            rel="alternate",
            type=NAVIGATION,
            href=imprint.base_url + address("opds", language=tag),
            hreflang=tag,
        )
        for tag in imprint.library.languages
        if tag != imprint.tag
    )
    return document_feed(
        chain(
            feed_head(imprint, imprint.name, path, newest(imprint, works(imprint, None))),
            _links(imprint, "opds", NAVIGATION),
            others,
        ),
        chain(
            (_section(imprint, kind, found) for kind, found in shelves),
            [_to_bundles(imprint)] if imprint.bundles else (),
        ),
        imprint.tag,
    )


def _section(imprint: Imprint, kind: Kind, found: list[Document]) -> str:
    route = route_for(kind, "opds")
    label = imprint.translator.gettext(SECTION_TITLES[kind])
    lines = (
        said("id", name_of(imprint, address(route, language=imprint.tag).strip("/"))),
        said("title", label),
        said("updated", moment(newest(imprint, found))),
        element("content", f"{label} ({len(found)})", type="text"),
        link(rel="subsection", type=ACQUISITION, href=full_address(imprint, route)),
    )
    return element("entry", "".join(lines))


def _to_bundles(imprint: Imprint) -> str:
    lines = (
        said("id", name_of(imprint, f"{imprint.tag}/library.xml")),
        said("title", imprint.translator.gettext("All texts in one file")),
        said("updated", moment(newest(imprint, works(imprint, None)))),
        link(rel="subsection", type=ACQUISITION, href=full_address(imprint, "bundles_opds")),
    )
    return element("entry", "".join(lines))


def bundles_catalog(imprint: Imprint) -> str:
    """Return the whole library as files, in one entry."""
    day = newest(imprint, works(imprint, None))
    path = address("bundles_opds", language=imprint.tag)
    files = (
        link(
            rel=OPEN_ACCESS,
            type=each.media_type,
            href=imprint.base_url + each.path,
            length=str(each.size_bytes),
        )
        for each in imprint.bundles
        if each.language == imprint.tag
    )
    lines = (
        said("id", name_of(imprint, f"{imprint.tag}/library")),
        said("title", imprint.name),
        said("updated", moment(day)),
        said("summary", imprint.library.identity.description[imprint.tag]),
        element("author", said("name", imprint.library.identity.publisher)),
        said("dc:language", imprint.tag),
        *files,
    )
    title = imprint.translator.gettext("All texts in one file")
    return document_feed(
        chain(
            feed_head(imprint, f"{imprint.name}: {title}", path, day),
            _links(imprint, "bundles_opds", ACQUISITION),
            [link(rel="up", type=NAVIGATION, href=full_address(imprint, "opds"))],
        ),
        iter([element("entry", "".join(lines))]),
        imprint.tag,
    )


def _shelf(kind: Kind, imprint: Imprint) -> str:
    found = works(imprint, kind)
    route = route_for(kind, "opds")
    label = imprint.translator.gettext(SECTION_TITLES[kind])
    path = address(route, language=imprint.tag)
    up = link(rel="up", type=NAVIGATION, href=full_address(imprint, "opds"))
    return document_feed(
        chain(
            feed_head(imprint, f"{imprint.name}: {label}", path, newest(imprint, found)),
            _links(imprint, route, ACQUISITION),
            [up],
        ),
        (_entry(imprint, document) for document in found),
        imprint.tag,
    )


def _links(imprint: Imprint, route: str, own_type: str) -> Iterator[str]:
    yield link(rel="self", type=own_type, href=full_address(imprint, route))
    yield link(rel="start", type=NAVIGATION, href=full_address(imprint, "opds"))


def _entry(imprint: Imprint, document: Document) -> str:
    told = summary_of(imprint, document)
    files = (
        link(
            rel=OPEN_ACCESS,
            type=each.media_type,
            href=each.address,
            length=str(each.size_bytes),
        )
        for each in files_of(imprint, document)
    )
    lines = (
        *entry_head(imprint, document, told),
        element("author", said("name", imprint.library.identity.publisher)),
        said("dc:language", told.language),
        said("dc:issued", told.written.isoformat()),
        *files,
    )
    return element("entry", "".join(lines))
