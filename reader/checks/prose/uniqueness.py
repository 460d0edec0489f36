"""What stands alone in lists and results is said once a language: titles, summaries, lines in short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import file_path
from reader.library.model import Document, Edition
from reader.library.text.passage_reader import PassageKind

_KINDS: Final = {
    ProseCode.TITLE_TWICE: PassageKind.TITLE,
    ProseCode.SUMMARY_TWICE: PassageKind.SUMMARY,
    ProseCode.IN_SHORT_TWICE: PassageKind.IN_SHORT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One text, the file it is in, and among which others it has to be the only one."""

    code: ProseCode
    text: str
    path: str
    among: str


def check_uniqueness(library: Library, source_map: SourceMap, findings: FindingCollector) -> None:
    """Find what is said twice in one language, at the second place. Parts of a zine need titles of their own within it only."""
    first: dict[tuple[ProseCode, str, str], str] = {}
    for document in library.documents():
        for edition in document.editions.values():
            for said in _said(document, edition):
                key = (said.code, said.among, _plain(said.text))
                if other := first.get(key):
                    findings.of(said.path).add(
                        said.code, _line(source_map, said), text=said.text, other=other
                    )
                first.setdefault(key, said.path)


def _said(document: Document, edition: Edition) -> Iterator[_Said]:
    tag = edition.language
    path = file_path(document.kind, document.slug, tag)
    yield _Said(code=ProseCode.TITLE_TWICE, text=edition.title, path=path, among=tag)
    yield _Said(code=ProseCode.SUMMARY_TWICE, text=edition.summary, path=path, among=tag)
    for line in edition.in_short:
        yield _Said(code=ProseCode.IN_SHORT_TWICE, text=line, path=path, among=tag)
    for part in edition.parts:
        its_path = file_path(document.kind, document.slug, tag, part.slug)
        yield _Said(code=ProseCode.TITLE_TWICE, text=part.title, path=its_path, among=path)
        yield _Said(code=ProseCode.SUMMARY_TWICE, text=part.summary, path=its_path, among=tag)


def _plain(text: str) -> str:
    """Return a text as ears tell it from another: no capitals, no punctuation."""
    return " ".join(
        "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    )


def _line(source_map: SourceMap, said: _Said) -> int:
    found = (
        passage.line
        for passage in source_map.prose.get(said.path, ())
        if (passage.kind, passage.text) == (_KINDS[said.code], said.text)
    )
    return next(found, 1)
