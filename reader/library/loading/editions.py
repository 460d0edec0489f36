"""Read the Markdown files of a document as its editions and their texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector
from reader.library.library import text_key
from reader.library.loading.content_layout import INDEX, DocumentFolder, file_path
from reader.library.loading.documents.file_readings import MarkdownReading
from reader.library.loading.markdown_file import MarkdownFile
from reader.library.loading.source_tree import project_path
from reader.library.model import Document, Edition, LanguageTag, PartWords, Slug, Text, Zine

# Language → part → its file. The only part of a document without parts is INDEX.
Files = Mapping[LanguageTag, Mapping[Slug, MarkdownFile]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """The usable editions of a document, and their texts by key in the library."""

    editions: Mapping[LanguageTag, Edition]
    texts: Mapping[str, Text]


def read_files(
    folder: DocumentFolder,
    readings: Mapping[str, MarkdownReading],
    collector: FindingCollector,
) -> Files:
    """Return what the files of a document say, without those that cannot be used."""
    files: dict[LanguageTag, dict[Slug, MarkdownFile]] = {}
    for language, parts in folder.files.items():
        files[language] = {}
        for part, name in parts.items():
            if name not in readings:
                continue
            findings = collector.of(project_path(name))
            findings.add_report(readings[name].report)
            file = readings[name].file
            if file is None:
                continue
            files[language][part] = file
            original = file.provenance.original
            if original and (original == language or part not in folder.files.get(original, {})):
                line = findings.lines["original"]
                findings.add(FindingCode.ORIGINAL_MISSING, line, language=original)
    return files


def build_editions(
    document: Document,
    folder: DocumentFolder,
    files: Files,
    languages: tuple[LanguageTag, ...],
    collector: FindingCollector,
) -> Editions:
    """Return the editions of a document, in the order of the languages offered.

    An edition is left out if a part is missing or unusable, so that no link to a part is broken.
    """
    order = (INDEX, *(document.parts if isinstance(document, Zine) else ()))
    editions: dict[LanguageTag, Edition] = {}
    texts: dict[str, Text] = {}
    for language in languages:
        if language not in folder.files:
            collector.of(project_path(f"{folder.path}/document.yaml")).add(
                FindingCode.MISSING_TRANSLATION, value=language
            )
            continue
        _report_parts(folder, language, order, collector)
        if not all(part in files[language] for part in order):
            continue
        parts = {part: files[language][part] for part in order}
        editions[language] = _edition(language, parts)
        for part, file in parts.items():
            key_part = None if part == INDEX else part
            texts[text_key(document.kind, document.slug, language, key_part)] = file.text
    return Editions(editions=editions, texts=texts)


def _report_parts(
    folder: DocumentFolder,
    language: LanguageTag,
    order: tuple[Slug, ...],
    collector: FindingCollector,
) -> None:
    present = folder.files[language]
    for part in order:
        if part not in present:
            collector.of(file_path(folder.kind, folder.slug, language, part)).add(
                FindingCode.MISSING_PART, value=part
            )
    for part, name in present.items():
        if part not in order:
            collector.of(project_path(name)).add(FindingCode.EXTRA_PART, value=part)


def _edition(language: LanguageTag, words: Mapping[Slug, MarkdownFile]) -> Edition:
    """Return an edition. Its word count is that of all parts."""
    cover = words[INDEX]
    return Edition(
        language=language,
        title=cover.title,
        summary=cover.summary,
        in_short=cover.in_short,
        word_count=sum(piece.word_count for piece in words.values()),
        provenance=cover.provenance,
        parts=tuple(
            PartWords(
                slug=slug,
                title=piece.title,
                summary=piece.summary,
                word_count=piece.word_count,
                provenance=piece.provenance,
            )
            for slug, piece in words.items()
            if slug != INDEX
        ),
    )
