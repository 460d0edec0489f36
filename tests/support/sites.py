"""Build the site of a small library, to ask its pages without building a generation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from support.builders import NOTHING, load_library
from support.pseudo import pseudo_catalogue

from reader.checks.catalogue_rules import check_catalogue
from reader.i18n.catalogues import written_path
from reader.i18n.compile import compile_catalogues
from reader.i18n.languages import offered
from reader.library.addresses import used_topics
from reader.library.model import LanguageTag
from reader.search.engine import Facet, Fragment, Hit, SearchRequest, SearchResults
from reader.search.query.parser import parse_query
from reader.search.related_works import related_works
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.site import Site

TRANSLATIONS = Path(__file__).parents[2] / "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAnswer:
    """A search engine that gives the same results to everyone, and says what it was asked."""

    hits: tuple[Hit, ...] = ()
    asked: list[SearchRequest]
    says: Mapping[str, object] = field(default_factory=dict)  # of the results, instead of nothing

    def search(self, request: SearchRequest) -> SearchResults:
        self.asked.append(request)
        by_language = {
            tag: sum(hit.language == tag for hit in self.hits)
            for tag in {hit.language for hit in self.hits}
        }
        results = SearchResults(
            asked=request.text,
            words=tuple(request.text.split()),
            cuts=parse_query(request.text).cuts,
            any_word=False,
            total=len(self.hits),
            counts={Facet.LANGUAGE: by_language},
            hits=self.hits,
            page=request.page,
            page_count=1 if self.hits else 0,
        )
        return replace(results, **self.says)

    def close(self) -> None:
        """Close nothing."""


def hit(kind: str, slug: str, language: str, *, title: str, **more: object) -> Hit:
    """Return a hit whose title is marked whole; ``more`` as in Hit."""
    fragments = (Fragment(text=title, marked=True),)
    snippet = (Fragment(text="words", marked=False),)
    found = Hit(
        kind=kind,
        slug=slug,
        part=None,
        language=language,
        title=fragments,
        snippet=snippet,
        date="2026-11-23",
    )
    return replace(found, **more)


def make_site(
    folder: Path,
    extra: Mapping[str, str | bytes | None] = NOTHING,
    *,
    engine: OneAnswer | None = None,
) -> Site:
    """Return the site of the library of ``builders.write_content``."""
    library = load_library(folder, extra)
    compiled = folder / "compiled"
    compile_catalogues(
        write_catalogues(folder / "translations", library.languages),
        compiled,
        library.languages,
        check_catalogue,
    )
    return Site(
        library=library,
        topics=used_topics(library),
        languages=offered(library.identity),
        translations=compiled,
        base_url="https://reader.example",
        search=engine,
        rendition=lambda file_format, document, edition, *_: f"{edition.title}\n".encode(),
        feed_file=lambda route, translator: f"{route}\n".encode(),
        health=lambda: {"generation": "test"},
        related=related_works(library),
    )


def write_catalogues(folder: Path, languages: tuple[LanguageTag, ...]) -> Path:
    """Write into ``folder`` the catalogues of a library: the real ones, and pseudo-translations."""
    template = (TRANSLATIONS / "messages.pot").read_bytes()
    folder.mkdir(parents=True)
    (folder / "messages.pot").write_bytes(template)
    for tag in languages[1:]:
        real, copy = written_path(TRANSLATIONS, tag), written_path(folder, tag)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(real.read_bytes() if real.is_file() else pseudo_catalogue(template, tag))
    return folder


def make_app(
    folder: Path,
    extra: Mapping[str, str | bytes | None] = NOTHING,
    *,
    engine: OneAnswer | None = None,
) -> Flask:
    """Return the application of that site."""
    return create_app(make_site(folder, extra, engine=engine), PAGE_VIEWS)


def client_of(
    folder: Path,
    extra: Mapping[str, str | bytes | None] = NOTHING,
    *,
    engine: OneAnswer | None = None,
) -> FlaskClient:
    """Return a client of that application."""
    return make_app(folder, extra, engine=engine).test_client()
