"""Faults of questions, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import Plant
from support.builders import ZINE

from reader.checks.findings.questions import QuestionCode
from reader.library.finding_codes import FindingCode

QUESTIONS: Final = f"{ZINE}/questions.yaml"
ENGLISH: Final = "en:\n  before: |\n    how do i breathe\n"
SPANISH: Final = "es:\n  before: |\n    cómo respiro\n"


def _plants() -> Iterator[Plant]:
    for code, line, text in (
        (FindingCode.UNKNOWN_QUESTION_PLACE, 4, ENGLISH + "  breathe: |\n    x\n" + SPANISH),
        (FindingCode.QUESTION_TWICE, 5, ENGLISH + "  after: |\n    How do I breathe?\n"),
        (FindingCode.QUESTION_TOO_LONG, 4, f"{ENGLISH}    {'long ' * 30}\n{SPANISH}"),
        (FindingCode.UNKNOWN_LANGUAGE, 4, f"{ENGLISH}fr: {{}}\n{SPANISH}"),
        (FindingCode.NOT_A_TABLE, 4, f"{ENGLISH}es: cómo respiro\n"),
        (FindingCode.NOT_TEXT, 2, "en:\n  before: [breathe]\n" + SPANISH),
        (FindingCode.YAML_SYNTAX, 2, "en: {\n"),
        (QuestionCode.NOT_ASKED, 1, ENGLISH),
    ):
        files: dict[str, str | bytes | None] = {QUESTIONS: text}
        yield Plant(code=code, at=f"{QUESTIONS}:{line}", files=files)


PLANTED: Final = tuple(_plants())
