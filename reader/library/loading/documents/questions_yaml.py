"""Read ``questions.yaml``: what people type whom a document helps, one question a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings
from reader.library.library import text_key
from reader.library.loading.content_layout import INDEX
from reader.library.loading.value_readers import Line, lines
from reader.library.loading.yaml_nodes import Table, compose
from reader.library.model import Document, Edition, Kind, LanguageTag, Slug, Text
from reader.library.questions import Question
from reader.library.text.phrase_patterns import folded_words

# Longer, it would be a text: search considers no more of a query, either.
MAX_LETTERS: Final = 120


def read_questions(
    source: str,
    document: Document,
    languages: Collection[LanguageTag],
    texts: Mapping[str, Text],
    findings: FileFindings,
) -> Mapping[str, tuple[Question, ...]]:
    """Return key of a text → its questions. ``texts`` are those of the library."""
    table = compose(source, findings)
    found: dict[str, tuple[Question, ...]] = {}
    for name, node in table.entries.items() if table else ():
        line = table.lines[name] if table else 1
        edition = document.editions.get(LanguageTag(name))
        if name not in languages:
            findings.add(FindingCode.UNKNOWN_LANGUAGE, line, value=name)
        elif edition and isinstance(node, Table):
            found |= _of_edition(node, document, edition, texts, findings)
        elif edition:
            findings.add(FindingCode.NOT_A_TABLE, line)
    return found


def _of_edition(
    table: Table,
    document: Document,
    edition: Edition,
    texts: Mapping[str, Text],
    findings: FileFindings,
) -> dict[str, tuple[Question, ...]]:
    """Return the questions of one language, by the text that answers them."""
    parts = {part.slug for part in edition.parts}
    whole = text_key(document.kind, document.slug, edition.language)
    anchors = {heading.anchor for heading in texts[whole].headings} if whole in texts else set()
    found: dict[str, tuple[Question, ...]] = {}
    asked: set[tuple[str, ...]] = set()
    for name, node in table.entries.items():
        own = lines(node, findings)
        _check(own, asked, findings)
        if document.kind is Kind.ZINE and name in parts:
            key = text_key(document.kind, document.slug, edition.language, Slug(name))
            found[key] = tuple(Question(text=line.text) for line in own)
        elif name == INDEX or name in anchors:
            anchor = None if name == INDEX else name
            questions = tuple(Question(text=line.text, anchor=anchor) for line in own)
            found[whole] = (*found.get(whole, ()), *questions)
        else:
            findings.add(FindingCode.UNKNOWN_QUESTION_PLACE, table.lines[name], value=name)
    return found


def _check(own: Collection[Line], asked: set[tuple[str, ...]], findings: FileFindings) -> None:
    """Report questions that are too long, or there twice. ``asked`` are those before."""
    for line in own:
        words = folded_words(line.text)
        if len(line.text) > MAX_LETTERS:
            findings.add(
                FindingCode.QUESTION_TOO_LONG, line.line, value=line.text, most=str(MAX_LETTERS)
            )
        if words in asked:
            findings.add(FindingCode.QUESTION_TWICE, line.line, value=line.text)
        asked.add(words)
