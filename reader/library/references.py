"""References between documents: one that leads nowhere is found and taken out, so that a Library has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from reader.library.codes import Code
from reader.library.layout import facts_path
from reader.library.model import Document, Episode, Experiment, Kind, Slug
from reader.library.report import FileReport, Report

# The key that names documents of a kind.
_KEYS: Final[Mapping[Kind, str]] = {Kind.ZINE: "zine", Kind.EPISODE: "episodes", Kind.EXPERIMENT: "experiments"}


def close(documents: Iterable[Document], folders: Mapping[Kind, Collection[Slug]], report: Report) -> tuple[Document, ...]:
    """Return the documents with only references that lead somewhere.

    ``folders`` are all documents that have a folder: one that is there but broken was found already.
    """
    documents = tuple(documents)
    alive: dict[Kind, set[Slug]] = {kind: set() for kind in Kind}
    for document in documents:
        alive[document.kind].add(document.slug)
    closer = _Closer(alive, folders, report)
    return tuple(closer.close(document) for document in documents)


class _Closer:
    """Keep the references that lead somewhere."""

    def __init__(self, alive: Mapping[Kind, Collection[Slug]], folders: Mapping[Kind, Collection[Slug]], report: Report) -> None:
        self._alive = alive
        self._folders = folders
        self._report = report

    def close(self, document: Document) -> Document:
        """Return a document without references that lead nowhere."""
        file = self._report.of(facts_path(document.kind, document.slug))
        match document:
            case Experiment():
                zines = self._kept(Kind.ZINE, [document.zine] if document.zine else [], Code.UNKNOWN_ZINE, file)
                episodes = self._kept(Kind.EPISODE, document.episodes, Code.UNKNOWN_EPISODE, file)
                return replace(document, zine=zines[0] if zines else None, episodes=episodes)
            case Episode():
                return replace(document, experiments=self._kept(Kind.EXPERIMENT, document.experiments, Code.UNKNOWN_EXPERIMENT, file))
        return document

    def _kept(self, kind: Kind, slugs: Iterable[Slug], code: Code, file: FileReport) -> tuple[Slug, ...]:
        kept = []
        for slug in slugs:
            if slug in self._alive[kind]:
                kept.append(slug)
            elif slug not in self._folders[kind]:
                key = _KEYS[kind]
                file.add(code, file.spots.get(f"{key}.{slug}", file.spots.get(key, 1)), value=slug)
        return tuple(kept)
