"""What the pages are made from: one noun handed to the application factory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from flask import current_app

from reader.i18n.languages import Language
from reader.i18n.translator import Translator
from reader.library.help_entries import HELP, is_help_page
from reader.library.library import Library
from reader.library.model import Document, Edition, Kind, LanguageTag, Reference, Slug
from reader.search.engine import Engine

_EXTENSION = "reader"

# Makes the plain-text file of an edition, or of one of its parts, with labels in a language.
TextRendition: TypeAlias = Callable[[Document, Edition, Translator, Slug | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A library and what is needed to show it.

    ``topics`` has those in use and how many documents each has; it is counted once, and not for every page of results.
    ``search`` is None while pages are built: a search page without a query needs no index. ``margin`` is None
    but for editors, who see beside each page what the checks say of the files in a folder, in the page's language.
    ``base_url`` has no trailing slash. ``related_works`` is what to read after each work; it is empty in a server, whose
    document pages are ready.
    """

    library: Library
    topics: Mapping[Slug, int]
    languages: tuple[Language, ...]
    translations: Path
    base_url: str
    search: Engine | None
    rendition: TextRendition
    health: Callable[[], Mapping[str, object]]
    margin: Callable[[str, Translator], tuple[str, ...]] | None = None
    related: Mapping[Reference, tuple[Document, ...]] = field(default_factory=dict)
    _sorted: dict[tuple[Kind, LanguageTag], tuple[Document, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def tags(self) -> tuple[LanguageTag, ...]:
        """The tags of the languages offered, source language first."""
        return tuple(language.tag for language in self.languages)

    def language(self, tag: str) -> Language:
        """Return an offered language by its tag. Raises KeyError for any other."""
        return {language.tag: language for language in self.languages}[LanguageTag(tag)]

    @property
    def help_page(self) -> Document | None:
        """The page that every page leads to, for those who need help now."""
        return self.library.find(Kind.PAGE, HELP)

    @property
    def library_pages(self) -> tuple[Document, ...]:
        """The pages about the library. Those that help are none of them."""
        return tuple(page for page in self.library.pages if not is_help_page(page.slug))

    def by_title(self, kind: Kind, tag: LanguageTag) -> tuple[Document, ...]:
        """Return all documents of a kind in the order of the titles that a reader of ``tag`` is shown. Sorted when first asked for."""
        if (kind, tag) not in self._sorted:
            documents = (document for document in self.library.documents() if document.kind is kind)
            self._sorted[kind, tag] = tuple(
                sorted(
                    documents, key=lambda each: each.edition_for(tag, self.tags).title.casefold()
                )
            )
        return self._sorted[kind, tag]


def cache_last(rendition: TextRendition) -> TextRendition:
    """Return a rendition that keeps its last file, since the page that states its size is made just before it."""
    last: dict[object, str] = {}

    def cached(
        document: Document, edition: Edition, translator: Translator, part: Slug | None
    ) -> str:
        key = (document.reference, edition.language, translator.language, part)
        text = last.get(key)
        if text is None:
            text = rendition(document, edition, translator, part)
            last.clear()
            last[key] = text
        return text

    return cached


def current_site() -> Site:
    """Return the site of the application that answers the present request."""
    site: Site = current_app.extensions[_EXTENSION]
    return site


def init_app(extensions: dict[str, object], site: Site) -> None:
    """Make ``site`` what current_site() returns for one application."""
    extensions[_EXTENSION] = site
