"""Rules of what one file says about another: links, former addresses, terms, intents, the home."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count

from reader.checks.edition_files import edition_files
from reader.checks.findings.intents import IntentCode
from reader.checks.findings.library import LibraryCode
from reader.library.addresses import SHELVES, document_address, short_path
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.intents import HelpSection, Intent
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.loading.intents.intents_yaml import intent_file
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.library_yaml import LIBRARY_FILE
from reader.library.loading.source_tree import project_path
from reader.library.model import Html, Kind, LanguageTag, Reference, Zine
from reader.library.patterns import SHORT_CODE_LENGTH, SHORT_CODE_LETTERS
from reader.library.site_places import places
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


def check_intents(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report intents whose section, document or call is not there."""
    for intent in library.vocabulary.intents.intents:
        path = project_path(intent_file(intent.code))
        file = findings.of(path)
        if intent.document and not _exists(library, intent.document, source_map):
            written = f"{SHELVES[intent.document.kind]}/{intent.document.slug}"
            line = source_map.line(path, "document")
            file.add(FindingCode.UNKNOWN_DOCUMENT, line, value=written)
        for language in library.languages if intent.help else ():
            _check_section(library, intent, language, source_map, file)


def check_list_order(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report reading lists of ``library.yaml`` that do not exist."""
    path = project_path(LIBRARY_FILE)
    for slug in library.identity.lists:
        if not _exists(library, Reference(kind=Kind.LIST, slug=slug), source_map):
            line = source_map.line(path, f"lists.{slug}")
            findings.of(path).add(FindingCode.UNKNOWN_DOCUMENT, line, value=f"lists/{slug}")


def _exists(library: Library, reference: Reference, source_map: SourceMap) -> bool:
    """Return whether a document or part exists; one that was left out has faults of its own."""
    if (reference.kind, reference.slug) in source_map.left_out:
        return True
    document = library.find(reference.kind, reference.slug)
    parts = document.parts if isinstance(document, Zine) else ()
    return document is not None and (reference.part is None or reference.part in parts)


def _check_section(
    library: Library,
    intent: Intent,
    language: LanguageTag,
    source_map: SourceMap,
    file: FileFindings,
) -> None:
    """Report a section that a help page lacks in a language, or that does not say to call."""
    section = intent.help
    if section is None or (Kind.PAGE, section.page) in source_map.left_out:
        return
    target = f"/{section.page}#{section.anchor}"
    line = source_map.line(file.path, "help")
    words = _section(library, section, language)
    if words is None:
        file.add(LibraryCode.BROKEN_ANCHOR, line, target=target, anchor=section.anchor)
    elif intent.call and f'"tel:{intent.call}"' not in words:
        line = source_map.line(file.path, "call")
        file.add(
            IntentCode.CALL_NOT_IN_HELP, line, target=target, number=intent.call, language=language
        )


def _section(library: Library, section: HelpSection, language: LanguageTag) -> str | None:
    """Return the HTML of a section up to the next heading, or None if there is none."""
    page = library.find(Kind.PAGE, section.page)
    if page is None:
        return None
    html = library.text(page, page.edition_for(language, library.languages)).html
    parts = re.split(r"(?=<h[2-4][ >])", html)
    heading = re.compile(rf'<h[2-4][^>]* id="{section.anchor}"')
    return next((part for part in parts if heading.match(part)), None)


def check_short_addresses(
    library: Library, source_map: SourceMap, findings: FindingCollector
) -> None:
    """Report short addresses that two documents claim."""
    owners: dict[str, str] = {}
    for document in library.documents():
        path, address = facts_path(document.kind, document.slug), short_path(document)
        if address and (owner := owners.get(address)):
            line = source_map.line(path, "code")
            findings.of(path).add(
                LibraryCode.SHORT_ADDRESS_TWICE, line, address=address, other=owner
            )
        elif address:
            owners[address] = path


def propose_short_addresses(
    library: Library,
    source_map: SourceMap,  # noqa: ARG001  # the signature of these rules
    findings: FindingCollector,
    today: date,  # noqa: ARG001  # as above
) -> None:
    """Report documents without a short address where others have one, each with a free code.

    It follows from kind and slug, so that it stays the same until somebody writes it down.
    """
    taken = {document.code for document in library.documents() if document.code}
    for document in library.documents() if taken else ():
        if not document.code:
            path = facts_path(document.kind, document.slug)
            code = next(each for each in _codes(path) if each not in taken)
            taken.add(code)
            findings.of(path).add(LibraryCode.NO_SHORT_ADDRESS, 1, value=code)


def _codes(name: str) -> Iterator[str]:
    """Yield codes for a name without end, the same on every machine."""
    for attempt in count():
        rest = int.from_bytes(sha256(f"{name} {attempt}".encode()).digest(), "big")
        letters = []
        for _ in range(SHORT_CODE_LENGTH):
            rest, letter = divmod(rest, len(SHORT_CODE_LETTERS))
            letters.append(SHORT_CODE_LETTERS[letter])
        yield "".join(letters)
