"""What writes each format of an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from reader.library.model import LanguageTag
from reader.publishing.exports.epub_books import epub_books
from reader.publishing.exports.export_request import ExportFormat, ExportRequest
from reader.publishing.exports.generation_source import GenerationSource
from reader.publishing.exports.open_data import open_data
from reader.publishing.exports.site.site_files import site_files
from reader.publishing.exports.write_export import ExportFiles
from reader.publishing.exports.zim_archives import zim_archives
from reader.publishing.exports.zip_bundles import zip_bundles
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.storage.atomic_files import draft_of

# What to write, from what, in which languages.
_Writer: TypeAlias = Callable[
    [ExportRequest, GenerationSource, tuple[LanguageTag, ...]], ExportFiles
]


def export_files(request: ExportRequest, source: GenerationSource) -> ExportFiles:
    """Return what a request asks for. Raises PublishingError if there is no such thing."""
    return _WRITERS[request.format](request, source, _languages(source, request.edition))


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
    request: ExportRequest, source: GenerationSource, languages: tuple[LanguageTag, ...]
) -> ExportFiles:
    return zim_archives(source, languages, draft_of(request.target.resolve()))


_WRITERS: Final[Mapping[ExportFormat, _Writer]] = {
    ExportFormat.SITE: _site,
    ExportFormat.ZIP: _zip,
    ExportFormat.EPUB: _epub,
    ExportFormat.JSON: _json,
    ExportFormat.ZIM: _zim,
}
