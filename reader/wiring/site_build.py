# ruff: noqa: PLC0415
"""How a build and an editor's live preview get their rooms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import reader
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import BuildReport, Progress, unseen
from reader.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.library.library import Library
    from reader.publishing.build.renderer import Renderer
    from reader.publishing.live_preview import PreviewMaterial
    from reader.web.site import Site

PACKAGE = Path(reader.__file__).parent


def build(chosen: Settings, progress: Progress = unseen) -> BuildReport:
    """Switch to the generation that content, catalogues and code make, built where need be. Raises PublishingError."""
    from reader.publishing.build import pipeline as building

    return building.build(sources(chosen), chosen.var, partial(renderer, chosen), progress)


def renderer(chosen: Settings, library: Library, translations: Path) -> Renderer:
    """Return what renders the pages of a library that has its texts, with compiled catalogues."""
    from reader.publishing.build.renderer import Renderer
    from reader.search.related_works import related_works
    from reader.web import static_render
    from reader.web.app import create_app

    built = site(chosen.base_url, library, translations)
    application = create_app(replace(built, related=related_works(library)))
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
        live = LivePreview(sources(chosen), Path(scratch), partial(_live, chosen), fill_weight)
        try:
            yield live
        finally:
            live.close()


def _live(chosen: Settings, material: PreviewMaterial) -> WSGIApplication:
    from reader.checks.sentences import beside
    from reader.i18n.catalogues import catalogue
    from reader.search.related_works import related_works
    from reader.web.app import create_app

    shown = replace(
        site(chosen.base_url, material.library, material.translations),
        search=material.engine,
        margin=lambda folder, tag: beside(
            material.findings, folder, catalogue(material.translations, tag)
        ),
        related=related_works(material.library),
    )
    return create_app(shown)


def site(base_url: str, library: Library, translations: Path) -> Site:
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


def sources(chosen: Settings) -> Sources:
    """Return what a build reads, and for which address."""
    return Sources(
        content=chosen.content,
        translations=chosen.translations,
        package=PACKAGE,
        base_url=chosen.base_url,
        today=datetime.now(UTC).date(),
    )
