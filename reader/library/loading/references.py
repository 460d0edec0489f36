"""Resolve references between documents: a broken one is reported and removed from the Library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from reader.library.addresses import SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.content_layout import facts_path
from reader.library.loading.value_readers import list_of, text
from reader.library.loading.yaml_nodes import Node
from reader.library.model import (
    Document,
    Episode,
    Experiment,
    Kind,
    ReadingList,
    Reference,
    Slug,
    Zine,
)

# Kind → the key that names documents of that kind, and the finding if there is no such document.
_KEYS: Final[Mapping[Kind, tuple[str, FindingCode]]] = {
    Kind.ZINE: ("zine", FindingCode.UNKNOWN_ZINE),
    Kind.EPISODE: ("episodes", FindingCode.UNKNOWN_EPISODE),
    Kind.EXPERIMENT: ("experiments", FindingCode.UNKNOWN_EXPERIMENT),
}
# Folder → kind, of the documents that can be in a reading list.
_LISTABLE: Final[Mapping[str, Kind]] = {
    folder: kind for kind, folder in SHELVES.items() if kind is not Kind.LIST
}


def read_references(node: Node, findings: FileFindings) -> tuple[Reference, ...]:
    """Read the documents of a reading list, at least one.

    Each is written as ``experiments/<slug>`` or, for a part, ``zines/<slug>/<part>``.
    """
    names = list_of(text)(node, findings)
    if not names:
        findings.add(FindingCode.UNKNOWN_DOCUMENT, node.line, value="")
    references = {name: _reference(name) for name in names if name}
    for name, reference in references.items():
        if reference is None:
            line = findings.lines.get(f"documents.{name}", node.line)
            findings.add(FindingCode.UNKNOWN_DOCUMENT, line, value=name)
    return tuple(filter(None, references.values()))


def read_reference(node: Node, findings: FileFindings) -> Reference | None:
    """Read one document, or one part, that can be in a reading list, or the list itself."""
    name = text(node, findings)
    reference = _reference(name) or _list_reference(name)
    if reference is None:
        findings.add(FindingCode.UNKNOWN_DOCUMENT, node.line, value=name)
    return reference


def _list_reference(name: str) -> Reference | None:
    folder, _, slug = name.partition("/")
    is_list = folder == SHELVES[Kind.LIST] and slug
    return Reference(kind=Kind.LIST, slug=Slug(slug)) if is_list else None


def _reference(name: str) -> Reference | None:
    match name.split("/"):
        case [folder, slug] if folder in _LISTABLE:
            return Reference(kind=_LISTABLE[folder], slug=Slug(slug))
        case [folder, slug, part] if _LISTABLE.get(folder) is Kind.ZINE:
            return Reference(kind=Kind.ZINE, slug=Slug(slug), part=Slug(part))
    return None


def resolve_references(
    documents: Collection[Document],
    folders: Mapping[Kind, Collection[Slug]],
    collector: FindingCollector,
) -> tuple[Document, ...]:
    """Return the documents without broken references.

    ``folders``: kind → slugs of all documents that have a folder, usable or not.
    """
    parts: dict[Kind, dict[Slug, Collection[Slug]]] = {kind: {} for kind in Kind}
    for document in documents:
        parts[document.kind][document.slug] = document.parts if isinstance(document, Zine) else ()
    resolver = _ReferenceResolver(parts=parts, folders=folders)
    return tuple(
        resolver.resolve(document, collector.of(facts_path(document.kind, document.slug)))
        for document in documents
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReferenceResolver:
    """Keep references to usable documents, and report those to documents that have no folder.

    ``parts``: kind → slug → parts, of usable documents; the faults of others are reported already.
    """

    parts: Mapping[Kind, Mapping[Slug, Collection[Slug]]]
    folders: Mapping[Kind, Collection[Slug]]

    def resolve(self, document: Document, findings: FileFindings) -> Document:
        match document:
            case Experiment():
                zines = self._slugs(Kind.ZINE, filter(None, [document.zine]), findings)
                episodes = self._slugs(Kind.EPISODE, document.episodes, findings)
                return replace(document, zine=next(iter(zines), None), episodes=episodes)
            case Episode():
                experiments = self._slugs(Kind.EXPERIMENT, document.experiments, findings)
                return replace(document, experiments=experiments)
            case ReadingList():
                references = tuple(self._references(document.documents, findings))
                return replace(document, documents=references)
        return document

    def _slugs(self, kind: Kind, slugs: Iterable[Slug], findings: FileFindings) -> tuple[Slug, ...]:
        key, code = _KEYS[kind]
        resolved = []
        for slug in slugs:
            if slug in self.parts[kind]:
                resolved.append(slug)
            elif slug not in self.folders[kind]:
                lines = findings.lines
                line = lines.get(f"{key}.{slug}", lines.get(key, 1))
                findings.add(code, line, value=slug)
        return tuple(resolved)

    def _references(
        self, references: Iterable[Reference], findings: FileFindings
    ) -> Iterator[Reference]:
        for reference in references:
            parts = self.parts[reference.kind].get(reference.slug)
            if parts is not None and (reference.part is None or reference.part in parts):
                yield reference
            elif parts is not None or reference.slug not in self.folders[reference.kind]:
                name = "/".join(
                    filter(None, (SHELVES[reference.kind], reference.slug, reference.part))
                )
                line = findings.lines.get(f"documents.{name}", 1)
                findings.add(FindingCode.UNKNOWN_DOCUMENT, line, value=name)
