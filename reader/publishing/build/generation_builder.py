"""Make everything a generation holds: the site on its shelf, the index, the library, what the checks found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from reader.delivery.http.content_codings import coder_versions
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource
from reader.library.addresses import document_address
from reader.library.findings import Finding, Severity
from reader.library.library import Library
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import Progress
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import PageCompressor
from reader.publishing.build.page_weight import weight_findings
from reader.publishing.build.parallel import on_every_core
from reader.publishing.build.renderer import MakeRenderer, Renderer
from reader.publishing.build.static_pages import minify_page, static_pages
from reader.publishing.generations.generation_files import (
    INDEX_FOLDER,
    TRANSLATIONS_FOLDER,
    write_base_url,
    write_findings,
    write_library,
)
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build as build_index

T = TypeVar("T")

# Where the application always answers.
_ASKED: Final = ("/healthz",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What was made: ``pages`` answers, of which ``carried`` were taken over unchanged; nothing where it was ``refused``."""

    refused: bool
    findings: tuple[Finding, ...]
    pages: int = 0
    carried: int = 0


def build_generation(
    directory: Path,
    sources: Sources,
    make_renderer: MakeRenderer,
    earlier: Path | None,
    progress: Progress,
) -> BuildResult:
    """Make a generation in an empty directory, unless the checks found an error in its sources, or a page too heavy.

    Bytes of pages that are the same in the generation ``earlier`` are taken from there, and its index is built upon.
    Raises PublishingError.
    """
    translations = directory / TRANSLATIONS_FOLDER
    inspected = check_sources(sources, translations)
    library = inspected.sound
    if library is None:
        return BuildResult(refused=True, findings=inspected.findings)
    renderer = make_renderer(library, translations)
    compressor = PageCompressor(renderer.fill_weight, _page_file(earlier))
    groups = static_pages(library, renderer)
    compressed = chain.from_iterable(
        on_every_core(groups, lambda group: [compressor.compress(make()) for make in group])
    )
    shown = _show_progress(compressed, sum(map(len, groups)), progress)
    pages, carried, heavy = _write_site(directory, library, renderer, shown)
    findings = tuple(sorted((*inspected.findings, *heavy), key=lambda finding: finding.order))
    if any(finding.severity is Severity.ERROR for finding in heavy):
        return BuildResult(refused=True, findings=findings)
    build_index(
        corpus(library), directory / INDEX_FOLDER, earlier / INDEX_FOLDER if earlier else None
    )
    write_library(directory, library)
    write_findings(directory, findings)
    write_base_url(directory, sources.base_url)
    return BuildResult(refused=False, findings=findings, pages=pages, carried=carried)


def _show_progress(compressed: Iterable[T], total: int, progress: Progress) -> Iterator[T]:
    for number, each in enumerate(compressed, start=1):
        yield each
        progress(number, total)


def _page_file(earlier: Path | None) -> PageFile | None:
    try:
        return PageFile.open(earlier) if earlier else None
    except PageFileError:  # of an older format
        return None


def _write_site(
    directory: Path,
    library: Library,
    renderer: Renderer,
    compressed: Iterable[tuple[Resource, bool]],
) -> tuple[int, int, list[Finding]]:
    """Write the page file and the plain tree.

    Return the number of answers, how many of them have the bytes of the earlier generation, and
    findings about heavy pages.
    """
    pages = carried = 0
    heavy: list[Finding] = []
    with PageFileWriter(directory, languages=library.languages, coders=coder_versions()) as writer:
        for resource, is_carried in compressed:
            writer.add(resource)
            pages += 1
            carried += is_carried
            heavy += weight_findings(resource)
        writer.write_plain("index.html", minify_page(renderer.chooser().body))
        for former, today in _former_addresses(library):
            writer.add_former(former, today)
        for address in _ASKED:
            writer.add_asked(address)
    return pages, carried, heavy


def _former_addresses(library: Library) -> Iterator[tuple[str, str]]:
    for language in library.languages:
        for document in library.documents():
            today = document_address(document.kind, document.slug, language)
            yield from ((f"/{language}{former}", today) for former in document.former_addresses)
