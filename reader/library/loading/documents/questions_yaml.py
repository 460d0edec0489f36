"""Read ``questions.yaml``: what people type whom a document helps, one question a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reader.library.finding_codes import FindingCode
from reader.library.finding_collector import FileFindings, FileReport
from reader.library.library import Library, text_key
from reader.library.loading.content_layout import INDEX
from reader.library.loading.value_readers import Line, lines
from reader.library.loading.yaml_nodes import Table, compose
from reader.library.model import Document, Edition, Kind, LanguageTag, Slug, Text
from reader.library.questions import Question
from reader.library.text.phrase_patterns import folded_words
from reader.storage.result_cache import ResultCache, Task

# Longer, it would be a text: search considers no more of a query, either.
MAX_LETTERS: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsSource:
    """A ``questions.yaml``, its document, and the library with the document's texts."""

    path: str
    words: str
    document: Document
    library: Library

    def places(self) -> str:
        """Return all that questions can lead to, as one text."""
        document = self.document
        return repr(
            [
                (
                    edition.language,
                    [part.slug for part in edition.parts],
                    [heading.anchor for heading in self.library.text(document, edition).headings],
                )
                for edition in document.editions.values()
            ]
        )


def question_lists(
    sources: Sequence[QuestionsSource], cache: ResultCache
) -> Iterator[tuple[str, Mapping[str, tuple[Question, ...]], FileReport]]:
    """Yield path, questions by the key of their text, and findings of each file."""
    task: Task[QuestionsSource, tuple[dict[str, tuple[Question, ...]], FileReport]] = Task(
        name="questions",
        run=_read,
        key=lambda source: (source.path, *source.library.languages, source.words, source.places()),
        result_type=tuple[dict[str, tuple[Question, ...]], FileReport],
    )
    for source, (found, report) in zip(sources, cache.results(task, sources), strict=True):
        yield source.path, found, report


def _read(source: QuestionsSource) -> tuple[dict[str, tuple[Question, ...]], FileReport]:
    findings = FileFindings(path=source.path)
    library = source.library
    found = read_questions(
        source.words, source.document, library.languages, library.texts, findings
    )
    return dict(found), findings.report()


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
