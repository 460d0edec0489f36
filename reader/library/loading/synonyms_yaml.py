"""``vocabulary/synonyms.yaml`` → groups of terms that search takes to mean the same, in one language or in several."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.source_tree import SourceTree, project_path
from reader.library.loading.value_readers import many, text
from reader.library.loading.yaml_nodes import Node, Scalar, Sequence, Table, compose_list
from reader.library.model import LanguageTag

SYNONYMS_FILE: Final = "vocabulary/synonyms.yaml"
# A search looks up so many words in a row as one term, and no more.
MOST_WORDS: Final = 4

Group = Mapping[LanguageTag, tuple[str, ...]]


def read_synonyms(
    tree: SourceTree, languages: Collection[LanguageTag], report: FindingCollector
) -> tuple[Group, ...]:
    """Return the groups of terms, none where there is no such file. A group with a fault is left out."""
    words = tree.files.get(SYNONYMS_FILE)
    if words is None:
        return ()
    file = report.of(project_path(SYNONYMS_FILE))
    listed = compose_list(words, file)
    seen: set[tuple[str, str]] = set()
    groups = (_group(node, languages, seen, file) for node in (listed.items if listed else ()))
    return tuple(group for group in groups if group)


def _group(
    node: Node, languages: Collection[LanguageTag], seen: set[tuple[str, str]], file: FileFindings
) -> Group:
    """Return one group. ``seen`` has the terms of the groups before it, by language."""
    if not isinstance(node, Table):
        file.add(FindingCode.NOT_A_TABLE, node.line)
        return {}
    group: dict[LanguageTag, tuple[str, ...]] = {}
    for name, terms in node.entries.items():
        if name not in languages:
            file.add(FindingCode.UNKNOWN_LANGUAGE, node.lines[name], value=name)
            continue
        _look_over(name, terms, seen, file)
        if found := tuple(filter(None, many(text)(terms, file))):
            group[LanguageTag(name)] = found
    if sum(map(len, group.values())) > 1:
        return group
    file.add(FindingCode.SYNONYM_ALONE, node.line)
    return {}


def _look_over(language: str, terms: Node, seen: set[tuple[str, str]], file: FileFindings) -> None:
    """Note terms that are too long, or that stand in a group before."""
    own = {
        item.text.casefold(): item
        for item in (terms.items if isinstance(terms, Sequence) else ())
        if isinstance(item, Scalar)
    }
    for folded, item in own.items():
        if (language, folded) in seen:
            file.add(FindingCode.SYNONYM_TWICE, item.line, value=item.text)
        if len(item.text.split()) > MOST_WORDS:
            file.add(FindingCode.SYNONYM_TOO_LONG, item.line, value=item.text, most=str(MOST_WORDS))
    seen.update((language, folded) for folded in own)
