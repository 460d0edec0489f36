"""References between documents: one that leads nowhere is found and taken out, so that a Library has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reader.library.addresses import SHELVES
from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FindingCollector
from reader.library.loading.content_layout import facts_path
from reader.library.loading.value_readers import many, text
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

# The key that names documents of a kind.
_KEYS: Final[Mapping[Kind, str]] = {
    Kind.ZINE: "zine",
    Kind.EPISODE: "episodes",
    Kind.EXPERIMENT: "experiments",
}
# What a reading list may lead to, by the folder it is in.
_LISTED: Final[Mapping[str, Kind]] = {
    folder: kind for kind, folder in SHELVES.items() if kind is not Kind.LIST
}


def named(node: Node, report: FileFindings) -> tuple[Reference, ...]:
    """Read the documents of a reading list, at least one: ``experiments/<slug>``, or ``zines/<slug>/<part>``. Marks each one's line."""
    names = many(text)(node, report)
    if not names:
        report.add(FindingCode.UNKNOWN_DOCUMENT, node.line, value="")
    found = []
    for name in filter(None, names):
        reference = _reference(name)
        if reference is None:
            report.add(
                FindingCode.UNKNOWN_DOCUMENT,
                report.spots.get(f"documents.{name}", node.line),
                value=name,
            )
        else:
            found.append(reference)
    return tuple(found)


def _reference(name: str) -> Reference | None:
    match name.split("/"):
        case [folder, slug] if folder in _LISTED:
            return Reference(kind=_LISTED[folder], slug=Slug(slug))
        case [folder, slug, part] if _LISTED.get(folder) is Kind.ZINE:
            return Reference(kind=Kind.ZINE, slug=Slug(slug), part=Slug(part))
    return None


def close(
    documents: Iterable[Document],
    folders: Mapping[Kind, Collection[Slug]],
    report: FindingCollector,
) -> tuple[Document, ...]:
    """Return the documents with only references that lead somewhere.

    ``folders`` are all documents that have a folder: one that is there but broken was found already.
    """
    documents = tuple(documents)
    alive: dict[Kind, dict[Slug, Collection[Slug]]] = {kind: {} for kind in Kind}
    for document in documents:
        alive[document.kind][document.slug] = document.parts if isinstance(document, Zine) else ()
    closer = _Closer(alive, folders, report)
    return tuple(closer.close(document) for document in documents)


class _Closer:
    """Keep the references that lead somewhere. ``alive``: the documents that can be used, and the parts of each."""

    def __init__(
        self,
        alive: Mapping[Kind, Mapping[Slug, Collection[Slug]]],
        folders: Mapping[Kind, Collection[Slug]],
        report: FindingCollector,
    ) -> None:
        self._alive = alive
        self._folders = folders
        self._report = report

    def close(self, document: Document) -> Document:
        """Return a document without references that lead nowhere."""
        file = self._report.of(facts_path(document.kind, document.slug))
        match document:
            case Experiment():
                zines = self._kept(
                    Kind.ZINE,
                    [document.zine] if document.zine else [],
                    FindingCode.UNKNOWN_ZINE,
                    file,
                )
                episodes = self._kept(
                    Kind.EPISODE, document.episodes, FindingCode.UNKNOWN_EPISODE, file
                )
                return replace(document, zine=zines[0] if zines else None, episodes=episodes)
            case Episode():
                return replace(
                    document,
                    experiments=self._kept(
                        Kind.EXPERIMENT, document.experiments, FindingCode.UNKNOWN_EXPERIMENT, file
                    ),
                )
            case ReadingList():
                return replace(document, documents=tuple(self._leading(document.documents, file)))
        return document

    def _kept(
        self, kind: Kind, slugs: Iterable[Slug], code: FindingCode, file: FileFindings
    ) -> tuple[Slug, ...]:
        kept = []
        for slug in slugs:
            if slug in self._alive[kind]:
                kept.append(slug)
            elif slug not in self._folders[kind]:
                key = _KEYS[kind]
                file.add(code, file.spots.get(f"{key}.{slug}", file.spots.get(key, 1)), value=slug)
        return tuple(kept)

    def _leading(self, references: Iterable[Reference], file: FileFindings) -> Iterator[Reference]:
        for reference in references:
            parts = self._alive[reference.kind].get(reference.slug)
            if parts is not None and (reference.part is None or reference.part in parts):
                yield reference
            elif parts is not None or reference.slug not in self._folders[reference.kind]:
                name = "/".join(
                    filter(None, (SHELVES[reference.kind], reference.slug, reference.part))
                )
                file.add(
                    FindingCode.UNKNOWN_DOCUMENT, file.spots.get(f"documents.{name}", 1), value=name
                )
