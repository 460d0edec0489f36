"""Make everything a generation holds: the site on its shelf, the index, the library, what the checks found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reader.delivery.http.content_codings import coder_versions
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import PageFileWriter, Resource
from reader.library.addresses import document_address
from reader.library.findings import Finding, Severity
from reader.library.library import Library
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import Progress
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import CompressedPage, PageCompressor
from reader.publishing.build.page_weight import weight_findings
from reader.publishing.build.parallel import on_every_core
from reader.publishing.build.renderer import MakeRenderer, Renderer
from reader.publishing.build.static_pages import small, static_pages
from reader.publishing.generations.generation_files import (
    INDEX_FOLDER,
    TRANSLATIONS_FOLDER,
    write_base_url,
    write_findings,
    write_library,
)
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build as build_index

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
    coder = PageCompressor(renderer.fill_weight, _shelf(earlier))
    wanted = static_pages(library, renderer)
    coded = _shown(
        on_every_core(wanted, lambda make_draft: coder.code(make_draft())), len(wanted), progress
    )
    pages, carried, heavy = _write_site(directory, library, renderer, coded)
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


def _shown(
    coded: Iterable[CompressedPage], total: int, progress: Progress
) -> Iterator[CompressedPage]:
    for number, each in enumerate(coded, start=1):
        yield each
        progress(number, total)


def _shelf(earlier: Path | None) -> PageFile | None:
    try:
        return PageFile.open(earlier) if earlier else None
    except PageFileError:  # of an older format
        return None


def _write_site(
    directory: Path, library: Library, renderer: Renderer, coded: Iterable[CompressedPage]
) -> tuple[int, int, list[Finding]]:
    """Write the shelf and the plain tree; return how many answers there are, how many were carried over, and which pages are heavy."""
    pages = carried = 0
    heavy: list[Finding] = []
    with PageFileWriter(directory, languages=library.languages, coders=coder_versions()) as shelf:
        for each in coded:
            _shelve(shelf, each)
            pages += 1
            carried += each.carried
            heavy += weight_findings(each)
        shelf.write_plain("index.html", small(renderer.chooser().body))
        for former, today in _former_addresses(library):
            shelf.add_redirect(former, today)
        for address in _ASKED:
            shelf.add_dynamic(address)
    return pages, carried, heavy


def _shelve(shelf: PageFileWriter, coded: CompressedPage) -> None:
    draft = coded.draft
    if not draft.address:
        shelf.add_error(draft.status, draft.language.tag, coded.bodies)
        return
    resource = Resource(
        address=draft.address,
        media_type=draft.media_type,
        policy=draft.policy,
        bodies=coded.bodies,
        takes_query=draft.takes_query,
        scope=draft.scope,
    )
    if draft.negotiated:
        shelf.add_variant(resource, draft.language.tag)
    else:
        shelf.add(resource)


def _former_addresses(library: Library) -> Iterator[tuple[str, str]]:
    for language in library.languages:
        for document in library.documents():
            today = document_address(document.kind, document.slug, language)
            yield from ((f"/{language}{former}", today) for former in document.former_addresses)
