"""Read ``library.yaml``: what the library is called, who publishes it, in which languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.markdown_file import MAX_SUMMARY_LETTERS, letter_count
from reader.library.loading.schema import CONTACT, LIBRARY, TableReader, read_table
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import (
    email,
    language_tag,
    list_of,
    locale,
    mapping_of,
    nullable,
    slug,
    text,
    url,
)
from reader.library.loading.yaml_nodes import Node
from reader.library.model import Contact, Identity, LanguageTag

LIBRARY_FILE: Final = "library.yaml"
NO_CONTACT: Final = Contact(email=None, site=None)


def read_identity(tree: SourceTree, collector: FindingCollector) -> Identity | None:
    """Return what ``library.yaml`` says, or None if it cannot be used."""
    findings = collector.of(project_path(LIBRARY_FILE))
    fields = read_table(tree, LIBRARY_FILE, LIBRARY, findings)
    if fields is None:
        return None
    written: tuple[LanguageTag, ...] = fields.get("languages", list_of(language_tag), ())
    languages = tuple(tag for tag in written if tag)
    if not languages:
        findings.add(FindingCode.MISSING_KEY, fields.line_of("languages"), key="languages")
        return None
    name = _per_language("name", fields, languages, findings)
    description = _per_language("description", fields, languages, findings)
    for tag, sentence in description.items():
        if (count := letter_count(sentence)) > MAX_SUMMARY_LETTERS:
            line = fields.line_of("description")
            findings.add(FindingCode.SUMMARY_TOO_LONG, line, count=str(count), value=tag)
    formats: Mapping[str, str] = fields.get("formats", mapping_of(locale), {})
    _report_unknown_languages(formats, languages, fields.line_of("formats"), findings)
    identity = Identity(
        name=name,
        description=description,
        publisher=fields.get("publisher", text, ""),
        contact=fields.get("contact", contact, NO_CONTACT),
        languages=languages,
        lists=fields.get("lists", list_of(slug), ()),
        channels=fields.get("channels", mapping_of(url), {}),
        formats={tag: formats[tag] for tag in languages if tag in formats},
    )
    return None if findings.broken else identity


def contact(node: Node, findings: FileFindings) -> Contact:
    """Read how to reach an organization."""
    fields = TableReader(node, CONTACT, findings, "contact.")
    return Contact(
        email=fields.get("email", nullable(email), None),
        site=fields.get("site", nullable(url), None),
    )


def _per_language(
    key: str, fields: TableReader, languages: Collection[LanguageTag], findings: FileFindings
) -> Mapping[LanguageTag, str]:
    """Read a table that has one text for each language."""
    texts: Mapping[str, str] = fields.get(key, mapping_of(text), {})
    for tag in languages:
        if tag not in texts:
            findings.add(FindingCode.MISSING_KEY, fields.line_of(key), key=f"{key}.{tag}")
    _report_unknown_languages(texts, languages, fields.line_of(key), findings)
    return {tag: texts[tag] for tag in languages if tag in texts}


def _report_unknown_languages(
    tags: Collection[str], languages: Collection[LanguageTag], line: int, findings: FileFindings
) -> None:
    for tag in tags:
        if tag not in languages:
            findings.add(FindingCode.UNKNOWN_LANGUAGE, line, value=tag)
