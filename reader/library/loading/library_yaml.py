"""``library.yaml`` → Identity."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.labels_yaml import read_table
from reader.library.loading.markdown_file import MAX_SUMMARY_LETTERS, letters
from reader.library.loading.schema import CONTACT, LIBRARY, TableReader
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import (
    by_name,
    email,
    language_tag,
    locale,
    many,
    nullable,
    text,
    url,
)
from reader.library.loading.yaml_nodes import Node
from reader.library.model import Contact, Identity, LanguageTag

LIBRARY_FILE: Final = "library.yaml"
_NOBODY: Final = Contact(email=None, site=None)


def read_identity(tree: SourceTree, report: FindingCollector) -> Identity | None:
    """Return what ``library.yaml`` says, or None where it cannot be used."""
    file = report.of(project_path(LIBRARY_FILE))
    table = read_table(tree, LIBRARY_FILE, file)
    if table is None:
        return None
    fields = TableReader(table, LIBRARY, file)
    written: tuple[LanguageTag, ...] = fields.take("languages", many(language_tag), ())
    languages = tuple(tag for tag in written if tag)
    if not languages:
        file.add(FindingCode.MISSING_KEY, fields.line_of("languages"), key="languages")
        return None
    name = _per_language("name", fields, languages, file)
    description = _per_language("description", fields, languages, file)
    for tag, sentence in description.items():
        if (count := letters(sentence)) > MAX_SUMMARY_LETTERS:
            file.add(
                FindingCode.SUMMARY_TOO_LONG,
                fields.line_of("description"),
                count=str(count),
                value=tag,
            )
    formats: Mapping[str, str] = fields.take("formats", by_name(locale), {})
    _only_known(formats, languages, fields.line_of("formats"), file)
    identity = Identity(
        name=name,
        description=description,
        publisher=fields.take("publisher", text, ""),
        contact=fields.take("contact", contact, _NOBODY),
        languages=languages,
        formats={tag: formats[tag] for tag in languages if tag in formats},
    )
    return None if file.broken else identity


def contact(node: Node, report: FileFindings) -> Contact:
    """Read how an organization is reached."""
    fields = TableReader(node, CONTACT, report, "contact.")
    return Contact(
        email=fields.take("email", nullable(email), None),
        site=fields.take("site", nullable(url), None),
    )


def _per_language(
    name: str, fields: TableReader, languages: Collection[LanguageTag], report: FileFindings
) -> Mapping[LanguageTag, str]:
    words: Mapping[str, str] = fields.take(name, by_name(text), {})
    for tag in languages:
        if tag not in words:
            report.add(FindingCode.MISSING_KEY, fields.line_of(name), key=f"{name}.{tag}")
    _only_known(words, languages, fields.line_of(name), report)
    return {tag: words[tag] for tag in languages if tag in words}


def _only_known(
    found: Collection[str], languages: Collection[LanguageTag], line: int, report: FileFindings
) -> None:
    for tag in found:
        if tag not in languages:
            report.add(FindingCode.UNKNOWN_LANGUAGE, line, value=tag)
