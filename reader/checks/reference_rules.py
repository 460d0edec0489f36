"""Rules of what one file says about another: links, former addresses, terms of the glossary."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from reader.checks.edition_files import edition_files
from reader.checks.findings.library import LibraryCode
from reader.library.addresses import document_address, places
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.source_tree import project_path
from reader.library.model import Html, Kind, LanguageTag
from reader.library.text.glossary_links import GLOSSARY, terms
from reader.library.text.links import targets


@dataclass(frozen=True, slots=True, kw_only=True)
class _LinkSource:
    """A text that may have links. ``address`` is that of its page, empty for an introduction."""

    path: str
    address: str
    language: LanguageTag
    html: Html


def check_links(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report links to an address of the library, or to a heading there, that does not exist.

    Links to a document that the loader left out are not reported: its own faults are.
    """
    addresses = {place.path for place in places(library)}
    left_out = {
        document_address(kind, slug, language)
        for kind, slug in source_map.left_out
        for language in library.languages
    }
    anchors = _anchors_by_address(library)
    for source in _link_sources(library):
        file = findings.of(source.path)
        for target in dict.fromkeys(targets(source.html)):
            if not target.startswith(("/", "#")):
                continue
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0] or source.address
            if _is_below(path, left_out):
                continue
            line = source_map.line(source.path, target)
            written = target.removeprefix(f"/{source.language}")
            if path not in addresses:
                file.add(LibraryCode.BROKEN_LINK, line, target=written)
            elif anchor and anchor not in anchors.get(path, ()):
                file.add(LibraryCode.BROKEN_ANCHOR, line, target=written, anchor=anchor)


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


def _anchors_by_address(library: Library) -> Mapping[str, frozenset[str]]:
    """Return the anchors on the page of every document, in every language.

    They are those of the edition that is shown there.
    """
    anchors: dict[str, frozenset[str]] = {}
    for document in library.documents():
        for language in library.languages:
            edition = document.edition_for(language, library.languages)
            for part in (None, *(part.slug for part in edition.parts)):
                headings = library.text(document, edition, part).headings
                address = document_address(document.kind, document.slug, language, part)
                anchors[address] = frozenset(heading.anchor for heading in headings)
    return anchors


def check_former_addresses(
    library: Library, source_map: SourceMap, findings: FindingCollector
) -> None:
    """Report former addresses that are in use, or that two documents claim."""
    in_use = {
        place.path.removeprefix(f"/{place.arguments['language']}") for place in places(library)
    }
    owners: dict[str, str] = {}
    for document in library.documents():
        path = facts_path(document.kind, document.slug)
        file = findings.of(path)
        for former in document.former_addresses:
            line = source_map.line(path, f"former_addresses.{former}")
            if former in in_use:
                file.add(LibraryCode.FORMER_ADDRESS_LIVES, line, address=former)
            elif owner := owners.get(former):
                file.add(LibraryCode.FORMER_ADDRESS_TWICE, line, address=former, other=owner)
            owners.setdefault(former, path)


def check_terms(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report other forms of terms that the glossary does not have."""
    if (Kind.PAGE, GLOSSARY) in source_map.left_out:
        return
    for language, labels in library.vocabulary.labels.items():
        path = project_path(labels_file(language))
        known = {term.anchor for term in terms(library, language)}
        for anchor in sorted(labels.glossary.keys() - known):
            line = source_map.line(path, f"glossary.{anchor}")
            findings.of(path).add(LibraryCode.UNKNOWN_TERM, line, value=anchor)
