"""Read ``vocabulary/<language>.yaml``: the labels of codes, and other texts of one language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from reader.library.addresses import SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.markdown_file import letter_count
from reader.library.loading.schema import LABELS, TableReader, read_table
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import Reader, list_of, mapping_of, text
from reader.library.loading.yaml_nodes import Node, Scalar, Table
from reader.library.model import Html, LanguageTag, Slug
from reader.library.text.markdown import MarkdownRenderer
from reader.library.text.plain_text import blocks
from reader.library.vocabulary import Labels

MAX_TOPIC_LETTERS: Final = 600
MAX_SHELF_LETTERS: Final = 1_500


def labels_file(language: LanguageTag) -> str:
    """Return the path, inside ``content/``, of the labels of a language."""
    return f"vocabulary/{language}.yaml"


def read_labels(
    tree: SourceTree,
    languages: Collection[LanguageTag],
    codes: Mapping[str, tuple[Slug, ...]],
    renderer: MarkdownRenderer,
    collector: FindingCollector,
) -> Mapping[LanguageTag, Labels]:
    """Return the labels of each language. ``codes``: key of the vocabulary → its codes.

    Every code has a label in every language: one that is missing is reported, and the code shown.
    """
    labels = {
        tag: _labels(tree, tag, codes, renderer, collector.of(project_path(labels_file(tag))))
        for tag in languages
    }
    for tag, own in labels.items():
        findings = collector.of(project_path(labels_file(tag)))
        for other in labels.values():
            topics = other.introductions.keys() - own.introductions.keys()
            shelves = other.shelves.keys() - own.shelves.keys()
            _report_missing("introductions", topics, findings)
            _report_missing("shelves", shelves, findings)
    return labels


def _report_missing(key: str, names: Collection[str], findings: FileFindings) -> None:
    """Report introductions that another language has and this one lacks."""
    line = findings.lines.get(key, 1)
    for name in sorted(names):
        findings.add(FindingCode.MISSING_INTRODUCTION, line, value=name, key=key)


def _labels(
    tree: SourceTree,
    language: LanguageTag,
    codes: Mapping[str, tuple[Slug, ...]],
    renderer: MarkdownRenderer,
    findings: FileFindings,
) -> Labels:
    fields = read_table(tree, labels_file(language), LABELS, findings)
    if fields is None:
        bare = {key: {code: str(code) for code in known} for key, known in codes.items()}
        return Labels(topics=bare["topics"], attributes=bare["attributes"], places=bare["places"])
    names = {key: _names(key, known, fields, findings) for key, known in codes.items()}
    topics = _IntroductionReader(
        language=language,
        renderer=renderer,
        known=codes["topics"],
        max_letters=MAX_TOPIC_LETTERS,
        unknown=FindingCode.LABEL_WITHOUT_CODE,
    )
    shelves = _IntroductionReader(
        language=language,
        renderer=renderer,
        known=tuple(SHELVES.values()),
        max_letters=MAX_SHELF_LETTERS,
        unknown=FindingCode.UNKNOWN_SHELF,
    )
    introductions: Mapping[str, Html] = fields.get("introductions", topics.read, {})
    return Labels(
        topics=names["topics"],
        attributes=names["attributes"],
        places=names["places"],
        introductions={Slug(name): html for name, html in introductions.items()},
        shelves=fields.get("shelves", shelves.read, {}),
        glossary=fields.get("glossary", _mapping_with_lines("glossary", list_of(text)), {}),
        abbreviations=fields.get("abbreviations", mapping_of(text), {}),
    )


def _names(
    key: str, codes: tuple[Slug, ...], fields: TableReader, findings: FileFindings
) -> Mapping[Slug, str]:
    """Read what the codes under one key are called."""
    names: Mapping[str, str] = fields.get(key, mapping_of(text), {})
    line = fields.line_of(key)
    for code in codes:
        if code not in names:
            findings.add(FindingCode.MISSING_LABEL, line, value=code, key=key)
    for name in sorted(names.keys() - set(codes)):
        findings.add(FindingCode.LABEL_WITHOUT_CODE, line, value=name, key=key)
    return {code: names.get(code) or code for code in codes}


def _mapping_with_lines(
    key: str, reader: Reader[tuple[str, ...]]
) -> Reader[Mapping[str, tuple[str, ...]]]:
    """Return a reader of tables with any keys that records the line of each."""

    def read(node: Node, findings: FileFindings) -> Mapping[str, tuple[str, ...]]:
        for name, line in node.lines.items() if isinstance(node, Table) else ():
            findings.record_line(f"{key}.{name}", line)
        return mapping_of(reader)(node, findings)

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _IntroductionReader:
    """Read introductions: Markdown without headings, by the name of what each introduces."""

    language: LanguageTag
    renderer: MarkdownRenderer
    known: Collection[str]
    max_letters: int
    unknown: FindingCode

    def read(self, node: Node, findings: FileFindings) -> Mapping[str, Html]:
        if not isinstance(node, Table):
            findings.add(FindingCode.NOT_A_TABLE, node.line)
            return {}
        introductions = {}
        for name, value in node.entries.items():
            if name not in self.known:
                findings.add(self.unknown, node.lines[name], value=name, key="topics")
            elif html := self._html(name, value, findings):
                introductions[name] = html
        return introductions

    def _html(self, name: str, value: Node, findings: FileFindings) -> Html | None:
        if not text(value, findings) or not isinstance(value, Scalar):
            return None
        html = self.renderer.render(value.text, self.language, findings, value.line).html
        shown = blocks(html)
        if any(block.kind == "heading" for block in shown):
            findings.add(FindingCode.HEADING_IN_INTRODUCTION, value.line, value=name)
        count = sum(letter_count(block.text) for block in shown)
        if count > self.max_letters:
            most = str(self.max_letters)
            findings.add(
                FindingCode.INTRODUCTION_TOO_LONG,
                value.line,
                value=name,
                count=str(count),
                most=most,
            )
        return html
