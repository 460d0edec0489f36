"""What the readers of a language call the sections of the site, for addresses typed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from reader.i18n.labels import KIND_LABELS, SECTION_TITLES
from reader.i18n.translator import N_, Translator
from reader.library.addresses import PATTERNS, SHELVES
from reader.library.library import Library

# Route → what its page, or the links to it, are called.
_OTHER_SECTIONS = (
    ("topic", N_("Topics")),
    ("new", N_("New")),
    ("new", N_("What is new")),
    ("search", N_("Search")),
)
# Programs and people try these names in any language.
_FEEDS = (("feed", "feed"), ("feed", "rss"), ("feed", "atom"), ("opds", "opds"))


def section_names(library: Library, translator: Translator) -> Iterator[tuple[str, str]]:
    """Yield names in one language, each with the first segment of addresses after the language.

    A kind is named in the plural and in the singular; a page by its title.
    """
    for kind, route in SHELVES.items():
        yield translator.gettext(SECTION_TITLES[kind]), _segment(route)
        yield translator.gettext(KIND_LABELS[kind]), _segment(route)
    for route, name in _FEEDS:
        yield name, _segment(route)
    for route, title in _OTHER_SECTIONS:
        yield translator.gettext(title), _segment(route)
    for page in library.pages:
        edition = page.editions.get(translator.language.tag)
        if edition:
            yield edition.title, page.slug


def _segment(route: str) -> str:
    return PATTERNS[route].split("/")[2]
