"""The frame of a document page: its place and its languages."""

from __future__ import annotations

from dataclasses import replace

from reader.library.addresses import DOCUMENT_ROUTES, SHELVES, Address
from reader.library.model import Document, LanguageTag, Slug
from reader.web.site import Site
from reader.web.view_models.document_page import DocumentPage
from reader.web.view_models.page_frame import PageFrame, PageTitle, frame_for


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
    return frame_at(
        site, document, page, Address(route=route, arguments=arguments), _title(page, part)
    )


def frame_at(
    site: Site, document: Document, page: DocumentPage, place: Address, title: str
) -> PageFrame:
    """Return the frame of a page of a document at any of its places."""
    shelf = SHELVES.get(document.kind)
    frame = frame_for(site, place, PageTitle(title=title, description=page.summary))
    first = next(language for language in site.tags if language in document.editions)
    return replace(
        frame,
        switches=tuple(
            replace(each, is_stand_in=each.language.tag not in document.editions)
            for each in frame.switches
        ),
        x_default=site.base_url + place.in_language(first).path,
        indexed=not page.is_stand_in,
        about_violence=document.about_violence,
        source_folder=f"{shelf or 'pages'}/{document.slug}/",
    )


def _title(page: DocumentPage, part: Slug | None) -> str:
    """Return the title of a page: that of a part names its zine, or "Before" would say nothing."""
    return f"{page.title} – {page.above.title}" if part and page.above else page.title
