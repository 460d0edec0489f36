"""Read the files of documents, or take what an earlier run read from the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from reader.library.finding_collector import FileFindings, FileReport
from reader.library.loading.content_layout import DOCUMENT_FILE, INDEX, DocumentFolder
from reader.library.loading.document_yaml import DocumentContext, read_document
from reader.library.loading.markdown_file import MarkdownFile, Role, read_markdown_file
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.model import (
    Document,
    Episode,
    Experiment,
    Kind,
    LanguageTag,
    Page,
    ReadingList,
    Slug,
    Zine,
)
from reader.library.text.markdown import MarkdownRenderer
from reader.storage.checksums import digest
from reader.storage.result_cache import ResultCache, Task

# Kind → what msgspec reads back.
_FACTS_TYPES: Final[Mapping[Kind, object]] = {
    Kind.EXPERIMENT: tuple[Experiment | None, FileReport],
    Kind.ZINE: tuple[Zine | None, FileReport],
    Kind.EPISODE: tuple[Episode | None, FileReport],
    Kind.LIST: tuple[ReadingList | None, FileReport],
    Kind.PAGE: tuple[Page | None, FileReport],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownReading:
    """What was read from one Markdown file; ``file`` is None if it cannot be used."""

    file: MarkdownFile | None
    report: FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class _MarkdownSource:
    name: str
    language: LanguageTag
    role: Role
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactsSource:
    folder: DocumentFolder
    words: str


def read_markdown_files(
    folders: Iterable[DocumentFolder],
    tree: SourceTree,
    renderer: MarkdownRenderer,
    cache: ResultCache,
) -> tuple[Mapping[str, MarkdownReading], Mapping[str, bytes]]:
    """Return what every Markdown file says, and a digest of it, by the path in ``content/``.

    Without the files that are no text.
    """
    sources = [
        _MarkdownSource(name=name, language=language, role=_role(folder, part), words=words)
        for folder in folders
        for language, parts in folder.files.items()
        for part, name in parts.items()
        if (words := tree.files[name]) is not None
    ]
    task = Task(
        name="markdown",
        run=partial(_read_markdown, renderer),
        key=_markdown_key,
        result_type=MarkdownReading,
    )
    names = [source.name for source in sources]
    readings = cache.results(task, sources)
    digests = cache.results(_DIGEST, sources)
    return dict(zip(names, readings, strict=True)), dict(zip(names, digests, strict=True))


def read_facts(
    folders: Iterable[DocumentFolder],
    tree: SourceTree,
    context: DocumentContext,
    cache: ResultCache,
) -> Mapping[str, tuple[Document | None, FileReport]]:
    """Return what every ``document.yaml`` says, by the path of its folder."""
    of_kind: dict[Kind, list[_FactsSource]] = {}
    for folder in folders:
        words = tree.files.get(f"{folder.path}/{DOCUMENT_FILE}")
        if words is not None:
            of_kind.setdefault(folder.kind, []).append(_FactsSource(folder=folder, words=words))
    vocabulary = context.vocabulary
    codes = (vocabulary.topics, vocabulary.places, vocabulary.attributes)
    known = repr((context.identity.languages, *map(tuple, codes)))
    found: dict[str, tuple[Document | None, FileReport]] = {}
    for kind, sources in of_kind.items():
        task: Task[_FactsSource, tuple[Document | None, FileReport]] = Task(
            name=f"facts of {kind}",
            run=partial(_read_facts, context),
            key=lambda source: (source.folder.path, source.words, known),
            result_type=_FACTS_TYPES[kind],
        )
        paths = (source.folder.path for source in sources)
        found.update(zip(paths, cache.results(task, sources), strict=True))
    return found


def _markdown_key(source: _MarkdownSource) -> tuple[str, ...]:
    return source.name, source.language, source.role.name, source.words


_DIGEST: Final = Task(
    name="markdown digest",
    run=lambda source: digest("\0".join(_markdown_key(source)).encode()),
    key=_markdown_key,
    result_type=bytes,
    is_quick=True,
)


def _read_markdown(renderer: MarkdownRenderer, source: _MarkdownSource) -> MarkdownReading:
    findings = FileFindings(path=project_path(source.name))
    file = read_markdown_file(source.words, source.language, renderer, findings, source.role)
    return MarkdownReading(file=file, report=findings.report())


def _read_facts(
    context: DocumentContext, source: _FactsSource
) -> tuple[Document | None, FileReport]:
    findings = FileFindings(path=project_path(f"{source.folder.path}/{DOCUMENT_FILE}"))
    document = read_document(source.folder, source.words, context, findings)
    return document, findings.report()


def _role(folder: DocumentFolder, part: Slug) -> Role:
    if folder.kind is not Kind.ZINE:
        return Role.WHOLE
    return Role.COVER if part == INDEX else Role.PART
