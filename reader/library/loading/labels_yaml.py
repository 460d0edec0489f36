"""``vocabulary/<language>.yaml`` → what codes are called in one language, and what else is said once a language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from reader.library.addresses import SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.markdown_file import letters
from reader.library.loading.schema import LABELS, TableReader
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import Read, by_name, many, text
from reader.library.loading.yaml_nodes import Node, Scalar, Table, compose
from reader.library.model import Html, LanguageTag, Slug
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import blocks
from reader.library.vocabulary import Labels

MOST_TOPIC_LETTERS: Final = 600
MOST_SHELF_LETTERS: Final = 1_500
_HEADING: Final = re.compile("<h[2-4]")


def labels_file(language: LanguageTag) -> str:
    """Return the path, inside ``content/``, of the labels of a language."""
    return f"vocabulary/{language}.yaml"


def read_table(tree: SourceTree, name: str, report: FileFindings) -> Table | None:
    """Return the table in a file; a file that does not exist is found."""
    if name not in tree.files:
        report.add(FindingCode.MISSING_FILE)
        return None
    words = tree.files[name]
    return None if words is None else compose(words, report)


def read_labels(
    tree: SourceTree,
    languages: Collection[LanguageTag],
    codes: Mapping[str, tuple[Slug, ...]],
    markup: MarkdownRenderer,
    report: FindingCollector,
) -> Mapping[LanguageTag, Labels]:
    """Return what is said in each language. ``codes`` are those of the vocabulary, by what they are codes of.

    Every code has a label in every language: one that is missing is found, and stands for itself.
    """
    labels = {
        tag: _labels(tree, tag, codes, markup, report.of(project_path(labels_file(tag))))
        for tag in languages
    }
    for tag, own in labels.items():
        file = report.of(project_path(labels_file(tag)))
        for other in labels.values():
            for key, missing in (
                ("introductions", other.introductions.keys() - own.introductions.keys()),
                ("shelves", other.shelves.keys() - own.shelves.keys()),
            ):
                for name in sorted(missing):
                    file.add(
                        FindingCode.MISSING_INTRODUCTION,
                        file.spots.get(key, 1),
                        value=name,
                        key=key,
                    )
    return labels


def _labels(
    tree: SourceTree,
    language: LanguageTag,
    codes: Mapping[str, tuple[Slug, ...]],
    markup: MarkdownRenderer,
    file: FileFindings,
) -> Labels:
    table = read_table(tree, labels_file(language), file)
    if table is None:
        bare = {subject: {code: str(code) for code in wanted} for subject, wanted in codes.items()}
        return Labels(topics=bare["topics"], attributes=bare["attributes"], places=bare["places"])
    fields = TableReader(table, LABELS, file)
    named = {subject: _named(subject, wanted, fields, file) for subject, wanted in codes.items()}
    topics = _Introductions(
        language=language,
        markup=markup,
        known=codes["topics"],
        most=MOST_TOPIC_LETTERS,
        unknown=FindingCode.LABEL_WITHOUT_CODE,
    )
    shelves = _Introductions(
        language=language,
        markup=markup,
        known=tuple(SHELVES.values()),
        most=MOST_SHELF_LETTERS,
        unknown=FindingCode.UNKNOWN_SHELF,
    )
    introductions: Mapping[str, Html] = fields.take("introductions", topics.read, {})
    return Labels(
        topics=named["topics"],
        attributes=named["attributes"],
        places=named["places"],
        introductions={Slug(name): html for name, html in introductions.items()},
        shelves=fields.take("shelves", shelves.read, {}),
        glossary=fields.take("glossary", _marked("glossary", many(text)), {}),
        abbreviations=fields.take("abbreviations", by_name(text), {}),
    )


def _named(
    subject: str, wanted: tuple[Slug, ...], fields: TableReader, file: FileFindings
) -> Mapping[Slug, str]:
    labels: Mapping[str, str] = fields.take(subject, by_name(text), {})
    for code in wanted:
        if code not in labels:
            file.add(FindingCode.MISSING_LABEL, fields.line_of(subject), value=code, key=subject)
    for name in sorted(labels.keys() - set(wanted)):
        file.add(FindingCode.LABEL_WITHOUT_CODE, fields.line_of(subject), value=name, key=subject)
    return {code: labels.get(code) or code for code in wanted}


def _marked(key: str, read: Read[tuple[str, ...]]) -> Read[Mapping[str, tuple[str, ...]]]:
    """Return a reader of tables whose keys are free, and whose lines are marked for rules that look across files."""

    def read_table_of(node: Node, report: FileFindings) -> Mapping[str, tuple[str, ...]]:
        for name, line in node.lines.items() if isinstance(node, Table) else ():
            report.mark(f"{key}.{name}", line)
        return by_name(read)(node, report)

    return read_table_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introductions:
    """A reader of introductions: Markdown without headings, by the name of what it introduces."""

    language: LanguageTag
    markup: MarkdownRenderer
    known: Collection[str]
    most: int
    unknown: FindingCode

    def read(self, node: Node, report: FileFindings) -> Mapping[str, Html]:
        if not isinstance(node, Table):
            report.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        found = {}
        for name, value in node.entries.items():
            if name not in self.known:
                report.add(self.unknown, node.lines[name], value=name, key="topics")
            elif html := self._html(name, value, report):
                found[name] = html
        return found

    def _html(self, name: str, value: Node, report: FileFindings) -> Html | None:
        if not text(value, report) or not isinstance(value, Scalar):
            return None
        html = self.markup.render(value.text, self.language, report, value.line).html
        count = sum(letters(block.text) for block in blocks(html))
        if _HEADING.search(html):
            report.add(FindingCode.HEADING_IN_INTRODUCTION, value.line, value=name)
        if count > self.most:
            report.add(
                FindingCode.INTRODUCTION_TOO_LONG,
                value.line,
                value=name,
                count=str(count),
                most=str(self.most),
            )
        return html
