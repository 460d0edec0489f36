"""Rules of dates against today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from reader.checks.edition_files import edition_files
from reader.checks.findings.library import LibraryCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.model import Document, Episode, Experiment, Kind, PartialDate, Slug

ACCESSIBILITY: Final = Slug("accessibility")
# What docs/accessibility.md promises.
REVIEW_INTERVAL: Final = timedelta(days=365)


def check_dates(
    library: Library, source_map: SourceMap, findings: FindingCollector, today: date
) -> None:
    """Report dates that have not come yet: nobody can know what they say."""
    for document in library.documents():
        path = facts_path(document.kind, document.slug)
        for key, stated in _dates(document):
            if stated and date(stated.year, stated.month or 1, stated.day or 1) > today:
                line = source_map.line(path, key)
                findings.of(path).add(LibraryCode.DATE_IN_THE_FUTURE, line, date=str(stated))
        for file in edition_files(library, document):
            written = file.provenance.written
            if written > today:
                line = source_map.line(file.path, "written")
                findings.of(file.path).add(
                    LibraryCode.DATE_IN_THE_FUTURE, line, date=written.isoformat()
                )


def check_review(
    library: Library, source_map: SourceMap, findings: FindingCollector, today: date
) -> None:
    """Report editions of the accessibility statement last reviewed a year ago or more."""
    statement = library.find(Kind.PAGE, ACCESSIBILITY)
    for file in edition_files(library, statement) if statement else ():
        written = file.provenance.written
        if today - written >= REVIEW_INTERVAL:
            line = source_map.line(file.path, "written")
            findings.of(file.path).add(LibraryCode.REVIEW_DUE, line, date=written.isoformat())


def _dates(document: Document) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield every date of a document with its key in document.yaml."""
    for index, source in enumerate(document.sources):
        yield f"sources.{index}.date", source.date
    if isinstance(document, Experiment):
        yield "status.as_of", document.status.as_of
    if isinstance(document, Episode):
        yield "aired", document.aired
