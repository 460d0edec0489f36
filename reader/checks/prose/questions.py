"""Rules for ``questions.yaml``: what one language asks of a text, the others ask it too."""

from __future__ import annotations

from collections.abc import Iterator

from reader.checks.findings.questions import QuestionCode
from reader.library.finding_collector import FindingCollector, SourceMap
from reader.library.library import Library, text_key
from reader.library.loading.content_layout import INDEX, questions_path
from reader.library.model import Document, Edition


def check_questions(library: Library, _source_map: SourceMap, findings: FindingCollector) -> None:
    """Report texts that questions of another language lead to, and none of their own."""
    for document in library.documents():
        asked = {
            language: frozenset(_places(library, document, edition))
            for language, edition in document.editions.items()
        }
        everywhere = frozenset[str]().union(*asked.values())
        for language, places in asked.items():
            for place in sorted(everywhere - places):
                findings.of(questions_path(document.kind, document.slug)).add(
                    QuestionCode.NOT_ASKED, language=language, place=place
                )


def _places(library: Library, document: Document, edition: Edition) -> Iterator[str]:
    """Yield the parts, or the anchors, that questions in the language of an edition lead to."""
    parts = (None, *(part.slug for part in edition.parts))
    for part in parts:
        key = text_key(document.kind, document.slug, edition.language, part)
        for question in library.questions.get(key, ()):
            yield part or question.anchor or INDEX
