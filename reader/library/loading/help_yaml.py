"""``help.yaml`` → the help entries of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.help_entries import (
    FEWEST_SOURCES,
    Certainty,
    HelpCheck,
    HelpEntry,
    HelpNumber,
    HelpSource,
)
from reader.library.loading.schema import (
    HELP_CHECK,
    HELP_ENTRY,
    HELP_NUMBER,
    HELP_SOURCE,
    TableReader,
)
from reader.library.loading.value_readers import (
    Reader,
    boolean,
    full_date,
    language_tag,
    list_of,
    matching,
    nullable,
    partial_date,
    slug,
    text,
    url,
)
from reader.library.loading.yaml_nodes import Node, Table, compose_list
from reader.library.model import LanguageTag, Slug

# Digits in groups, a plus before a country's, a star before some short codes. Source: ITU-T E.123
# and E.164.
_number: Final[Reader[str]] = matching(
    re.compile(r"[+*]?[0-9]{1,6}(?:[- ][0-9]{2,5}){0,4}"), FindingCode.WRONG_PHONE_NUMBER
)
_key: Final[Reader[str]] = matching(re.compile(r"[0-9*#]"), FindingCode.WRONG_PHONE_NUMBER)
_SURE: Final = {word.value: word for word in Certainty}

Words = Mapping[LanguageTag, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLanguages:
    """The languages that the library offers, and those of the page's editions: each needs words."""

    offered: tuple[LanguageTag, ...]
    written: tuple[LanguageTag, ...]


def read_help(
    words: str, languages: HelpLanguages, findings: FileFindings
) -> tuple[HelpEntry, ...]:
    """Return the entries of a file that can be used, in its order.

    An entry with a fault is left out.

    Records the line of each.
    """
    listed = compose_list(words, findings)
    found: dict[str, HelpEntry] = {}
    seen: set[str] = set()
    for item in listed.items if listed else ():
        faults = len(findings.findings)
        entry = _entry(item, languages, findings)
        if entry.slug in seen:
            findings.add(FindingCode.HELP_ENTRY_TWICE, item.line, value=entry.slug)
        seen.add(entry.slug)
        if len(findings.findings) == faults:
            found[entry.slug] = entry
        findings.record_line(line_key(entry.slug), item.line)
    return tuple(found.values())


def line_key(entry: str) -> str:
    """Return the key of an entry in the lines of its file."""
    return f"entry {entry}"


def _entry(node: Node, languages: HelpLanguages, findings: FileFindings) -> HelpEntry:
    fields = TableReader(node, HELP_ENTRY, findings)
    faults = len(findings.findings)
    said = _said(languages, text)
    entry = HelpEntry(
        slug=fields.get("entry", slug, Slug("")),
        name=fields.get("name", text, ""),
        serves=fields.get("serves", said, {}),
        site=fields.get("site", nullable(_site(languages)), None),
        sure=fields.get("sure", _sure, Certainty.LOW),
        numbers=fields.get("numbers", list_of(_help_number), ()),
        hours=fields.get("hours", nullable(said), None),
        languages=fields.get("languages", list_of(language_tag), ()),
        interpreters=fields.get("interpreters", boolean, False),
        police=fields.get("police", nullable(said), None),
        sources=fields.get("sources", list_of(_source), ()),
        checked=fields.get("checked", nullable(_check), None),
    )
    fault = _fault(entry) if entry.numbers and len(findings.findings) == faults else None
    if fault:
        findings.add(fault, fields.line_of("numbers"), value=entry.slug)
    return entry


def _fault(entry: HelpEntry) -> FindingCode | None:
    """Return why the numbers of an entry must not be printed."""
    if len({source.author for source in entry.sources}) < FEWEST_SOURCES:
        return FindingCode.HELP_ONE_SOURCE
    if entry.sure is not Certainty.HIGH:
        return FindingCode.HELP_NOT_SURE
    return None if entry.newest else FindingCode.HELP_NO_DATE


def _sure(node: Node, findings: FileFindings) -> Certainty:
    word = text(node, findings)
    if word and word not in _SURE:
        findings.add(FindingCode.WRONG_CERTAINTY, node.line, value=word)
    return _SURE.get(word, Certainty.LOW)


def _said(languages: HelpLanguages, of_one: Reader[str]) -> Reader[Words]:
    """Return a reader of a table with something in every language of the page."""

    def read(node: Node, findings: FileFindings) -> Words:
        if not isinstance(node, Table):
            findings.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        for name, line in node.lines.items():
            if name not in languages.offered:
                findings.add(FindingCode.UNKNOWN_LANGUAGE, line, value=name)
        for missing in sorted(set(languages.written) - node.entries.keys()):
            findings.add(FindingCode.MISSING_KEY, node.line, key=missing)
        return {LanguageTag(name): of_one(value, findings) for name, value in node.entries.items()}

    return read


def _site(languages: HelpLanguages) -> Reader[Words]:
    """Return a reader of a site's address: one for all languages, or one for each."""

    def read(node: Node, findings: FileFindings) -> Words:
        if isinstance(node, Table):
            return _said(languages, url)(node, findings)
        return dict.fromkeys(languages.offered, url(node, findings))

    return read


def _help_number(node: Node, findings: FileFindings) -> HelpNumber:
    faults = len(findings.findings)
    fields = TableReader(node, HELP_NUMBER, findings)
    called = fields.get("call", _number, "")
    texted = fields.get("text", _number, "")
    found = HelpNumber(
        number=called or texted,
        is_call=bool(called),
        word=fields.get("word", text, "") or None,
        press=fields.get("press", _key, "") or None,
        language=LanguageTag(fields.get("language", language_tag, LanguageTag(""))) or None,
    )
    of_the_other = found.word if called else found.press
    is_unclear = bool(called) == bool(texted) or bool(of_the_other)
    if is_unclear and len(findings.findings) == faults:
        findings.add(FindingCode.WRONG_HELP_NUMBER, node.line)
    return found


def _source(node: Node, findings: FileFindings) -> HelpSource:
    fields = TableReader(node, HELP_SOURCE, findings)
    return HelpSource(
        title=fields.get("title", text, ""),
        publisher=fields.get("publisher", nullable(text), None),
        date=fields.get("date", nullable(partial_date), None),
        url=fields.get("url", nullable(url), None),
    )


def _check(node: Node, findings: FileFindings) -> HelpCheck:
    fields = TableReader(node, HELP_CHECK, findings)
    return HelpCheck(
        by=fields.get("by", text, ""),
        on=fields.get("on", full_date, date.min),
        how=fields.get("how", text, ""),
    )
