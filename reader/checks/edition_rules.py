"""Rules that compare the editions of a document: the same anchors, translations up to date."""

from __future__ import annotations

from collections.abc import Iterable

from reader.checks.edition_files import EditionFile, edition_files
from reader.checks.findings.library import LibraryCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.model import Document, LanguageTag


def check_anchors(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report anchors that not every language has.

    A link to one of them would lose its place when the language is changed.
    """
    for document in library.documents():
        files = {
            (file.edition.language, file.part): file for file in edition_files(library, document)
        }
        model = _model(document, files.values())
        for (language, part), file in files.items():
            if language == model:
                continue
            own, others = _anchors(file), _anchors(files[model, part])
            report = findings.of(file.path)
            for anchor in sorted(own - others):
                line = source_map.line(file.path, f"#{anchor}")
                report.add(LibraryCode.ANCHOR_ONLY_HERE, line, anchor=anchor, language=model)
            for anchor in sorted(others - own):
                report.add(LibraryCode.ANCHOR_MISSING_HERE, anchor=anchor, language=model)


def _model(document: Document, files: Iterable[EditionFile]) -> LanguageTag:
    """Return the language to compare with: that of the original, else the first offered."""
    originals = (file.provenance.original for file in files)
    return next((tag for tag in originals if tag in document.editions), None) or next(
        iter(document.editions)
    )


def _anchors(file: EditionFile) -> frozenset[str]:
    return frozenset(heading.anchor for heading in file.text.headings)


def check_originals(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report translations whose original has changed since."""
    for document in library.documents():
        files = tuple(edition_files(library, document))
        digests = {(file.edition.language, file.part): file.provenance.digest for file in files}
        for file in files:
            original = file.provenance.original
            digest = digests.get((original, file.part)) if original else None
            if original and digest and file.provenance.original_digest not in (None, digest):
                line = source_map.line(file.path, "original_digest")
                findings.of(file.path).add(
                    LibraryCode.ORIGINAL_CHANGED, line, language=original, digest=digest
                )
