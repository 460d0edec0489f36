"""What surrounds every page: its language, its title, where it stands, and the same place in other languages."""

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
    """A link to this same place in one language. Source: HTML Living Standard, link type ``alternate``."""

    language: Language
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadcrumb:
    """One step of the breadcrumb: a page above this one. The page itself is its heading, and no step.

    ``lang`` is set where the title is not in the page's language.
    """

    title: str
    address: str
    lang: LanguageTag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """Everything that base.html needs to know of a page.

    ``canonical`` and ``x_default`` are absolute. ``indexed`` is False where search engines should not keep the page: results,
    errors, stand-ins. ``section`` is the route whose link in the navigation is the current one. ``errors`` are said first, in the title
    and at the top of the text.
    """

    language: Language
    title: str
    description: str
    switches: tuple[LanguageSwitch, ...]
    canonical: str | None
    x_default: str | None
    indexed: bool = True
    section: str | None = None
    quick_exit: bool = False
    crumbs: tuple[Breadcrumb, ...] = ()
    source_folder: str | None = None
    errors: tuple[FormError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTitle:
    """What a page is called and how it is described in search engines and shared links."""

    title: str
    description: str


def switches(
    site: Site, place: Address, current: LanguageTag, query: Mapping[str, str]
) -> tuple[LanguageSwitch, ...]:
    """Return the links to ``place`` in every language, the query kept."""
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
    site: Site, place: Address, words: PageTitle, query: Mapping[str, str] | None = None
) -> PageFrame:
    """Return the frame of the page at ``place``; a view that knows more adds it with dataclasses.replace.

    The canonical address is without the query: filters and page numbers are views of one list.
    """
    tag = LanguageTag(place.arguments["language"])
    return PageFrame(
        language=site.language(tag),
        title=words.title,
        description=words.description,
        switches=switches(site, place, tag, query or {}),
        canonical=site.base_url + place.path,
        x_default=site.base_url + place.in_language(site.tags[0]).path,
    )
