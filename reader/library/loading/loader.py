"""Load ``content/`` as a Library. A faulty file becomes a finding and costs only its own document.

No file raises an exception, whatever it is or contains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileReport, FindingCollector, SourceMap
from reader.library.findings import Finding
from reader.library.help_entries import HelpEntry, is_help_page
from reader.library.library import Library
from reader.library.loading.content_layout import (
    DOCUMENT_FILE,
    FIGURES_FILE,
    HELP_FILE,
    QUESTIONS_FILE,
    DocumentFolder,
    find_documents,
    help_path,
)
from reader.library.loading.document_yaml import DocumentContext
from reader.library.loading.documents.drafts import published
from reader.library.loading.documents.file_readings import (
    MarkdownReading,
    read_facts,
    read_markdown_files,
)
from reader.library.loading.documents.questions_yaml import QuestionsSource, question_lists
from reader.library.loading.documents.withdrawal_yaml import is_withdrawn, read_withdrawal
from reader.library.loading.editions import build_editions, read_files
from reader.library.loading.figures_yaml import FiguresSource, figure_lists
from reader.library.loading.help_yaml import HelpLanguages, read_help
from reader.library.loading.library_yaml import read_identity
from reader.library.loading.references import resolve_references
from reader.library.loading.source_tree import SourceTree, project_path, read_tree
from reader.library.loading.vocabulary_yaml import vocabulary_of
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
from reader.library.questions import Question
from reader.library.text.glossary_links import link_texts
from reader.library.text.markdown import MarkdownRenderer
from reader.library.withdrawal import Withdrawal
from reader.storage.result_cache import NO_CACHE, ResultCache

D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """The library, and what was found while loading it.

    ``library`` is None if ``library.yaml`` or ``vocabulary.yaml`` cannot be used. ``source_map`` is
    for ``checks.library_rules``; ``files`` are those of the tree.
    """

    library: Library | None
    findings: tuple[Finding, ...]
    files: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    source_map: SourceMap = field(default_factory=SourceMap)


def load(root: Path, cache: ResultCache = NO_CACHE, *, drafts: bool = False) -> LoadResult:
    """Read the folder ``content/``. Paths of findings begin with ``content/``, whatever its name.

    Drafts are left out, unless ``drafts`` asks for them.

    No reference in a Library leads to a document, part, label or edition that it does not hold.
    """
    collector = FindingCollector()
    tree = read_tree(root, collector, cache)
    renderer = MarkdownRenderer()
    identity = read_identity(tree, collector)
    vocabulary = (
        vocabulary_of(tree, identity.languages, renderer, collector, cache) if identity else None
    )
    if identity is None or vocabulary is None:
        return LoadResult(library=None, findings=collector.findings())
    folders = find_documents(tree, identity.languages, collector)
    context = DocumentContext(identity=identity, vocabulary=vocabulary)
    loader = _Loader(
        tree=tree, context=context, renderer=renderer, collector=collector, cache=cache
    )
    shown = published(folders, tree, collector, drafts=drafts)
    left = [folder for folder in shown if not is_withdrawn(loader.facts(folder))]
    readings, digests = read_markdown_files(left, tree, renderer, cache)
    library = loader.library(folders, left, readings)
    figures = loader.figures(folders, library)
    usable = {(document.kind, document.slug) for document in library.documents()}
    source_map = SourceMap(
        lines=collector.lines(),
        left_out=frozenset((folder.kind, folder.slug) for folder in folders) - usable,
        prose=collector.prose(),
        figures=figures,
        digests={project_path(name): digest for name, digest in digests.items()},
    )
    return LoadResult(
        library=library, findings=collector.findings(), files=tree.files, source_map=source_map
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loader:
    """Load the documents of a library. ``collector`` receives the findings."""

    tree: SourceTree
    context: DocumentContext
    renderer: MarkdownRenderer
    collector: FindingCollector
    cache: ResultCache

    def library(
        self,
        folders: Sequence[DocumentFolder],
        left: Sequence[DocumentFolder],
        readings: Mapping[str, MarkdownReading],
    ) -> Library:
        """Return the library with every document that can be used of the folders ``left``."""
        withdrawn = [folder for folder in folders if is_withdrawn(self.facts(folder))]
        facts = read_facts(left, self.tree, self.context, self.cache)
        loaded = [
            found
            for folder in left
            if (found := self._document(folder, facts.get(folder.path), readings))
        ]
        slugs = {kind: {folder.slug for folder in folders if folder.kind is kind} for kind in Kind}
        documents = resolve_references([document for document, _ in loaded], slugs, self.collector)
        library = Library(
            identity=self.context.identity,
            vocabulary=self.context.vocabulary,
            experiments=_of_class(Experiment, documents),
            zines=_of_class(Zine, documents),
            episodes=_of_class(Episode, documents),
            lists=_of_class(ReadingList, documents),
            pages=_of_class(Page, documents),
            digest=self.tree.digest,
            withdrawn=tuple(filter(None, map(self._withdrawal, withdrawn))),
            texts={key: text for _, texts in loaded for key, text in texts.items()},
            help_entries=self._help_entries(folders),
        )
        texts = link_texts(library, self.renderer.sanitize, self.cache)
        library = replace(library, texts=texts)
        return replace(library, questions=self._questions(folders, library))

    def _questions(
        self, folders: Sequence[DocumentFolder], library: Library
    ) -> Mapping[str, tuple[Question, ...]]:
        """Return the questions that the texts of a library answer."""
        asked = [
            QuestionsSource(path=project_path(name), words=words, document=found, library=library)
            for folder in folders
            if (words := self.tree.files.get(name := f"{folder.path}/{QUESTIONS_FILE}"))
            and (found := library.find(folder.kind, folder.slug))
        ]
        questions: dict[str, tuple[Question, ...]] = {}
        for path, own, report in question_lists(asked, self.cache):
            self.collector.of(path).add_report(report)
            questions |= own
        return questions

    def facts(self, folder: DocumentFolder) -> str | None:
        """Return the words of a ``document.yaml``, or None."""
        return self.tree.files.get(f"{folder.path}/{DOCUMENT_FILE}")

    def _withdrawal(self, folder: DocumentFolder) -> Withdrawal | None:
        findings = self.collector.of(project_path(f"{folder.path}/{DOCUMENT_FILE}"))
        languages = self.context.identity.languages
        return read_withdrawal(folder, self.facts(folder) or "", languages, findings)

    def _document(
        self,
        folder: DocumentFolder,
        facts: tuple[Document | None, FileReport] | None,
        readings: Mapping[str, MarkdownReading],
    ) -> tuple[Document, Mapping[str, Text]] | None:
        """Return a document and its texts. All of its files are read, to report every fault."""
        name = f"{folder.path}/{DOCUMENT_FILE}"
        findings = self.collector.of(project_path(name))
        files = read_files(folder, readings, self.collector)
        if not folder.has_document_file:
            findings.add(FindingCode.NO_DOCUMENT)
        if not folder.files:
            findings.add(FindingCode.NO_EDITIONS)
        if facts is None:
            return None
        document, report = facts
        findings.add_report(report)
        if document is None or not folder.files:
            return None
        languages = self.context.identity.languages
        editions = build_editions(document, folder, files, languages, self.collector)
        if not editions.editions:
            return None
        return replace(document, editions=editions.editions), editions.texts

    def _help_entries(
        self, folders: Sequence[DocumentFolder]
    ) -> Mapping[Slug, tuple[HelpEntry, ...]]:
        """Return the entries of each page that helps, by its slug."""
        entries: dict[Slug, tuple[HelpEntry, ...]] = {}
        for folder in folders:
            source = self.tree.files.get(f"{folder.path}/{HELP_FILE}")
            if source is not None and folder.kind is Kind.PAGE and is_help_page(folder.slug):
                findings = self.collector.of(help_path(folder.slug))
                languages = HelpLanguages(
                    offered=self.context.identity.languages, written=tuple(folder.files)
                )
                entries[folder.slug] = read_help(source, languages, findings)
        return entries

    def figures(
        self, folders: Sequence[DocumentFolder], library: Library
    ) -> Mapping[str, tuple[Figure, ...] | None]:
        """Return what each ``figures.yaml`` lists, by path, or None if it cannot be read."""
        lists = [
            FiguresSource(
                path=project_path(name),
                words=self.tree.files[name],
                urls={each.url for each in document.sources} if document else None,
            )
            for folder in folders
            if (name := f"{folder.path}/{FIGURES_FILE}") in self.tree.files
            for document in (library.find(folder.kind, folder.slug),)
        ]
        figures: dict[str, tuple[Figure, ...] | None] = {}
        for path, listed, report in figure_lists(lists, self.cache):
            self.collector.of(path).add_report(report)
            figures[path] = listed
        return figures


def _of_class(kind: type[D], documents: Sequence[Document]) -> tuple[D, ...]:
    """Return the documents of one class, by slug."""
    own = (document for document in documents if isinstance(document, kind))
    return tuple(sorted(own, key=lambda document: document.slug))
