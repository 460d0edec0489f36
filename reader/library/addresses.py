"""The one table of paths: routes, links, files and checks are made from it.

The language is the first segment, so that no cache or shared link can serve the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from reader.library.model import Document, Kind, LanguageTag

# Route → path; address() fills the names in braces.
PATTERNS: Final[Mapping[str, str]] = {
    "root": "/",
    "health": "/healthz",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "home": "/{language}/",
    "experiments": "/{language}/experiments",
    "experiments_feed": "/{language}/experiments/feed.atom",
    "experiments_opds": "/{language}/experiments/opds.xml",
    "experiments_opds2": "/{language}/experiments/opds.json",
    "experiment": "/{language}/experiments/{slug}",
    "experiment_text": "/{language}/experiments/{slug}.txt",
    "experiment_epub": "/{language}/experiments/{slug}.epub",
    "experiment_html": "/{language}/experiments/{slug}.html",
    "experiment_pdf": "/{language}/experiments/{slug}.pdf",
    "experiment_large": "/{language}/experiments/{slug}.large.pdf",
    "experiment_keep": "/{language}/experiments/{slug}/keep",
    "zines": "/{language}/zines",
    "zines_feed": "/{language}/zines/feed.atom",
    "zines_opds": "/{language}/zines/opds.xml",
    "zines_opds2": "/{language}/zines/opds.json",
    "zine": "/{language}/zines/{slug}",
    "zine_text": "/{language}/zines/{slug}.txt",
    "zine_epub": "/{language}/zines/{slug}.epub",
    "zine_html": "/{language}/zines/{slug}.html",
    "zine_pdf": "/{language}/zines/{slug}.pdf",
    "zine_large": "/{language}/zines/{slug}.large.pdf",
    "zine_letter": "/{language}/zines/{slug}.letter.pdf",
    "zine_a4": "/{language}/zines/{slug}.a4.pdf",
    "zine_keep": "/{language}/zines/{slug}/keep",
    "zine_whole": "/{language}/zines/{slug}/all",
    "zine_rest": "/{language}/zines/{slug}/all-2",
    "zine_part": "/{language}/zines/{slug}/{part}",
    "zine_part_text": "/{language}/zines/{slug}/{part}.txt",
    "podcast": "/{language}/podcast",
    "podcast_feed": "/{language}/podcast/feed.atom",
    "podcast_opds": "/{language}/podcast/opds.xml",
    "podcast_opds2": "/{language}/podcast/opds.json",
    "episode": "/{language}/podcast/{slug}",
    "episode_text": "/{language}/podcast/{slug}.txt",
    "episode_epub": "/{language}/podcast/{slug}.epub",
    "episode_html": "/{language}/podcast/{slug}.html",
    "episode_pdf": "/{language}/podcast/{slug}.pdf",
    "episode_large": "/{language}/podcast/{slug}.large.pdf",
    "episode_keep": "/{language}/podcast/{slug}/keep",
    "lists": "/{language}/lists",
    "lists_feed": "/{language}/lists/feed.atom",
    "lists_opds": "/{language}/lists/opds.xml",
    "lists_opds2": "/{language}/lists/opds.json",
    "list": "/{language}/lists/{slug}",
    "list_text": "/{language}/lists/{slug}.txt",
    "list_epub": "/{language}/lists/{slug}.epub",
    "list_html": "/{language}/lists/{slug}.html",
    "list_pdf": "/{language}/lists/{slug}.pdf",
    "list_large": "/{language}/lists/{slug}.large.pdf",
    "list_keep": "/{language}/lists/{slug}/keep",
    "topic": "/{language}/topics/{topic}",
    "new": "/{language}/new",
    "new_month": "/{language}/new/{month}",
    "search": "/{language}/search",
    "follow": "/{language}/follow",
    "feed": "/{language}/feed.atom",
    "opds": "/{language}/opds.xml",
    "opds2": "/{language}/opds.json",
    "search_opds": "/{language}/opds/search.xml",
    "search_opds2": "/{language}/opds/search.json",
    "opensearch": "/{language}/opensearch.xml",
    "correct": "/{language}/correct",
    "share": "/{language}/share",
    "sent": "/{language}/sent",
    "bundle_zip": "/{language}/library.zip",
    "bundle_epub": "/{language}/library.epub",
    "bundles_opds": "/{language}/library.xml",
    "page": "/{language}/{slug}",
    "page_text": "/{language}/{slug}.txt",
    "page_keep": "/{language}/{slug}/keep",
}

_PAGED: Final = ("page",)
# Route → the parameters on which its page depends. Others, such as what trackers add, are ignored.
PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "experiments": ("attribute", "topic", "status", "place", *_PAGED),
    "zines": _PAGED,
    "podcast": _PAGED,
    "lists": _PAGED,
    "topic": _PAGED,
    "new": _PAGED,
    "new_month": _PAGED,
    # Without a query nothing else is read.
    **dict.fromkeys(("search", "search_opds", "search_opds2"), ("q",)),
}

DOCUMENT_ROUTES: Final[Mapping[Kind, str]] = {
    Kind.EXPERIMENT: "experiment",
    Kind.ZINE: "zine",
    Kind.EPISODE: "episode",
    Kind.LIST: "list",
    Kind.PAGE: "page",
}

# What ends the name of the route of a file. PDFs are there if what makes them is installed.
_FILES: Final = ("text", "epub", "html")
_PRINTS: Final = ("pdf", "large", "letter", "a4")

# The files of each language that tell of the library, and those of all languages together.
FEED_ROUTES: Final = (
    *("feed", "experiments_feed", "zines_feed", "podcast_feed", "lists_feed"),
    *("opds", "experiments_opds", "zines_opds", "podcast_opds", "lists_opds"),
    *("opds2", "experiments_opds2", "zines_opds2", "podcast_opds2", "lists_opds2"),
    *("opensearch", "search_opds", "search_opds2"),
)
CATALOG_ROUTES: Final = FEED_ROUTES[5:15]  # they state the sizes of files
BUNDLE_PAGES: Final = ("follow", "opds", "opds2", "bundles_opds")  # made again with bundles
ROOT_FILES: Final = ("robots", "sitemap")
FORM_ROUTES: Final = ("correct", "share", "sent")  # only where something can be sent
VOLUME_ROUTES: Final = ("zine_whole", "zine_rest")  # all of a zine, or its halves

# Kind → route of the list of all its documents, and its folder in content/. Pages have no list.
SHELVES: Final[Mapping[Kind, str]] = {
    Kind.EXPERIMENT: "experiments",
    Kind.ZINE: "zines",
    Kind.EPISODE: "podcast",
    Kind.LIST: "lists",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address of the site. ``route`` is a key of PATTERNS."""

    route: str
    arguments: Mapping[str, str]

    @property
    def path(self) -> str:
        """The path of the address, with a leading slash."""
        return PATTERNS[self.route].format_map(self.arguments)

    @property
    def is_file(self) -> bool:
        """Whether it is a file to take away, and not a page."""
        return "." in self.path

    def in_language(self, language: LanguageTag) -> Address:
        """Return the same address in another language."""
        return Address(route=self.route, arguments={**self.arguments, "language": language})


