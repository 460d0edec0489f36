"""How to follow the library and take it along: a page, and the files that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from flask import Response

from reader.i18n.formatting import format_size
from reader.i18n.labels import SECTION_TITLES
from reader.i18n.translator import N_
from reader.library.addresses import SHELVES, Address, address
from reader.library.model import LanguageTag
from reader.renditions.formats import FEED_TYPES, OPDS_ROOT
from reader.web.site import Site, current_site
from reader.web.templating import render_page
from reader.web.translations import gettext as _
from reader.web.translations import translator
from reader.web.view_models.page_frame import PageTitle, frame_for

_BUNDLES: Final = {
    "bundle_zip": N_("All pages, as a ZIP file to unpack, %(size)s"),
    "bundle_epub": N_("All texts, as one EPUB, %(size)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed or a file: what it tells of or holds, and its address."""

    label: str
    address: str


def follow(language: LanguageTag) -> str:
    """Show how to hear of what is new, with and without an app, and what can be kept."""
    site = current_site()
    title = PageTitle(
        title=_("Follow and take along"),
        description=_("How to hear of what is new here, and how to keep it on your phone."),
    )
    place = Address(route="follow", arguments={"language": language})
    return render_page(
        "pages/follow.html",
        replace(frame_for(site, place, title), feed=address("feed", language=language)),
        feeds=tuple(_feeds(site, language)),
        catalog=site.base_url + address("opds", language=language),
        bundles=tuple(_bundles(site, language)),
        channels=site.library.identity.channels,
    )


def _bundles(site: Site, tag: LanguageTag) -> Iterator[FeedLink]:
    language = translator().language
    for each in site.bundles:
        if each.language == tag:
            size = format_size(each.size_bytes, language)
            yield FeedLink(label=_(_BUNDLES[each.route], size=size), address=each.path)


def _feeds(site: Site, language: LanguageTag) -> Iterator[FeedLink]:
    yield FeedLink(label=_("Everything"), address=address("feed", language=language))
    for kind, route in SHELVES.items():
        if site.by_title(kind, language):
            yield FeedLink(
                label=_(SECTION_TITLES[kind]), address=address(f"{route}_feed", language=language)
            )


def feed_view(route: str) -> Callable[..., Response]:
    """Return the view of a file that tells of the library."""
    media_type = OPDS_ROOT if route == "opds" else FEED_TYPES[route.rpartition("_")[2]]

    def view(**_arguments: str) -> Response:
        body = current_site().feed_file(route, translator())
        return Response(body, content_type=media_type)

    return view
