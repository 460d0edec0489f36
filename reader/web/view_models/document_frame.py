"""The frame of a document page: its place, its languages, its breadcrumb."""

from __future__ import annotations

from dataclasses import replace

from reader.i18n.labels import SECTION_TITLES
from reader.library.addresses import DOCUMENT_ROUTES, SHELVES, Address, address, document_address
from reader.library.model import Document, LanguageTag, Slug
from reader.web.site import Site
from reader.web.translations import gettext as _
from reader.web.view_models.document_page import DocumentPage
from reader.web.view_models.page_frame import Breadcrumb, PageFrame, PageTitle, frame_for


def document_frame(
    site: Site,
    document: Document,
    page: DocumentPage,
    tag: LanguageTag,
    part: Slug | None = None,
) -> PageFrame:
    """Return the frame of a document page. A stand-in is not indexed."""
    route = "zine_part" if part else DOCUMENT_ROUTES[document.kind]
    arguments = {"language": tag, "slug": document.slug, **({"part": part} if part else {})}
    title = PageTitle(title=page.title, description=page.summary)
    shelf = SHELVES.get(document.kind)
    place = Address(route=route, arguments=arguments)
    frame = frame_for(site, place, title)
    first = next(language for language in site.tags if language in document.editions)
    return replace(
        frame,
        switches=tuple(
            replace(each, is_stand_in=each.language.tag not in document.editions)
            for each in frame.switches
        ),
        x_default=site.base_url + place.in_language(first).path,
        indexed=not page.is_stand_in,
        section=shelf,
        quick_exit=document.about_violence,
        crumbs=_crumbs(site, document, tag, part),
        source_folder=f"{shelf or 'pages'}/{document.slug}/",
    )


def _crumbs(
    site: Site, document: Document, tag: LanguageTag, part: Slug | None
) -> tuple[Breadcrumb, ...]:
    home = Breadcrumb(title=_("Home"), address=address("home", language=tag))
    shelf = SHELVES.get(document.kind)
    above: tuple[Breadcrumb, ...] = (
        (Breadcrumb(title=_(SECTION_TITLES[document.kind]), address=address(shelf, language=tag)),)
        if shelf
        else ()
    )
    if part:
        edition = document.edition_for(tag, site.tags)
        own = edition.language if edition.language != tag else None
        zine = document_address(document.kind, document.slug, tag)
        above += (Breadcrumb(title=edition.title, address=zine, lang=own),)
    return (home, *above)
