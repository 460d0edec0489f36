# ruff: noqa: PLC0415
"""The composition root: which room gets what. The only reader of settings, and the only one who knows every room.

Imports stand inside functions, for each command to pay for its own: a running server needs neither Markdown nor
minifier nor the writing half of the index, and an unchanged build needs nothing at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from gettext import NullTranslations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import reader
from reader.library.findings import Finding, Severity
from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import BuildOutcome, BuildReport, Progress, unseen
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.settings import Settings, SettingsError, read

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.checks.statistics import Statistics
    from reader.delivery.asgi_door import AsgiDoor
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.delivery.served_generation import ServedGeneration
    from reader.delivery.wsgi_door import WsgiDoor
    from reader.library.library import Library
    from reader.publishing.build.check_sources import CheckReport
    from reader.publishing.build.page_weight import PageWeights
    from reader.publishing.build.renderer import Renderer
    from reader.publishing.live_preview import PreviewMaterial
    from reader.search.engine import Engine
    from reader.web.site import Site

# What the command line knows of other rooms.
__all__ = [
    "BuildOutcome",
    "FailureCode",
    "Finding",
    "PageWeights",
    "Progress",
    "PublishingError",
    "Settings",
    "SettingsError",
    "Severity",
    "Statistics",
    "unseen",
]  # fmt: skip

_PACKAGE = Path(reader.__file__).parent
_PROJECT = _PACKAGE.parent
_SOURCE_LANGUAGE = LanguageTag("en")
# Somewhere it is that day already: an editor in Auckland dates a text before London wakes up.
_FURTHEST_AHEAD = timedelta(hours=14)


def settings() -> Settings:
    """Return what the operator decided. Raises SettingsError."""
    return read(os.environ)


def asgi_application() -> AsgiDoor:
    """Return the library as an ASGI application. Raises SettingsError."""
    from reader.delivery.asgi_door import AsgiDoor

    return AsgiDoor(current(settings()))


def wsgi_application() -> WsgiDoor:
    """Return the library as a WSGI application. Raises SettingsError."""
    from reader.delivery.wsgi_door import WsgiDoor

    return WsgiDoor(current(settings()))


def current(chosen: Settings) -> GenerationWatcher[ServedGeneration]:
    """Return the current generation, already open and warm where there is one, so that workers forked from here share it."""
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.publishing.generations.pointer import pointer_file

    found = GenerationWatcher(pointer_file(chosen.var), partial(_serving, chosen))
    found.refresh()
    return found


def _serving(chosen: Settings, name: str) -> ServedGeneration:
    from reader.publishing.runtime.open_generation import open_generation

    return open_generation(chosen.var, name, chosen.content, partial(_served, chosen.var))


def _served(var: Path, directory: Path, library: Library, engine: Engine | None) -> WSGIApplication:
    from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER, health, read_base_url
    from reader.web.app import create_app

    site = _site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    return create_app(replace(site, search=engine, health=health(var, directory)))


def build(chosen: Settings, progress: Progress = unseen) -> BuildReport:
    """Switch to the generation that content, catalogues and code make, built where need be. Raises PublishingError."""
    from reader.publishing.build import pipeline as building

    return building.build(_sources(chosen), chosen.var, partial(renderer, chosen), progress)


def renderer(chosen: Settings, library: Library, translations: Path) -> Renderer:
    """Return what renders the pages of a library that has its texts, with compiled catalogues."""
    from reader.publishing.build.renderer import Renderer
    from reader.search.related_works import related_works
    from reader.web import static_render
    from reader.web.app import create_app

    site = _site(chosen.base_url, library, translations)
    application = create_app(replace(site, related=related_works(library)))
    return Renderer(
        page=partial(static_render.render, application),
        root=partial(static_render.render_root, application),
        error=partial(static_render.render_error, application),
        error_statuses=static_render.ERROR_STATUSES,
        chooser=partial(static_render.render_chooser, application),
        fill_weight=static_render.fill_weight,
    )


@contextmanager
def live_application(chosen: Settings) -> Iterator[WSGIApplication]:
    """Show content as it is at every moment, for editors; what is made for that is deleted at the end."""
    from reader.publishing.live_preview import LivePreview
    from reader.web.static_render import fill_weight

    with TemporaryDirectory() as scratch:
        live = LivePreview(_sources(chosen), Path(scratch), partial(_live, chosen), fill_weight)
        try:
            yield live
        finally:
            live.close()


def _live(chosen: Settings, material: PreviewMaterial) -> WSGIApplication:
    from reader.checks.sentences import beside
    from reader.i18n.catalogues import catalogue
    from reader.search.related_works import related_works
    from reader.web.app import create_app

    site = replace(
        _site(chosen.base_url, material.library, material.translations),
        search=material.engine,
        margin=lambda folder, tag: beside(material.findings, folder, catalogue(material.translations, tag)),
        related=related_works(material.library),
    )
    return create_app(site)


def _site(base_url: str, library: Library, translations: Path) -> Site:
    """Return the site as it is built: what differs in a server is put in there."""
    from reader.i18n.languages import offered
    from reader.library.addresses import used_topics
    from reader.web.site import Site, TextRendition

    @cache
    def renditions() -> TextRendition:
        from reader.renditions import text  # a server has its texts ready, and never asks

        return text.renditions(library, translations)

    return Site(
        library=library,
        topics=used_topics(library),
        languages=offered(library.identity),
        translations=translations,
        base_url=base_url,
        search=None,
        rendition=lambda *asked: renditions()(*asked),  # noqa: PLW0108  # only the first to ask has it made
        health=dict,
    )


def check(chosen: Settings) -> CheckReport:
    """Return what is wrong with content and catalogues, and how much there is. Raises PublishingError."""
    from reader.publishing.build.check_sources import check_sources

    with TemporaryDirectory() as scratch:
        return check_sources(_sources(chosen), Path(scratch), (datetime.now(UTC) + _FURTHEST_AHEAD).date())


def weigh(chosen: Settings) -> PageWeights:
    """Return what every page weighs, and what is wrong with that; nothing where content has errors. Raises PublishingError."""
    from reader.publishing.build.page_weight import weigh_all

    return weigh_all(_sources(chosen), partial(renderer, chosen))


def switch(chosen: Settings, name: str | None) -> str:
    """Send readers to a generation built before, with None to the one before the current; return its name. Raises PublishingError."""
    from reader.publishing.generations import activate

    return activate.switch_to(chosen.var, name) if name else activate.switch_back(chosen.var)


def update_catalogues() -> tuple[Path, ...]:
    """Bring translations/ into step with code and templates; return the files that changed. Raises ValueError."""
    from reader.i18n.extract import update

    return update(_PROJECT)


def check_template() -> tuple[Finding, ...]:
    """Return where translations/messages.pot is out of step with code and templates."""
    from reader.checks import catalogue_rules
    from reader.i18n.catalogues import TEMPLATE
    from reader.i18n.extract import extract

    path = _PROJECT / "translations" / TEMPLATE
    committed = path.read_bytes() if path.is_file() else b""
    return catalogue_rules.check_template(committed, extract(_PROJECT), path=path.relative_to(_PROJECT).as_posix())


def words(chosen: Settings, language: str) -> NullTranslations:
    """Return what the command line says in a language, or the source texts where its catalogue has errors. Raises PublishingError."""
    if language == _SOURCE_LANGUAGE:
        return NullTranslations()
    from reader.checks.catalogue_rules import check_catalogue
    from reader.i18n.catalogues import catalogue, written_path
    from reader.i18n.compile import compile_catalogues

    tag = LanguageTag(language)
    if not written_path(chosen.translations, tag).is_file():
        raise PublishingError(FailureCode.NO_CATALOGUE, language=language)
    with TemporaryDirectory() as scratch:
        compile_catalogues(chosen.translations, Path(scratch), (_SOURCE_LANGUAGE, tag), check_catalogue)
        return catalogue(Path(scratch), tag)


def describe(finding: Finding, spoken: NullTranslations) -> tuple[str, str]:
    """Return what is wrong, and what to do about it."""
    from reader.checks import sentences

    return sentences.describe(finding, spoken)


def codes(spoken: NullTranslations) -> tuple[tuple[str, str, str], ...]:
    """Return code, fault and advice of everything the checks can say."""
    from reader.checks import sentences

    return sentences.reference(spoken)


def _sources(chosen: Settings) -> Sources:
    return Sources(content=chosen.content, translations=chosen.translations, package=_PACKAGE, base_url=chosen.base_url)
