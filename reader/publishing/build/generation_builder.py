"""Make everything in a generation: the site, the search index, the library, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from reader.checks.findings.page import PageCode
from reader.checks.hreflang import Alternates, check_alternates
from reader.checks.page_facts import read_page
from reader.checks.page_markup import check_markup
from reader.delivery.http.content_codings import coder_versions
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.manifest import NEGOTIATED
from reader.delivery.prebuilt.page_file import PageFile, PageFileError
from reader.delivery.prebuilt.page_file_writer import PageFileWriter
from reader.i18n.catalogues import catalogue
from reader.i18n.languages import offered
from reader.i18n.section_names import section_names
from reader.i18n.translator import Translator
from reader.library.addresses import document_address, form_addresses, short_path
from reader.library.findings import Finding, Severity
from reader.library.library import Library
from reader.library.model import Text
from reader.publishing.build.build_id import Sources
from reader.publishing.build.build_report import Progress, counted
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.compress import PageCompressor
from reader.publishing.build.page_report import PageReport, report_on
from reader.publishing.build.parallel import map_pages
from reader.publishing.build.renderer import MakeRenderer, Renderer
from reader.publishing.build.reuse.compiled_templates import compiled_templates
from reader.publishing.build.reuse.earlier_pages import EarlierPages, FinishedPage
from reader.publishing.build.static_pages import (
    MakeResource,
    Omission,
    minify_page,
    place_groups,
    states_sizes,
    static_pages,
)
from reader.publishing.garbage_collector import collect_and_trim, return_freed_memory
from reader.publishing.generations.generation_files import (
    INDEX_FOLDER,
    TRANSLATIONS_FOLDER,
    write_base_url,
    write_findings,
    write_library,
    write_template_code,
)
from reader.publishing.generations.withdrawals import shows_any, withdrawn_addresses
from reader.search.index.corpus import corpus
from reader.search.index.whoosh_writer import build_index
from reader.storage.result_cache import NO_CACHE, ResultCache
from reader.storage.value_file import ValueFile

# Where the application always answers, beside the forms.
_HEALTH: Final = "/healthz"
# The home page for copies of the site, where no server negotiates the language.
_CHOOSER: Final = "index.html"

# A language, what its readers call a section, and how addresses name it.
SectionName: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What was made: ``pages`` answers, ``carried`` of them unchanged; nothing if ``refused``."""

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
    *,
    cache: ResultCache = NO_CACHE,
) -> BuildResult:
    """Make a generation in an empty directory, unless a source or a page has an error.

    Pages that did not change since the generation ``earlier`` have their bytes from there, and its
    index is updated. Raises PublishingError.
    """
    translations = directory / TRANSLATIONS_FOLDER
    report = check_sources(sources, translations, cache=cache)
    library, known = report.sound, report.findings
    del report  # it has the words of all files
    if library is None:
        return BuildResult(refused=True, findings=known)
    library = replace(library, texts=ValueFile(library.texts, Text, directory))
    return_freed_memory()
    renderer = make_renderer(library, translations, cache)
    templates = compiled_templates(renderer.compile_templates, cache)
    before = _page_file(earlier)
    total, made = _finished_pages(library, renderer, before, cache)
    made = counted(made, total, progress)
    writer = _writer(directory, library, translations, sources, before)
    pages, carried, found = _write_site(writer, library, renderer, made)
    del renderer, before, made, writer
    collect_and_trim()
    findings = tuple(sorted((*known, *found), key=lambda finding: finding.order))
    if any(finding.severity is Severity.ERROR for finding in found):
        return BuildResult(refused=True, findings=findings)
    build_index(corpus(library, cache), directory / INDEX_FOLDER, _earlier_index(earlier, library))
    write_library(directory, library)
    write_findings(directory, findings)
    write_base_url(directory, sources.base_url)
    write_template_code(directory, templates)
    return BuildResult(refused=False, findings=findings, pages=pages, carried=carried)


def _earlier_index(earlier: Path | None, library: Library) -> Path | None:
    """Return the index to build upon, unless it has the words of a document withdrawn since."""
    is_clean = earlier and not shows_any(earlier, withdrawn_addresses(library))
    return earlier / INDEX_FOLDER if earlier and is_clean else None


