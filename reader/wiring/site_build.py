# ruff: noqa: PLC0415
"""What a build and an editor's live preview are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import reader
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import BuildReport, Progress, no_progress
from reader.settings import Settings
from reader.wiring.site import site

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.library.library import Library
    from reader.publishing.build.renderer import FillWeight, Renderer
    from reader.publishing.exports.generation_source import RenderPage
    from reader.publishing.live_preview import PreviewMaterial
    from reader.storage.result_cache import ResultCache

PACKAGE = Path(reader.__file__).parent


def build(settings: Settings, progress: Progress = no_progress) -> BuildReport:
    """Build what content, catalogues and code make, and switch to it. Raises PublishingError."""
    from reader.publishing.build import pipeline

    return pipeline.build(sources(settings), settings.var, partial(renderer, settings), progress)


def renderer(
    settings: Settings, library: Library, translations: Path, cache: ResultCache
) -> Renderer:
    """Return what renders the pages of a library with its texts, with compiled catalogues."""
    from reader.publishing.build.renderer import Renderer
    from reader.publishing.build.reuse.page_inputs import PageInputs
    from reader.search.related_works import related_works
    from reader.web import static_render
    from reader.web.app import create_app
    from reader.web.page_views import PAGE_VIEWS
    from reader.web.template_code import compile_templates

    built = site(settings.base_url, library, translations)
    related = related_works(library, cache)
    application = create_app(replace(built, related=related), PAGE_VIEWS)
    return Renderer(
        page=partial(static_render.render, application),
        root=partial(static_render.render_root, application),
        error=partial(static_render.render_error, application),
        error_statuses=static_render.ERROR_STATUSES,
        chooser=partial(static_render.render_chooser, application),
        fill_weight=partial(static_render.fill_weight, built),
        # Now, so that the processes forked for the pages need not.
        template_code=compile_templates(application),
        inputs=PageInputs(library, related, settings.base_url, translations).of,
    )


def render_page(directory: Path, library: Library) -> RenderPage:
    """Return what renders the pages that a generation does not hold: later ones of long lists."""
    from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER, read_base_url
    from reader.web.app import create_app
    from reader.web.page_views import PAGE_VIEWS
    from reader.web.static_render import render_address

    built = site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    return partial(render_address, create_app(built, PAGE_VIEWS))


@contextmanager
def live_application(settings: Settings) -> Iterator[WSGIApplication]:
    """Serve content as it is now, for editors; delete at the end what was made for that."""
    from reader.publishing.build.reuse.file_cache import file_cache
    from reader.publishing.live_preview import LivePreview

    with (
        TemporaryDirectory() as scratch,
        file_cache(settings.var, PACKAGE, in_memory=True) as cache,
    ):
        preview = partial(_preview, settings)
        live = LivePreview(sources(settings), Path(scratch), preview, cache)
        try:
            yield live
        finally:
            live.close()


def _preview(settings: Settings, material: PreviewMaterial) -> tuple[WSGIApplication, FillWeight]:
    from reader.checks.findings.texts import editor_notes
    from reader.search.related_works import related_works
    from reader.web.app import create_app
    from reader.web.page_views import PAGE_VIEWS
    from reader.web.static_render import fill_weight

    shown = replace(
        site(settings.base_url, material.library, material.translations),
        search=material.engine,
        editor_notes=partial(editor_notes, material.findings),
        related=related_works(material.library, material.cache),
    )
    return create_app(shown, PAGE_VIEWS), partial(fill_weight, shown)


def sources(settings: Settings) -> Sources:
    """Return what a build reads, and for which address."""
    return Sources(
        content=settings.content,
        translations=settings.translations,
        package=PACKAGE,
        base_url=settings.base_url,
        today=datetime.now(UTC).date(),
        plain_tree=settings.plain_tree,
    )
