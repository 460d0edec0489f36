"""Read ``vocabulary.yaml``, the codes, and ``vocabulary/synonyms.yaml``, equal terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FileReport, FindingCollector
from reader.library.loading.intents.intents_yaml import read_intents
from reader.library.loading.labels_yaml import read_labels
from reader.library.loading.schema import VOCABULARY, read_table
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import list_of, mapping_of, nullable, region, slug, text
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table, compose_list
from reader.library.model import LanguageTag, Slug
from reader.library.patterns import SLUG
from reader.library.text.markdown import MarkdownRenderer
from reader.library.vocabulary import Vocabulary
from reader.storage.result_cache import ResultCache, Task

VOCABULARY_FILE: Final = "vocabulary.yaml"
SYNONYMS_FILE: Final = "vocabulary/synonyms.yaml"
# Search looks up at most so many words in a row as one term.
MAX_TERM_WORDS: Final = 4

SynonymGroup = Mapping[LanguageTag, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyReading:
    """What was read from the files of the vocabulary; ``reports`` are by path."""

    vocabulary: Vocabulary | None
    reports: Mapping[str, FileReport]


def vocabulary_of(
    tree: SourceTree,
    languages: tuple[LanguageTag, ...],
    renderer: MarkdownRenderer,
    collector: FindingCollector,
    cache: ResultCache,
) -> Vocabulary | None:
    """Return the vocabulary, read now, or earlier from the same files."""
    names = [name for name in tree.files if _is_of_vocabulary(name)]
    words = "\0".join(f"{name}\0{tree.files[name]}" for name in names)

    def read(tree: SourceTree) -> VocabularyReading:
        found = FindingCollector()
        vocabulary = read_vocabulary(tree, languages, renderer, found)
        return VocabularyReading(vocabulary=vocabulary, reports=found.reports())

    task = Task(
        name="vocabulary",
        run=read,
        key=lambda _: (*languages, words),
        result_type=VocabularyReading,
    )
    (reading,) = cache.results(task, [tree])
    for path, report in reading.reports.items():
        collector.of(path).add_report(report)
    return reading.vocabulary


def _is_of_vocabulary(name: str) -> bool:
    return name == VOCABULARY_FILE or name.startswith("vocabulary/")


def read_vocabulary(
    tree: SourceTree,
    languages: tuple[LanguageTag, ...],
    renderer: MarkdownRenderer,
    collector: FindingCollector,
) -> Vocabulary | None:
    """Return the codes with their labels and synonyms, or None if the file cannot be used."""
    findings = collector.of(project_path(VOCABULARY_FILE))
    fields = read_table(tree, VOCABULARY_FILE, VOCABULARY, findings)
    if fields is None:
        return None
    topics: tuple[Slug, ...] = fields.get("topics", list_of(slug), ())
    attributes: tuple[Slug, ...] = fields.get("attributes", list_of(slug), ())
    regions: Mapping[str, str | None] = fields.get("places", mapping_of(nullable(region)), {})
    places = {Slug(name): code for name, code in regions.items()}
    for name in places:
        if not SLUG.fullmatch(name):
            findings.add(FindingCode.WRONG_SLUG, fields.line_of("places"), value=name)
    if findings.broken:
        return None
    codes = {"topics": topics, "attributes": attributes, "places": tuple(places)}
    return Vocabulary(
        topics=topics,
        attributes=attributes,
        places=places,
        labels=read_labels(tree, languages, codes, renderer, collector),
        synonyms=read_synonyms(tree, languages, collector),
        intents=read_intents(tree, languages, topics, collector),
    )


def read_synonyms(
    tree: SourceTree, languages: Collection[LanguageTag], collector: FindingCollector
) -> tuple[SynonymGroup, ...]:
    """Return the groups of terms; none if there is no such file. A faulty group is left out."""
    source = tree.files.get(SYNONYMS_FILE)
    if source is None:
        return ()
    findings = collector.of(project_path(SYNONYMS_FILE))
    sequence = compose_list(source, findings)
    nodes = sequence.items if sequence else ()
    seen: set[tuple[str, str]] = set()
    groups = (_group(node, languages, seen, findings) for node in nodes)
    return tuple(group for group in groups if group)


def synonym_key(language: str, term: str) -> str:
    """Return the key of a term among the lines of the file."""
    return f"{language}: {term}"


def _group(
    node: Node,
    languages: Collection[LanguageTag],
    seen: set[tuple[str, str]],
    findings: FileFindings,
) -> SynonymGroup:
    """Return one group. ``seen`` holds the terms of earlier groups, with their languages."""
    if not isinstance(node, Table):
        findings.add(FindingCode.NOT_A_TABLE, node.line)
        return {}
    group: dict[LanguageTag, tuple[str, ...]] = {}
    for name, value in node.entries.items():
        if name not in languages:
            findings.add(FindingCode.UNKNOWN_LANGUAGE, node.lines[name], value=name)
            continue
        _check_terms(name, value, seen, findings)
        if terms := tuple(filter(None, list_of(text)(value, findings))):
            group[LanguageTag(name)] = terms
    if sum(map(len, group.values())) > 1:
        return group
    findings.add(FindingCode.SYNONYM_ALONE, node.line)
    return {}


def _check_terms(
    language: str, terms: Node, seen: set[tuple[str, str]], findings: FileFindings
) -> None:
    """Report terms that are too long or in an earlier group, and add all of them to ``seen``."""
    own = {
        item.text.casefold(): item
        for item in (terms.items if isinstance(terms, Sequence) else ())
        if isinstance(item, Scalar)
    }
    for folded, item in own.items():
        if (language, folded) in seen:
            findings.add(FindingCode.SYNONYM_TWICE, item.line, value=item.text)
        if len(item.text.split()) > MAX_TERM_WORDS:
            most = str(MAX_TERM_WORDS)
            findings.add(FindingCode.SYNONYM_TOO_LONG, item.line, value=item.text, most=most)
        findings.record_line(synonym_key(language, item.text), item.line)
    seen.update((language, folded) for folded in own)