def _finished_pages(
    library: Library, renderer: Renderer, earlier: PageFile | None, cache: ResultCache
) -> tuple[int, Iterator[FinishedPage]]:
    """Return how many answers there are, and what makes them or takes them over, in order."""
    groups = static_pages(library, renderer)
    compressor = PageCompressor(renderer.fill_weight, earlier)
    make = partial(map_pages, partial(_finish, compressor))
    pages = EarlierPages(earlier, cache)

    def finished() -> Iterator[FinishedPage]:
        places = place_groups(library)
        first_catalog = sum(1 for each in places if not states_sizes(each))
        # The sizes of all files are known before the first catalog is made.
        for some in (slice(first_catalog), slice(first_catalog, None)):
            inputs = [renderer.inputs(each) for each in places[some]]
            inputs += [None] * (len(groups[some]) - len(inputs))
            for page in pages.finish(groups[some], inputs, make):
                if page.resource and page.resource.policy is CachePolicy.FILE:
                    renderer.file_sizes[page.resource.address] = page.size
                yield page

    return sum(map(len, groups)), finished()


def _finish(compressor: PageCompressor, group: Iterable[MakeResource]) -> list[FinishedPage]:
    """Make and check the resources of a group, in the process that the group is for."""
    finished: list[FinishedPage] = []
    for make in group:
        made = make()
        if isinstance(made, Omission):
            no_font = Finding.of(PageCode.NO_FONT, made.address)
            finished.append(FinishedPage(None, None, PageReport(findings=(no_font,))))
            continue
        resource, kept = compressor.compress(made)
        report = report_on(resource)
        if kept:  # its bodies need not be sent to another process
            resource = replace(resource, bodies={})
        finished.append(FinishedPage(resource, kept, report))
    return finished


def _page_file(earlier: Path | None) -> PageFile | None:
    try:
        return PageFile.open(earlier) if earlier else None
    except PageFileError:  # of an older format
        return None


def _writer(
    directory: Path,
    library: Library,
    translations: Path,
    sources: Sources,
    earlier: PageFile | None,
) -> PageFileWriter:
    """Return what writes the site; it knows what readers call the sections, and what is dynamic."""
    writer = PageFileWriter(
        directory,
        languages=library.languages,
        coders=coder_versions(),
        plain_tree=sources.plain_tree,
        base=earlier,
    )
    forms = form_addresses(library.languages) if sources.takes_submissions else ()
    for path in (_HEALTH, *forms):
        writer.add_dynamic(path)
    for name in _section_names(library, translations):
        writer.add_alias(*name)
    return writer


def _write_site(
    writer: PageFileWriter,
    library: Library,
    renderer: Renderer,
    finished: Iterable[FinishedPage],
) -> tuple[int, int, list[Finding]]:
    """Write the page file and the plain tree.

    Return the number of answers, how many of them have the bytes of the earlier generation, and
    findings about pages.
    """
    pages = carried = 0
    found: list[Finding] = []
    alternates: dict[str, Alternates] = {}
    with writer:
        for resource, kept, report in finished:
            found += report.findings
            if resource is None:
                continue
            writer.add(resource, kept)
            pages += 1
            carried += kept is not None
            if report.alternates:
                alternates[resource.name] = report.alternates
        chooser = minify_page(renderer.chooser().body)
        writer.write_plain(_CHOOSER, chooser)
        for former, today in _former_addresses(library):
            writer.add_redirect(former, today)
    # The chooser has nothing to skip and no translation: only its markup is checked.
    found += (
        *check_alternates(alternates),
        *check_markup(read_page(chooser.decode()), address=f"/{_CHOOSER}"),
    )
    return pages, carried, found


def _former_addresses(library: Library) -> Iterator[tuple[str, str]]:
    for language in library.languages:
        for document in library.documents():
            today = document_address(document.kind, document.slug, language)
            yield from ((f"/{language}{former}", today) for former in document.former_addresses)
    for document in library.documents():
        if path := short_path(document):
            yield path, document_address(document.kind, document.slug, NEGOTIATED)


def _section_names(library: Library, translations: Path) -> Iterator[SectionName]:
    for language in offered(library.identity):
        translator = Translator(language=language, catalogue=catalogue(translations, language.tag))
        for title, segment in section_names(library, translator):
            yield language.tag, title, segment
