"""Read ``vocabulary/synonyms.yaml``: groups of terms that mean the same, in any languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import list_of, text
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table, compose_list
from reader.library.model import LanguageTag

SYNONYMS_FILE: Final = "vocabulary/synonyms.yaml"
# Search looks up at most so many words in a row as one term.
MAX_TERM_WORDS: Final = 4

SynonymGroup = Mapping[LanguageTag, tuple[str, ...]]


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
    seen.update((language, folded) for folded in own)
