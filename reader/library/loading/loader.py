"""``content/`` → Library. Nothing that a file is or holds raises: what is wrong is found, and costs only its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.help_entries import HelpEntry, is_help_page
from reader.library.library import Library
from reader.library.loading import content_layout, references
from reader.library.loading.content_layout import FACTS, FIGURES, HELP, DocumentFolder
from reader.library.loading.document_yaml import DocumentContext, read_document
from reader.library.loading.editions import assemble, read_files
from reader.library.loading.figures_yaml import read_figures
from reader.library.loading.help_yaml import read_help
from reader.library.loading.source_tree import SourceTree, project_path, read_tree
from reader.library.loading.vocabulary_yaml import read_identity, read_vocabulary
from reader.library.model import (
    Document,
    Episode,
    Experiment,
    Figure,
    Kind,
    Page,
    ReadingList,
    Slug,
    Text,
    Zine,
)
from reader.library.text.glossary_links import explained
from reader.library.text.markdown import MarkdownRenderer

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What could be made of ``content/``, and what was found while it was read.

    ``library`` is None where ``library.yaml`` or ``vocabulary.yaml`` cannot be used. ``survey`` is for
    ``checks.library_rules``; a library has no use for it once it is checked.
    """

    library: Library | None
    findings: tuple[Finding, ...]
    survey: SourceMap = field(default_factory=SourceMap)


def load(root: Path) -> LoadResult:
    """Read the folder ``content/``. Paths of findings begin with ``content/``, whatever the folder is called.

    A Library has no reference to a document, part, label or edition that it does not hold.
    """
    report = FindingCollector()
    tree = read_tree(root, report)
    markup = MarkdownRenderer()
    identity = read_identity(tree, report)
    vocabulary = read_vocabulary(tree, identity.languages, markup, report) if identity else None
    if identity is None or vocabulary is None:
        return LoadResult(library=None, findings=report.findings())
    folders = content_layout.documents(tree, identity.languages, report)
    library = _library(
        tree, folders, DocumentContext(identity=identity, vocabulary=vocabulary), markup, report
    )
    alive = {(document.kind, document.slug) for document in library.documents()}
    left_out = frozenset((folder.kind, folder.slug) for folder in folders) - alive
    figures = _figures(tree, folders, library, report)
    survey = SourceMap(
        lines=report.lines(), left_out=left_out, prose=report.prose(), figures=figures
    )
    return LoadResult(library=library, findings=report.findings(), survey=survey)


def _library(
    tree: SourceTree,
    folders: Sequence[DocumentFolder],
    setting: DocumentContext,
    markup: MarkdownRenderer,
    report: FindingCollector,
) -> Library:
    texts: dict[str, Text] = {}
    documents: list[Document] = []
    for folder in folders:
        document, its_texts = _document(folder, tree, setting, markup, report)
        if document:
            documents.append(document)
            texts.update(its_texts)
    closed = references.close(
        documents,
        {kind: {folder.slug for folder in folders if folder.kind is kind} for kind in Kind},
        report,
    )
    library = Library(
        identity=setting.identity,
        vocabulary=setting.vocabulary,
        experiments=_of(Experiment, closed),
        zines=_of(Zine, closed),
        episodes=_of(Episode, closed),
        lists=_of(ReadingList, closed),
        pages=_of(Page, closed),
        digest=tree.digest,
        texts=texts,
        help_entries=_help_entries(tree, folders, setting, report),
    )
    return replace(library, texts=explained(library, markup.sanitized))


def _document(
    folder: DocumentFolder,
    tree: SourceTree,
    setting: DocumentContext,
    markup: MarkdownRenderer,
    report: FindingCollector,
) -> tuple[Document | None, dict[str, Text]]:
    """Return a document and its texts. Its files are all read, whatever one of them lacks, so that every fault is found."""
    facts_file = report.of(project_path(f"{folder.path}/{FACTS}"))
    files = read_files(folder, tree, markup, report)
    facts = tree.files.get(f"{folder.path}/{FACTS}")
    if not folder.has_facts:
        facts_file.add(FindingCode.NO_DOCUMENT)
    if not folder.words:
        facts_file.add(FindingCode.NO_EDITIONS)
    if facts is None:
        return None, {}
    document = read_document(folder, facts, setting, facts_file)
    if document is None or not folder.words:
        return None, {}
    found = assemble(document, folder, files, setting.identity.languages, report)
    if not found.editions:
        return None, {}
    return replace(document, editions=found.editions), dict(found.texts)


def _figures(
    tree: SourceTree, folders: Sequence[DocumentFolder], library: Library, report: FindingCollector
) -> Mapping[str, tuple[Figure, ...] | None]:
    """Return what every ``figures.yaml`` lists, by path. Those of a document that is left out are held against no sources."""
    found: dict[str, tuple[Figure, ...] | None] = {}
    for folder in folders:
        name = f"{folder.path}/{FIGURES}"
        if name not in tree.files:
            continue
        words, path = tree.files[name], project_path(name)
        document = library.find(folder.kind, folder.slug)
        sources = {source.url for source in document.sources} if document else None
        found[path] = None if words is None else read_figures(words, sources, report.of(path))
    return found


def _help_entries(
    tree: SourceTree,
    folders: Sequence[DocumentFolder],
    setting: DocumentContext,
    report: FindingCollector,
) -> Mapping[Slug, tuple[HelpEntry, ...]]:
    """Return the help entries of every page that has some."""
    return {
        folder.slug: read_help(
            words, setting.identity.languages, report.of(project_path(f"{folder.path}/{HELP}"))
        )
        for folder in folders
        if folder.kind is Kind.PAGE
        and is_help_page(folder.slug)
        and (words := tree.files.get(f"{folder.path}/{HELP}")) is not None
    }


def _of(kind: type[D], documents: Sequence[Document]) -> tuple[D, ...]:
    return tuple(
        sorted(
            (document for document in documents if isinstance(document, kind)),
            key=lambda document: document.slug,
        )
    )
