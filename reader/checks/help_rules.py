"""Rules of help: its entries, their age, and the way to them from every sentence that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from reader.checks.edition_files import EditionFile, edition_files
from reader.checks.findings.help import HelpCode
from reader.checks.findings.prose import ProseCode
from reader.checks.prose.contacts import phone_numbers
from reader.i18n.languages import is_language
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.help_entries import (
    MONTHS_PRINTED,
    WARNED_AFTER,
    HelpEntry,
    first_day,
    is_help_page,
    oldest_printed,
)
from reader.library.library import Library
from reader.library.loading.content_layout import help_path
from reader.library.loading.help_yaml import line_key
from reader.library.model import Slug
from reader.library.text.help_placements import MENTION, placed


def check_help_entries(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Report entries that no edition shows, or that one shows twice, and what they cannot say."""
    for page, entry in _entries(library):
        line = source_map.line(help_path(page), line_key(entry.slug))
        file = findings.of(help_path(page))
        for tag in entry.languages:
            if not is_language(tag):
                file.add(HelpCode.UNKNOWN_HELP_LANGUAGE, line, value=tag)
        for words in _words(entry):
            for number in phone_numbers(words):
                file.add(ProseCode.PHONE_NUMBER, line, number=number)
    for document in library.pages:
        for edition in edition_files(library, document):
            _check_placements(library, edition, document.slug, source_map, findings)


def check_help_ages(
    library: Library, source_map: SourceMap, findings: FindingCollector, today: date
) -> None:
    """Report entries that nobody has confirmed for long.

    After 18 months pages leave numbers out.
    """
    for page, entry in _entries(library):
        newest = entry.newest
        if not newest or not entry.numbers:
            continue
        line = source_map.line(help_path(page), line_key(entry.slug))
        file = findings.of(help_path(page))
        if first_day(newest) < oldest_printed(today):
            file.add(
                HelpCode.HELP_NUMBER_LEFT_OUT,
                line,
                value=entry.slug,
                date=str(newest),
                months=str(MONTHS_PRINTED),
            )
        elif today - first_day(newest) > WARNED_AFTER:
            file.add(HelpCode.HELP_ENTRY_OLD, line, value=entry.slug, date=str(newest))


def _entries(library: Library) -> Iterator[tuple[Slug, HelpEntry]]:
    for page, entries in library.help_entries.items():
        yield from ((page, entry) for entry in entries)


def _words(entry: HelpEntry) -> Iterator[str]:
    yield entry.name
    for words in (entry.serves, entry.hours, entry.police):
        yield from (words or {}).values()


def _check_placements(
    library: Library,
    edition: EditionFile,
    page: Slug,
    source_map: SourceMap,
    findings: FindingCollector,
) -> None:
    """Compare what one edition shows with the entries of its page.

    An entry that the loader left out is known by its line alone, and is not missed.
    """
    shown = Counter(placed(edition.text.html))
    lines = source_map.lines.get(help_path(page), {})
    entries = [entry.slug for entry in library.help_entries.get(page, ())]
    file = findings.of(edition.path)
    for name, line in _mentions(edition, source_map):
        if name not in shown and is_help_page(page):
            file.add(HelpCode.HELP_ENTRY_IN_SENTENCE, line, value=name)
        elif name in shown and name not in entries and line_key(name) not in lines:
            file.add(HelpCode.UNKNOWN_HELP_ENTRY, line, value=name)
        elif shown[Slug(name)] > 1:
            file.add(HelpCode.HELP_ENTRY_SHOWN_TWICE, line, value=name)
    for name in entries:
        if name not in shown:
            line = source_map.line(help_path(page), line_key(name))
            language = edition.edition.language
            findings.of(help_path(page)).add(
                HelpCode.HELP_ENTRY_NOT_SHOWN, line, value=name, language=language
            )


def _mentions(edition: EditionFile, source_map: SourceMap) -> Iterator[tuple[str, int]]:
    for passage in source_map.prose.get(edition.path, ()):
        for match in MENTION.finditer(passage.text):
            yield match[1], passage.line_at(match.start())
