"""Rules that look across documents: links, anchors, originals, former addresses, terms, dates against today.

What one file can be judged by alone, and what a Library must never hold, is found by ``library.loading.loader``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reader.checks.prose_rules import check_prose
from reader.library.addresses import document_address, places
from reader.library.finding_codes import WARNINGS, FindingCode
from reader.library.finding_collector import SourceMap
from reader.library.findings import Finding, Severity
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path, file_path
from reader.library.loading.labels_yaml import labels_file
from reader.library.loading.source_tree import project_path
from reader.library.model import (
    Document,
    Edition,
    Episode,
    Experiment,
    Html,
    Kind,
    LanguageTag,
    PartialDate,
    Provenance,
    Slug,
    Text,
)
from reader.library.text.glossary_links import GLOSSARY, terms
from reader.library.text.links import targets

NO_SURVEY: Final = SourceMap()
ACCESSIBILITY: Final = Slug("accessibility")
# What docs/accessibility.md promises.
REVIEWED_EVERY: Final = timedelta(days=365)


def check_library(
    library: Library, survey: SourceMap = NO_SURVEY, today: date | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong across documents, in the order in which it is printed.

    ``survey`` is ``LoadResult.source_map``; without it every finding is at line 1. Without ``today`` no date is in the future
    and no review is due.
    """
    found = [
        *_links(library, survey),
        *_anchors(library, survey),
        *_originals(library, survey),
        *_former_addresses(library, survey),
        *_terms(library, survey),
        *check_prose(library, survey),
        *((*_future(library, survey, today), *_review(library, survey, today)) if today else ()),
    ]
    return tuple(sorted(found, key=lambda finding: finding.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file of an edition: its path, the address where it is read, its text, and who wrote it when."""

    path: str
    address: str
    edition: Edition
    part: Slug | None
    text: Text
    provenance: Provenance


def _finding(
    survey: SourceMap, code: FindingCode, path: str, what: str, **arguments: str
) -> Finding:
    """Make a finding at the line where ``what`` stands."""
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    return Finding(
        code=code, path=path, line=survey.line(path, what), severity=severity, arguments=arguments
    )


def _files(library: Library, document: Document) -> Iterator[_File]:
    for edition in document.editions.values():
        for part, provenance in (
            (None, edition.provenance),
            *((part.slug, part.provenance) for part in edition.parts),
        ):
            yield _File(
                path=file_path(document.kind, document.slug, edition.language, part),
                address=document_address(document.kind, document.slug, edition.language, part),
                edition=edition,
                part=part,
                text=library.text(document, edition, part),
                provenance=provenance,
            )


def _links(library: Library, survey: SourceMap) -> Iterator[Finding]:
    """Find links to an address of the library, or to a heading there, that does not exist."""
    addresses = {place.path for place in places(library)}
    broken = {
        document_address(kind, slug, language)
        for kind, slug in survey.left_out
        for language in library.languages
    }
    anchors = _anchors_by_address(library)
    for linking in _linking(library):
        for target in dict.fromkeys(targets(linking.html)):
            if not target.startswith(("/", "#")):
                continue
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0] or linking.address
            written = target.removeprefix(f"/{linking.language}")
            if any(
                path == address or path.startswith((f"{address}/", f"{address}."))
                for address in broken
            ):
                continue
            if path not in addresses:
                yield _finding(
                    survey, FindingCode.BROKEN_LINK, linking.path, target, target=written
                )
            elif anchor and anchor not in anchors.get(path, ()):
                yield _finding(
                    survey,
                    FindingCode.BROKEN_ANCHOR,
                    linking.path,
                    target,
                    target=written,
                    anchor=anchor,
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linking:
    """What may hold links: the file it is written in, the address where it is read (none for introductions), its language."""

    path: str
    address: str
    language: LanguageTag
    html: Html


def _linking(library: Library) -> Iterator[_Linking]:
    """Yield the text of every file, and every introduction of a topic or a shelf."""
    for document in library.documents():
        for file in _files(library, document):
            yield _Linking(
                path=file.path,
                address=file.address,
                language=file.edition.language,
                html=file.text.html,
            )
    for language, labels in library.vocabulary.labels.items():
        for html in (*labels.introductions.values(), *labels.shelves.values()):
            yield _Linking(
                path=project_path(labels_file(language)), address="", language=language, html=html
            )


def _anchors_by_address(library: Library) -> Mapping[str, frozenset[str]]:
    """Return the anchors at the address of every document, in every language: of the edition that is shown there."""
    anchors: dict[str, frozenset[str]] = {}
    for document in library.documents():
        for language in library.languages:
            edition = document.edition_for(language, library.languages)
            for part in (None, *(part.slug for part in edition.parts)):
                headings = library.text(document, edition, part).headings
                address = document_address(document.kind, document.slug, language, part)
                anchors[address] = frozenset(heading.anchor for heading in headings)
    return anchors


def _anchors(library: Library, survey: SourceMap) -> Iterator[Finding]:
    """Find anchors that not every language has: a link to them would lose its place when the language is changed.

    Every edition is held against one: the original of a translation, or where there is none the first language offered.
    """
    for document in library.documents():
        files = {(file.edition.language, file.part): file for file in _files(library, document)}
        originals = (file.provenance.original for file in files.values())
        model = next((tag for tag in originals if tag in document.editions), None) or next(
            iter(document.editions)
        )
        for (language, part), file in files.items():
            if language == model:
                continue
            own = {heading.anchor for heading in file.text.headings}
            others = {heading.anchor for heading in files[model, part].text.headings}
            for anchor in sorted(own - others):
                yield _finding(
                    survey,
                    FindingCode.ANCHOR_ONLY_HERE,
                    file.path,
                    f"#{anchor}",
                    anchor=anchor,
                    language=model,
                )
            for anchor in sorted(others - own):
                yield _finding(
                    survey,
                    FindingCode.ANCHOR_MISSING_HERE,
                    file.path,
                    "",
                    anchor=anchor,
                    language=model,
                )


def _originals(library: Library, survey: SourceMap) -> Iterator[Finding]:
    """Find translations of what has changed since."""
    for document in library.documents():
        digests = {
            (file.edition.language, file.part): file.provenance.digest
            for file in _files(library, document)
        }
        for file in _files(library, document):
            original = file.provenance.original
            present = digests.get((original, file.part)) if original else None
            if original and present and file.provenance.original_digest not in (None, present):
                yield _finding(
                    survey,
                    FindingCode.ORIGINAL_CHANGED,
                    file.path,
                    "original_digest",
                    language=original,
                    digest=present,
                )


def _former_addresses(library: Library, survey: SourceMap) -> Iterator[Finding]:
    """Find former addresses where something else lives, or that two documents claim."""
    living = {
        place.path.removeprefix(f"/{place.arguments['language']}") for place in places(library)
    }
    owners: dict[str, str] = {}
    for document in library.documents():
        path = facts_path(document.kind, document.slug)
        for former in document.former_addresses:
            what = f"former_addresses.{former}"
            if former in living:
                yield _finding(survey, FindingCode.FORMER_ADDRESS_LIVES, path, what, address=former)
            elif owner := owners.get(former):
                yield _finding(
                    survey,
                    FindingCode.FORMER_ADDRESS_TWICE,
                    path,
                    what,
                    address=former,
                    other=owner,
                )
            owners.setdefault(former, path)


def _terms(library: Library, survey: SourceMap) -> Iterator[Finding]:
    """Find other forms of terms that the glossary does not have."""
    if (Kind.PAGE, GLOSSARY) in survey.left_out:
        return
    for language, labels in library.vocabulary.labels.items():
        known = {term.anchor for term in terms(library, language)}
        for anchor in sorted(labels.glossary.keys() - known):
            yield _finding(
                survey,
                FindingCode.UNKNOWN_TERM,
                project_path(labels_file(language)),
                f"glossary.{anchor}",
                value=anchor,
            )


def _future(library: Library, survey: SourceMap, today: date) -> Iterator[Finding]:
    """Find dates that have not come yet: nobody can know then what they say."""
    for document in library.documents():
        path = facts_path(document.kind, document.slug)
        for what, stated in _dates(document):
            if stated and date(stated.year, stated.month or 1, stated.day or 1) > today:
                yield _finding(survey, FindingCode.DATE_IN_THE_FUTURE, path, what, date=str(stated))
        for file in _files(library, document):
            if file.provenance.written > today:
                yield _finding(
                    survey,
                    FindingCode.DATE_IN_THE_FUTURE,
                    file.path,
                    "written",
                    date=file.provenance.written.isoformat(),
                )


def _review(library: Library, survey: SourceMap, today: date) -> Iterator[Finding]:
    """Find editions of the accessibility statement that were reviewed a year ago or more."""
    statement = library.find(Kind.PAGE, ACCESSIBILITY)
    for file in _files(library, statement) if statement else ():
        written = file.provenance.written
        if today - written >= REVIEWED_EVERY:
            yield _finding(
                survey, FindingCode.REVIEW_DUE, file.path, "written", date=written.isoformat()
            )


def _dates(document: Document) -> Iterator[tuple[str, PartialDate | None]]:
    for index, source in enumerate(document.sources):
        yield f"sources.{index}.date", source.date
    if isinstance(document, Experiment):
        yield "status.as_of", document.status.as_of
    if isinstance(document, Episode):
        yield "aired", document.aired
