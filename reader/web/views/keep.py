"""The page on which a document is taken along, sent to somebody, or corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from reader.library.addresses import DOCUMENT_ROUTES, Address, short_address, short_path
from reader.library.model import Document, Kind, LanguageTag, Zine
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.view_models.document_frame import frame_at
from reader.web.view_models.document_page import find, read_document
from reader.web.view_models.file_links import file_links
from reader.web.view_models.reading_order import document_link

# What an address may have as it is within a query. Source: RFC 3986 §3.4.
_IN_QUERY: Final = "/:@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What is sent on: the short address, and links that write it into a message.

    A page about violence sends its address alone: a title on a screen tells.
    """

    path: str
    shown: str
    sms: str
    whatsapp: str
    email: str


def keep(kind: Kind, language: LanguageTag, slug: str) -> str:
    """Show how to keep, send and correct a document."""
    site = current_site()
    document = find(site, kind, slug)
    page = read_document(site, document, language)
    route = f"{DOCUMENT_ROUTES[kind]}_keep"
    place = Address(route=route, arguments={"language": language, "slug": slug})
    heading = _("Keep, send, correct")
    frame = frame_at(site, document, page, place, f"{heading}: {page.title}")
    edition = document.edition_for(language, site.tags)
    return render_page(
        "pages/keep.html",
        replace(frame, indexed=False, canonical=None),
        document=document,
        page=page,
        heading=heading,
        link=document_link(site, document, language),
        is_zine=isinstance(document, Zine),
        sharing=sharing(site, document, page.title),
        about=site.library.find(Kind.PAGE, "about"),
        files=tuple(file_links(site, document, edition, language, None)),
    )


def sharing(site: Site, document: Document, title: str) -> Sharing | None:
    """Return what can be sent of a document; nothing if nobody else could open its address."""
    path, address = short_path(document), short_address(site.base_url, document)
    if path is None or address is None:
        return None
    sent = quote(address, _IN_QUERY)
    words = sent if document.about_violence else f"{quote(title)}%20{sent}"
    subject = "" if document.about_violence else f"subject={quote(title)}&"
    return Sharing(
        path=path,
        shown=address.partition("://")[2],
        sms=f"sms:?body={words}",
        whatsapp=f"https://wa.me/?text={words}",
        email=f"mailto:?{subject}body={sent}",
    )
