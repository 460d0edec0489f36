"""Rules of links within the library: where they lead, there is something."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from reader.checks.edition_files import edition_files
from reader.checks.findings.library import LibraryCode
from reader.library.addresses import document_address
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.source_tree import project_path
from reader.library.model import Document, Html, Kind, LanguageTag
from reader.library.text.links import targets
from reader.storage.result_cache import ResultCache, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class _LinkSource:
    """A text that may have links. ``address`` is that of its page, empty for an introduction."""

    path: str
    address: str
    language: LanguageTag
    html: Html


_TARGETS: Final[Task[Html, tuple[str, ...]]] = Task(
    name="link targets",
    run=lambda html: tuple(dict.fromkeys(targets(html))),
    key=lambda html: (html,),
    result_type=tuple[str, ...],
    is_quick=True,
)


def check_links(
    library: Library,
    source_map: SourceMap,
    findings: FindingCollector,
    addresses: Collection[str],
    cache: ResultCache,
) -> None:
    """Report links to an address of the library, or to a heading there, that does not exist.

    Links to a document that the loader left out are not reported: its own faults are.
    ``addresses`` are all of the site.
    """
    left_out = {
        document_address(kind, slug, language)
        for kind, slug in source_map.left_out
        for language in library.languages
    }
    anchors = _Anchors(library)
    sources = tuple(_link_sources(library))
    linked = cache.results(_TARGETS, [source.html for source in sources])
    for source, its_targets in zip(sources, linked, strict=True):
        file = findings.of(source.path)
        for target in its_targets:
            if not target.startswith(("/", "#")):
                continue
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0] or source.address
            is_there = path in addresses
            if is_there and (not anchor or anchor in anchors.of(path)):
                continue
            line = source_map.line(source.path, target)
            written = target.removeprefix(f"/{source.language}")
            if is_there:
                file.add(LibraryCode.BROKEN_ANCHOR, line, target=written, anchor=anchor)
            elif not _is_below(path, left_out):
                file.add(LibraryCode.BROKEN_LINK, line, target=written)


def _is_below(path: str, addresses: Collection[str]) -> bool:
    """Return whether a path is one of the addresses, or a part or a file of its document."""
    return any(
        path == address or path.startswith((f"{address}/", f"{address}.")) for address in addresses
    )


def _link_sources(library: Library) -> Iterator[_LinkSource]:
    """Yield the text of every file, and every introduction of a topic or a list of a kind."""
    for document in library.documents():
        for file in edition_files(library, document):
            yield _LinkSource(
                path=file.path,
                address=file.address,
                language=file.edition.language,
                html=file.text.html,
            )
    for language, labels in library.vocabulary.labels.items():
        path = project_path(labels_file(language))
        for html in (*labels.introductions.values(), *labels.shelves.values()):
            yield _LinkSource(path=path, address="", language=language, html=html)


class _Anchors:
    """The anchors on the page of every document, which are those of the edition shown there."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[str, frozenset[str]] = {}

    def of(self, path: str) -> frozenset[str]:
        """Return the anchors at an address; none if no document is there."""
        if path not in self._found:
            self._found[path] = frozenset(self._anchors(path))
        return self._found[path]

    def _anchors(self, path: str) -> Iterator[str]:
        library = self._library
        _, language, *names = path.split("/")
        for kind in Kind if language in library.languages else ():
            for slug in names:
                if document := library.find(kind, slug):
                    yield from self._anchors_of(document, LanguageTag(language), path)

    def _anchors_of(self, document: Document, language: LanguageTag, path: str) -> Iterator[str]:
        """Yield the anchors of what a document has at an address."""
        edition = document.edition_for(language, self._library.languages)
        for part in (None, *(part.slug for part in edition.parts)):
            if document_address(document.kind, document.slug, language, part) == path:
                headings = self._library.text(document, edition, part).headings
                yield from (heading.anchor for heading in headings)
