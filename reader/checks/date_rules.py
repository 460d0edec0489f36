"""Rules of dates against today, and of words that age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from reader.checks.edition_files import edition_files
from reader.checks.findings.library import LibraryCode
from reader.checks.findings.prose import ProseCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.help_entries import WARNED_AFTER, first_day
from reader.library.library import Library
from reader.library.loading.content_layout import facts_path
from reader.library.model import (
    Document,
    Episode,
    Experiment,
    Kind,
    LanguageTag,
    PartialDate,
    Slug,
    StatusWord,
)
from reader.library.passages import Passage

ACCESSIBILITY: Final = Slug("accessibility")
# What docs/accessibility.md promises.
REVIEW_INTERVAL: Final = timedelta(days=365)

# A text that says these speaks of the day on which it was written.
_WORDS_OF_TODAY: Final[Mapping[LanguageTag, tuple[str, ...]]] = {
    LanguageTag("en"): ("now", "nowadays", "today", "currently"),
    LanguageTag("es"): ("ahora", "actualmente", "hoy", "hoy en día", "en la actualidad"),
}
_SAYS_TODAY: Final[Mapping[LanguageTag, re.Pattern[str]]] = {
    language: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    for language, words in _WORDS_OF_TODAY.items()
}
_AGEING: Final = frozenset({Kind.EXPERIMENT, Kind.EPISODE})
_TEXT_AGES_AFTER: Final = timedelta(days=365)


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


def check_statuses(
    library: Library, source_map: SourceMap, findings: FindingCollector, today: date
) -> None:
    """Report statuses that have been true of a running project for more than 180 days.

    What has closed stays closed, and of what is not known nothing falls due.
    """
    for experiment in library.experiments:
        status = experiment.status
        if status.as_of is None or status.word is StatusWord.CLOSED:
            continue
        due = first_day(status.as_of) + WARNED_AFTER
        if today > due:
            path = facts_path(experiment.kind, experiment.slug)
            findings.of(path).add(
                LibraryCode.STATUS_DUE,
                source_map.line(path, "status.as_of"),
                value=status.word.value,
                date=str(status.as_of),
                due=due.isoformat(),
            )


def check_words_of_today(
    library: Library,
    said: Mapping[str, Iterable[tuple[int, str]]],
    findings: FindingCollector,
    today: date,
) -> None:
    """Report words such as "now" in what is told of a project, a year after it was written.

    ``said``: path of a file → what ``words_of_today`` found in it.
    """
    for document in library.documents():
        for file in edition_files(library, document) if document.kind in _AGEING else ():
            written = file.provenance.written
            if today - written >= _TEXT_AGES_AFTER:
                for line, word in said.get(file.path, ()):
                    findings.of(file.path).add(
                        ProseCode.WORD_OF_TODAY, line, word=word, date=written.isoformat()
                    )


def words_of_today(passages: Iterable[Passage]) -> Iterator[tuple[int, str]]:
    """Yield line and word of what says when a text was written."""
    for passage in passages:
        small = passage.text.lower()
        # Quick to look for, and most passages have none.
        if any(word in small for word in _WORDS_OF_TODAY.get(passage.language, ())):
            for match in _SAYS_TODAY[passage.language].finditer(passage.text):
                yield passage.line_at(match.start()), match[0]


def _dates(document: Document) -> Iterator[tuple[str, PartialDate | None]]:
    """Yield every date of a document with its key in document.yaml."""
    for index, source in enumerate(document.sources):
        yield f"sources.{index}.date", source.date
    if isinstance(document, Experiment):
        yield "status.as_of", document.status.as_of
    if isinstance(document, Episode):
        yield "aired", document.aired
