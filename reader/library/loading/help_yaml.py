"""``help.yaml`` → the help entries of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.help_entries import (
    FEWEST_SOURCES,
    HelpCheck,
    HelpEntry,
    HelpNumber,
    HelpSource,
    Sureness,
)
from reader.library.loading.schema import (
    HELP_CHECK,
    HELP_ENTRY,
    HELP_NUMBER,
    HELP_SOURCE,
    TableReader,
)
from reader.library.loading.value_readers import (
    Read,
    day,
    flag,
    language_tag,
    many,
    matching,
    nullable,
    partial_date,
    slug,
    text,
    url,
)
from reader.library.loading.yaml_nodes import Node, Table, compose_list
from reader.library.model import LanguageTag, Slug

# Digits in groups, a plus before a country's, a star before some short codes. Source: ITU-T E.123 and E.164.
_number: Final[Read[str]] = matching(
    re.compile(r"[+*]?[0-9]{1,6}(?:[- ][0-9]{2,5}){0,4}"), FindingCode.WRONG_PHONE_NUMBER
)
_key: Final[Read[str]] = matching(re.compile(r"[0-9*#]"), FindingCode.WRONG_PHONE_NUMBER)
_SURE: Final = {word.value: word for word in Sureness}

Words = Mapping[LanguageTag, str]


def read_help(
    words: str, languages: Collection[LanguageTag], report: FileFindings
) -> tuple[HelpEntry, ...]:
    """Return the entries of a file that can be used, in its order. An entry with a fault is left out.

    Each is marked at its line as ``entry`` and its name.
    """
    listed = compose_list(words, report)
    found: dict[str, HelpEntry] = {}
    seen: set[str] = set()
    for item in listed.items if listed else ():
        faults = len(report.findings)
        entry = _entry(item, languages, report)
        if entry.slug in seen:
            report.add(FindingCode.HELP_ENTRY_TWICE, item.line, value=entry.slug)
        seen.add(entry.slug)
        if len(report.findings) == faults:
            found[entry.slug] = entry
        report.mark(mark_of(entry.slug), item.line)
    return tuple(found.values())


def mark_of(entry: str) -> str:
    """Return what an entry is marked by in the lines of its file."""
    return f"entry {entry}"


def _entry(node: Node, languages: Collection[LanguageTag], report: FileFindings) -> HelpEntry:
    fields = TableReader(node, HELP_ENTRY, report)
    said = _said(languages, text)
    entry = HelpEntry(
        slug=fields.take("entry", slug, Slug("")),
        name=fields.take("name", text, ""),
        serves=fields.take("serves", said, {}),
        site=fields.take("site", nullable(_site(languages)), None),
        sure=fields.take("sure", _sure, Sureness.LOW),
        numbers=fields.take("numbers", many(_help_number), ()),
        hours=fields.take("hours", nullable(said), None),
        languages=fields.take("languages", many(language_tag), ()),
        interpreters=fields.take("interpreters", flag, False),
        police=fields.take("police", nullable(said), None),
        sources=fields.take("sources", many(_source), ()),
        checked=fields.take("checked", nullable(_check), None),
    )
    if entry.numbers and (fault := _fault(entry)):
        report.add(fault, fields.line_of("numbers"), value=entry.slug)
    return entry


def _fault(entry: HelpEntry) -> FindingCode | None:
    """Return why the numbers of an entry must not be printed."""
    if len({source.author for source in entry.sources}) < FEWEST_SOURCES:
        return FindingCode.HELP_ONE_SOURCE
    if entry.sure is not Sureness.HIGH:
        return FindingCode.HELP_NOT_SURE
    return None if entry.newest else FindingCode.HELP_NO_DATE


def _sure(node: Node, report: FileFindings) -> Sureness:
    word = text(node, report)
    if word and word not in _SURE:
        report.add(FindingCode.WRONG_SURENESS, node.line, value=word)
    return _SURE.get(word, Sureness.LOW)


def _said(languages: Collection[LanguageTag], of_one: Read[str]) -> Read[Words]:
    """Return a reader of a table with something in every language that is offered."""

    def read(node: Node, report: FileFindings) -> Words:
        if not isinstance(node, Table):
            report.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        for name, line in node.lines.items():
            if name not in languages:
                report.add(FindingCode.UNKNOWN_LANGUAGE, line, value=name)
        for missing in sorted(set(languages) - node.entries.keys()):
            report.add(FindingCode.MISSING_KEY, node.line, key=missing)
        return {LanguageTag(name): of_one(value, report) for name, value in node.entries.items()}

    return read


def _site(languages: Collection[LanguageTag]) -> Read[Words]:
    """Return a reader of the address of a site: one for all languages, or a table of one for each."""

    def read(node: Node, report: FileFindings) -> Words:
        if isinstance(node, Table):
            return _said(languages, url)(node, report)
        return dict.fromkeys(languages, url(node, report))

    return read


def _help_number(node: Node, report: FileFindings) -> HelpNumber:
    fields = TableReader(node, HELP_NUMBER, report)
    called = fields.take("call", _number, "")
    texted = fields.take("text", _number, "")
    found = HelpNumber(
        number=called or texted,
        is_call=bool(called),
        word=fields.take("word", text, "") or None,
        press=fields.take("press", _key, "") or None,
        language=LanguageTag(fields.take("language", language_tag, LanguageTag(""))) or None,
    )
    of_the_other = found.word if called else found.press
    if bool(called) == bool(texted) or of_the_other:
        report.add(FindingCode.HELP_NUMBER_UNCLEAR, node.line)
    return found


def _source(node: Node, report: FileFindings) -> HelpSource:
    fields = TableReader(node, HELP_SOURCE, report)
    return HelpSource(
        title=fields.take("title", text, ""),
        publisher=fields.take("publisher", nullable(text), None),
        date=fields.take("date", nullable(partial_date), None),
        url=fields.take("url", nullable(url), None),
    )


def _check(node: Node, report: FileFindings) -> HelpCheck:
    fields = TableReader(node, HELP_CHECK, report)
    return HelpCheck(
        by=fields.take("by", text, ""),
        on=fields.take("on", day, date.min),
        how=fields.take("how", text, ""),
    )
