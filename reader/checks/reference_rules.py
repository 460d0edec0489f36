"""Rules of what one file says about another: terms, intents, the home."""

from __future__ import annotations

import re

from reader.checks.findings.intents import IntentCode
from reader.checks.findings.library import LibraryCode
from reader.library.addresses import SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector, SourceMap
from reader.library.intents import HelpSection, Intent
from reader.library.library import Library
from reader.library.loading.intents.intents_yaml import intent_file
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.library_yaml import LIBRARY_FILE
from reader.library.loading.source_tree import project_path
from reader.library.model import Kind, LanguageTag, Reference, Zine
from reader.library.text.glossary_links import GLOSSARY, terms


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
