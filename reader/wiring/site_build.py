# ruff: noqa: PLC0415
"""What a build and an editor's live preview are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import reader
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import BuildOutcome, BuildReport, Progress, no_progress
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.settings import Settings
from reader.wiring.site import desk, site

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.publishing.build.renderer import Renderer
    from reader.publishing.exports.generation_source import RenderPage
    from reader.renditions.bundle import Bundle
    from reader.storage.result_cache import ResultCache
    from reader.web.site import Site

PACKAGE = Path(reader.__file__).parent


def build(settings: Settings, progress: Progress = no_progress) -> BuildReport:
    """Build what content, catalogues and code make, and switch to it. Raises PublishingError."""
    from reader.publishing.build import pipeline

    made = sources(settings)
    report = pipeline.build(made, settings.var, partial(renderer, settings), progress)
    if report.outcome is BuildOutcome.REFUSED or report.has_bundles:
        return report
    from reader.publishing.bundles.add_bundles import add_bundles
    from reader.publishing.garbage_collector import collect_and_trim

    collect_and_trim()  # the pages are live, and what they were made with is in memory for nobody
    try:
        name = add_bundles(
            settings.var, report.identifier, made, render_page, partial(offers, settings)
        )
    except PublishingError as error:
        if error.why is not FailureCode.CHANGED:
            raise
        return report  # the pages are live, and the build of what has changed makes the files
    return replace(report, identifier=name, has_bundles=True)


def offers(
    settings: Settings, directory: Path, library: Library, bundles: tuple[Bundle, ...]
) -> Renderer:
    """Return what renders the pages of a generation that offer its bundles."""
    from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER, read_base_url
    from reader.wiring.file_writers import feed_writer

    base_url = read_base_url(directory)
    shown = replace(
        site(base_url, library, directory / TRANSLATIONS_FOLDER),
        desk=desk(settings),
        bundles=bundles,
        feed_file=feed_writer(base_url, library, bundles),
    )
    return _renderer_of(shown)


def renderer(
    settings: Settings, library: Library, translations: Path, cache: ResultCache
) -> Renderer:
    """Return what renders the pages of a library with its texts, with compiled catalogues."""
    from reader.publishing.build.reuse.page_inputs import PageInputs
    from reader.publishing.typesetting.earlier_files import earlier_files
    from reader.publishing.typesetting.typesetter import can_set_pdf
    from reader.search.related_works import related_works
    from reader.web.site import cache_last
    from reader.wiring.file_writers import feed_writer, rendition_writer

    file_sizes: dict[str, int] = {}
    shown = replace(
        site(settings.base_url, library, translations),
        desk=desk(settings),
        feed_file=feed_writer(settings.base_url, library, file_sizes=file_sizes),
        has_pdf=can_set_pdf(),
        related=related_works(library, cache),
        rendition=cache_last(
            rendition_writer(settings.base_url, library, earlier_files(settings.var))
        ),
    )
    decided = (
        settings.base_url,
        "forms" if settings.takes_submissions else "",
        "pdf" if shown.has_pdf else "",
    )
    inputs = PageInputs(library, shown.related, decided, translations, file_sizes).of
    return replace(_renderer_of(shown), inputs=inputs, file_sizes=file_sizes)


def _renderer_of(shown: Site) -> Renderer:
    from reader.publishing.build.renderer import Renderer
    from reader.web import static_render
    from reader.web.app import create_app
    from reader.web.page_views import PAGE_VIEWS
    from reader.web.template_code import compile_templates

    application = create_app(shown, PAGE_VIEWS)
    return Renderer(
        page=partial(static_render.render, application),
        root=partial(static_render.render_root, application),
        error=partial(static_render.render_error, application),
        error_statuses=static_render.ERROR_STATUSES,
        chooser=partial(static_render.render_chooser, application),
        fill_weight=partial(static_render.fill_weight, shown),
        compile_templates=partial(compile_templates, application),
        has_pdf=shown.has_pdf,
    )


def render_page(directory: Path, library: Library) -> RenderPage:
    """Return what renders the pages that a generation does not hold: later ones of long lists."""
    from reader.publishing.generations.generation_files import TRANSLATIONS_FOLDER, read_base_url
    from reader.web.app import create_app
    from reader.web.page_views import PAGE_VIEWS
    from reader.web.static_render import render_address

    built = site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    return partial(render_address, create_app(built, PAGE_VIEWS))


def sources(settings: Settings) -> Sources:
    """Return what a build reads, and for which address."""
    return Sources(
        content=settings.content,
        translations=settings.translations,
        package=PACKAGE,
        base_url=settings.base_url,
        today=datetime.now(UTC).date(),
        takes_submissions=settings.takes_submissions,
        plain_tree=settings.plain_tree,
    )
