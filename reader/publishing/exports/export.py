"""Write a generation into a folder, in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import Progress, no_progress
from reader.publishing.exports.epub_books import epub_books
from reader.publishing.exports.export_folder import ExportFiles, existing_export, write_export
from reader.publishing.exports.export_request import ExportFormat, ExportReport, ExportRequest
from reader.publishing.exports.generation_source import (
    GenerationSource,
    MakeRenderPage,
    open_source,
)
from reader.publishing.exports.open_data import open_data
from reader.publishing.exports.site.site_files import site_files
from reader.publishing.exports.zim_archives import zim_archives
from reader.publishing.exports.zip_bundles import zip_bundles
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError

# What to write, from what, in which languages.
_Writer: TypeAlias = Callable[
    [ExportRequest, GenerationSource, tuple[LanguageTag, ...]], ExportFiles
]


def export(
    var: Path,
    sources: Sources,
    request: ExportRequest,
    make_render_page: MakeRenderPage,
    progress: Progress = no_progress,
) -> ExportReport:
    """Write the current generation of ``var`` into a folder, unless it is there already.

    Texts that it does not hold are read from ``sources``, if it was made from them as they are.
    Raises PublishingError if it could not be written. The folder stays as it was then.
    """
    name = pointer.current(var)
    if name is None:
        raise PublishingError(FailureCode.NOTHING_BUILT, folder=str(var))
    key = {**request.key, "generation": name}
    target = request.target.resolve()
    existing = existing_export(target, key)
    written = existing
    if written is None:
        source = open_source(var, name, make_render_page, sources)
        files = _WRITERS[request.format](request, source, _languages(source, request.edition))
        written = write_export(target, key, files, progress)
    return ExportReport(
        generation=name,
        files=len(written.files),
        size_bytes=written.size_bytes,
        is_unchanged=existing is not None,
    )


def _languages(source: GenerationSource, edition: LanguageTag | None) -> tuple[LanguageTag, ...]:
    known = source.library.languages
    if edition is None:
        return known
    if edition not in known:
        raise PublishingError(FailureCode.NO_EDITION, language=edition, known=", ".join(known))
    return (edition,)


def _site(
    request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return site_files(source, languages, request.address)


def _zip(
    _request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return zip_bundles(source, languages)


def _epub(
    request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return epub_books(source, languages, topic=request.topic, zines=request.zines)


def _json(
    _request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return open_data(source, languages)


def _zim(
    _request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return zim_archives(source, languages)


_WRITERS: Final[Mapping[ExportFormat, _Writer]] = {
    ExportFormat.SITE: _site,
    ExportFormat.ZIP: _zip,
    ExportFormat.EPUB: _epub,
    ExportFormat.JSON: _json,
    ExportFormat.ZIM: _zim,
}
