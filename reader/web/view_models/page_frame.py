"""The frame of every page: language, title, and links to other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from reader.i18n.languages import Language
from reader.library.addresses import Address
from reader.library.model import LanguageTag
from reader.web.site import Site
from reader.web.view_models.form_errors import FormError


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSwitch:
    """A link to the same page in one language.

    ``is_stand_in`` says that the words there are in another language: no translation for a search
    engine. Source: HTML Living Standard, link type ``alternate``.
    """

    language: Language
    address: str
    is_current: bool
    is_stand_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """What base.html needs of a page.

    ``canonical`` and ``x_default`` are absolute. ``indexed`` is False if search engines should not
    keep the page: results, errors, stand-ins. ``section`` is the route of the page if it is one of
    the menu. ``errors`` are announced in the title and listed at the top of main. ``feed`` tells of
    what the page lists, ``open_search`` how a browser can search from its own field: addresses of
    files. ``shared_title`` is what a shared link says if ``title`` has words that a reader typed.
    """

    language: Language
    title: str
    description: str
    switches: tuple[LanguageSwitch, ...]
    canonical: str | None
    x_default: str | None
    indexed: bool = True
    section: str | None = None
    about_violence: bool = False
    source_folder: str | None = None
    errors: tuple[FormError, ...] = ()
    feed: str | None = None
    open_search: str | None = None
    shared_title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTitle:
    """The title of a page, and its description for search engines and shared links."""

    title: str
    description: str


def switches(
    site: Site, place: Address, current: LanguageTag, query: Mapping[str, str]
) -> tuple[LanguageSwitch, ...]:
    """Return the links to ``place`` in every language, with the same query."""
    suffix = f"?{urlencode(query)}" if query else ""
    return tuple(
        LanguageSwitch(
            language=language,
            address=place.in_language(language.tag).path + suffix,
            is_current=language.tag == current,
        )
        for language in site.languages
    )


def frame_for(
    site: Site, place: Address, title: PageTitle, query: Mapping[str, str] | None = None
) -> PageFrame:
    """Return the frame of the page at ``place``; views add to it with dataclasses.replace.

    The canonical address is without the query: filters and page numbers are views of one list.
    """
    tag = LanguageTag(place.arguments["language"])
    return PageFrame(
        language=site.language(tag),
        title=title.title,
        description=title.description,
        switches=switches(site, place, tag, query or {}),
        canonical=site.base_url + place.path,
        x_default=site.base_url + place.in_language(site.tags[0]).path,
    )
