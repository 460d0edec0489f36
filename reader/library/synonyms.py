"""``vocabulary/synonyms.yaml`` → groups of terms that search takes to mean the same, in one language or in several."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.codes import Code
from reader.library.model import LanguageTag
from reader.library.reading import Tree, project_path
from reader.library.report import FileReport, Report
from reader.library.values import many, text
from reader.library.yaml_nodes import Node, Scalar, Sequence, Table, compose_list

SYNONYMS_FILE: Final = "vocabulary/synonyms.yaml"
# A search looks up so many words in a row as one term, and no more.
MOST_WORDS: Final = 4

Group = Mapping[LanguageTag, tuple[str, ...]]


def read_synonyms(tree: Tree, languages: Collection[LanguageTag], report: Report) -> tuple[Group, ...]:
    """Return the groups of terms, none where there is no such file. A group with a fault is left out."""
    words = tree.files.get(SYNONYMS_FILE)
    if words is None:
        return ()
    file = report.of(project_path(SYNONYMS_FILE))
    listed = compose_list(words, file)
    seen: set[tuple[str, str]] = set()
    groups = (_group(node, languages, seen, file) for node in (listed.items if listed else ()))
    return tuple(group for group in groups if group)


def _group(node: Node, languages: Collection[LanguageTag], seen: set[tuple[str, str]], file: FileReport) -> Group:
    """Return one group. ``seen`` has the terms of the groups before it, by language."""
    if not isinstance(node, Table):
        file.add(Code.NOT_A_TABLE, node.line)
        return {}
    group: dict[LanguageTag, tuple[str, ...]] = {}
    for name, terms in node.entries.items():
        if name not in languages:
            file.add(Code.UNKNOWN_LANGUAGE, node.lines[name], value=name)
            continue
        _look_over(name, terms, seen, file)
        if found := tuple(filter(None, many(text)(terms, file))):
            group[LanguageTag(name)] = found
    if sum(map(len, group.values())) > 1:
        return group
    file.add(Code.SYNONYM_ALONE, node.line)
    return {}


def _look_over(language: str, terms: Node, seen: set[tuple[str, str]], file: FileReport) -> None:
    """Note terms that are too long, or that stand in a group before."""
    own = {item.text.casefold(): item for item in (terms.items if isinstance(terms, Sequence) else ()) if isinstance(item, Scalar)}
    for folded, item in own.items():
        if (language, folded) in seen:
            file.add(Code.SYNONYM_TWICE, item.line, value=item.text)
        if len(item.text.split()) > MOST_WORDS:
            file.add(Code.SYNONYM_TOO_LONG, item.line, value=item.text, most=str(MOST_WORDS))
    seen.update((language, folded) for folded in own)
