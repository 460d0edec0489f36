"""What the pages are made from, as one argument of the application factory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from flask import current_app

from reader.i18n.labels import SECTION_TITLES
from reader.i18n.languages import Language
from reader.i18n.translator import Translator
from reader.library.addresses import SHELVES
from reader.library.help_entries import HELP, is_help_page
from reader.library.library import Library
from reader.library.model import Document, Edition, Kind, LanguageTag, Reference, Slug
from reader.renditions.bundle import Bundle
from reader.renditions.formats import Format
from reader.search.engine import Engine

if TYPE_CHECKING:
    from reader.submissions.desk import SubmissionDesk

_EXTENSION = "reader"
# The page that says what a quick exit can hide, if a library has it.
_PRIVACY: Final = "privacy"

# Renders a file that tells of the library, by its route.
FeedFile: TypeAlias = Callable[[str, Translator], bytes]
# Renders a file of an edition, or of one of its parts.
Rendition: TypeAlias = Callable[[Format, Document, Edition, Translator, Slug | None], bytes]


def no_file(_path: str) -> None:
    """Know no file: those of a build are not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A library and what is needed to show it.

    ``topics`` are those in use with the number of their documents, counted once. ``search`` is None
    while pages are built: a search page without a query needs no index. ``editor_notes`` is None
    but in a live preview, where it returns what the checks say about the files in a folder.
    ``base_url`` has no trailing slash. ``file_size`` returns the bytes of a ready file by its path,
    or None. ``bundles`` are made after the pages. ``has_pdf`` says whether ``rendition`` makes
    PDFs; it raises UnsettableTextError for a text that it cannot set. ``related`` has the works to
    read after each work; it is empty in a server, whose document pages are prebuilt. ``desk`` takes
    what readers send; without one there is no form and no link to any.
    """

    library: Library
    topics: Mapping[Slug, int]
    languages: tuple[Language, ...]
    translations: Path
    base_url: str
    search: Engine | None
    rendition: Rendition
    feed_file: FeedFile
    health: Callable[[], Mapping[str, object]]
    file_size: Callable[[str], int | None] = no_file
    has_pdf: bool = False
    bundles: tuple[Bundle, ...] = ()
    editor_notes: Callable[[str, Translator], tuple[str, ...]] | None = None
    related: Mapping[Reference, tuple[Document, ...]] = field(default_factory=dict)
    desk: SubmissionDesk | None = None
    _sorted: dict[tuple[Kind, LanguageTag], tuple[Document, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def tags(self) -> tuple[LanguageTag, ...]:
        """The tags of the languages offered, source language first."""
        return tuple(language.tag for language in self.languages)

    def language(self, tag: str) -> Language:
        """Return an offered language by its tag. Raises KeyError for any other."""
        for language in self.languages:
            if language.tag == tag:
                return language
        raise KeyError(tag)

    @property
    def shelves(self) -> tuple[tuple[str, str], ...]:
        """Route and title of the list of each kind that the menu offers: what holds something."""
        library = self.library
        held = {
            Kind.EXPERIMENT: library.experiments,
            Kind.ZINE: library.zines,
            Kind.EPISODE: library.episodes,
        }
        return tuple(
            (SHELVES[kind], SECTION_TITLES[kind]) for kind, documents in held.items() if documents
        )

    @property
    def help_page(self) -> Document | None:
        """The page that every page leads to, for those who need help now."""
        return self.library.find(Kind.PAGE, HELP)

    @property
    def privacy_page(self) -> Document | None:
        """The page that says what a quick exit can hide and what it cannot."""
        return self.library.find(Kind.PAGE, _PRIVACY)

    @property
    def library_pages(self) -> tuple[Document, ...]:
        """The pages about the library. Those that help are none of them."""
        return tuple(page for page in self.library.pages if not is_help_page(page.slug))

    def by_title(self, kind: Kind, tag: LanguageTag) -> tuple[Document, ...]:
        """Return all documents of a kind by their titles for a reader of ``tag``, sorted once."""
        if (kind, tag) not in self._sorted:
            documents = (document for document in self.library.documents() if document.kind is kind)
            self._sorted[kind, tag] = tuple(
                sorted(
                    documents, key=lambda each: each.edition_for(tag, self.tags).title.casefold()
                )
            )
        return self._sorted[kind, tag]


def cache_last(rendition: Rendition) -> Rendition:
    """Return a rendition that keeps the files of its last text: a page states their sizes."""
    files: dict[Format, bytes] = {}
    last: list[object] = []

    def cached(
        file_format: Format,
        document: Document,
        edition: Edition,
        translator: Translator,
        part: Slug | None,
    ) -> bytes:
        key = [document.reference, edition.language, translator.language, part]
        if last != key:
            files.clear()
            last[:] = key
        if file_format not in files:
            files[file_format] = rendition(file_format, document, edition, translator, part)
        return files[file_format]

    return cached


def current_site() -> Site:
    """Return the site of the application that answers the current request."""
    site: Site = current_app.extensions[_EXTENSION]
    return site


def init_app(extensions: dict[str, object], site: Site) -> None:
    """Make ``site`` the current site of an application."""
    extensions[_EXTENSION] = site
