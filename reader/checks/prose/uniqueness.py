"""Titles, summaries and lines “In short” are different in each text of a language.

In lists and results they appear alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reader.checks.findings.prose import ProseCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library
from reader.library.loading.content_layout import file_path
from reader.library.model import Document, Edition
from reader.library.passages import PassageKind
from reader.storage.result_cache import ResultCache, Task

# Letters and digits, without the underscore.
_WORD: Final = re.compile(r"[^\W_]+")
_KINDS: Final = {
    ProseCode.TITLE_TWICE: PassageKind.TITLE,
    ProseCode.SUMMARY_TWICE: PassageKind.SUMMARY,
    ProseCode.IN_SHORT_TWICE: PassageKind.IN_SHORT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One text and its file. ``scope`` names the texts among which it has to be the only one."""

    code: ProseCode
    text: str
    path: str
    scope: str


def check_uniqueness(
    library: Library, source_map: SourceMap, findings: FindingCollector, cache: ResultCache
) -> None:
    """Report the second place of a text that a language has twice.

    The titles of parts need to differ within their zine only.
    """
    first: dict[tuple[ProseCode, str, str], str] = {}
    statements = [
        statement
        for document in library.documents()
        for edition in document.editions.values()
        for statement in _statements(document, edition)
    ]
    words = cache.results(_PLAIN, [statement.text for statement in statements])
    for statement, plain in zip(statements, words, strict=True):
        key = (statement.code, statement.scope, plain)
        if other := first.get(key):
            line = _line(source_map, statement)
            findings.of(statement.path).add(statement.code, line, text=statement.text, other=other)
        first.setdefault(key, statement.path)


def _statements(document: Document, edition: Edition) -> Iterator[_Statement]:
    tag = edition.language
    path = file_path(document.kind, document.slug, tag)
    yield _Statement(code=ProseCode.TITLE_TWICE, text=edition.title, path=path, scope=tag)
    yield _Statement(code=ProseCode.SUMMARY_TWICE, text=edition.summary, path=path, scope=tag)
    for line in edition.in_short:
        yield _Statement(code=ProseCode.IN_SHORT_TWICE, text=line, path=path, scope=tag)
    for part in edition.parts:
        its_path = file_path(document.kind, document.slug, tag, part.slug)
        yield _Statement(code=ProseCode.TITLE_TWICE, text=part.title, path=its_path, scope=path)
        yield _Statement(code=ProseCode.SUMMARY_TWICE, text=part.summary, path=its_path, scope=tag)


def _plain(text: str) -> str:
    """Return what can be heard of a text: no capitals, no punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


_PLAIN: Final[Task[str, str]] = Task(
    name="plain statement", run=_plain, key=lambda text: (text,), result_type=str, is_quick=True
)


def _line(source_map: SourceMap, statement: _Statement) -> int:
    found = (
        passage.line
        for passage in source_map.prose.get(statement.path, ())
        if (passage.kind, passage.text) == (_KINDS[statement.code], statement.text)
    )
    return next(found, 1)