def address(route: str, **arguments: str) -> str:
    """Return the path of a route. Raises KeyError for an unknown route or a missing argument."""
    return PATTERNS[route].format_map(arguments)


def form_addresses(languages: Iterable[str]) -> frozenset[str]:
    """Return the paths of all forms that readers send."""
    return frozenset(address(route, language=tag) for tag in languages for route in FORM_ROUTES)


def document_address(kind: Kind, slug: str, language: str, part: str | None = None) -> str:
    """Return the path of a document, or of one part of a zine, in one language."""
    if part:
        return address("zine_part", language=language, slug=slug, part=part)
    return address(DOCUMENT_ROUTES[kind], language=language, slug=slug)


def file_routes(route: str, names: tuple[str, ...] = _FILES) -> tuple[str, ...]:
    """Return the routes of the files in which the page of a route can be taken along."""
    return tuple(f"{route}_{name}" for name in names if f"{route}_{name}" in PATTERNS)


def print_routes(route: str) -> tuple[str, ...]:
    """Return the routes of the PDFs of a page."""
    return file_routes(route, _PRINTS)


def print_places(place: Address) -> Iterator[Address]:
    """Yield the PDFs of a page. A generation has those that could be made."""
    return (Address(route=each, arguments=place.arguments) for each in print_routes(place.route))


def short_path(document: Document) -> str | None:
    """Return the path of the short address of a document, the same in every language."""
    return f"/x/{document.code}" if document.code else None


def short_address(base_url: str, document: Document) -> str | None:
    """Return the short address in full; none where only this computer would find it."""
    host, path = urlsplit(base_url).hostname or "", short_path(document)
    is_here = host in ("localhost", "::1") or host.startswith("127.")
    return base_url + path if path and not is_here else None
