from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from gettext import NullTranslations

import pytest

from reader.checks.findings.documents import DOCUMENT_TEXTS
from reader.checks.findings.files import FILE_TEXTS
from reader.checks.findings.help import HELP_TEXTS
from reader.checks.findings.intents import INTENT_TEXTS
from reader.checks.findings.markdown import MARKDOWN_TEXTS
from reader.checks.findings.prose import ProseCode
from reader.checks.findings.questions import QUESTION_TEXTS
from reader.checks.findings.table import WARNING
from reader.checks.findings.texts import TABLES, TEXTS, describe, reference
from reader.i18n.translator import Translator
from reader.library.finding_codes import FindingCode
from reader.library.findings import Finding
from reader.wiring.commands import ENGLISH

FINDING = Finding(
    code=FindingCode.UNKNOWN_TOPIC, path="content/x.yaml", line=1, arguments={"value": "cake"}
)


class OneTranslation(NullTranslations):
    """A catalogue with one translation for every message."""

    def __init__(self, translation: str) -> None:
        super().__init__()
        self._translation = translation

    def gettext(self, message: str) -> str:
        return self._translation


def saying(translation: str) -> Translator:
    return replace(ENGLISH, catalogue=OneTranslation(translation))


def test_every_code_of_the_loader_says_what_is_wrong_and_what_to_do():
    tables = (FILE_TEXTS, DOCUMENT_TEXTS, MARKDOWN_TEXTS, HELP_TEXTS, INTENT_TEXTS, QUESTION_TEXTS)
    texts = {code for table in tables for code in table}
    assert texts == set(FindingCode)


def test_no_code_stands_for_two_rules():
    codes = [code.value for table in (FindingCode, *TABLES) for code in table.__members__.values()]

    assert [code for code, rules in Counter(codes).items() if rules > 1] == []


def test_a_row_gives_its_findings_their_severity():
    row = ProseCode.THREE_DOTS

    assert (row, row.severity, row.text.wrong) == (
        "L810",
        WARNING,
        "There are several dots in a row.",
    )
    assert Finding.of(row, "content/x.md", 3) == Finding(
        code="L810", path="content/x.md", line=3, severity=WARNING
    )


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_sentence_is_a_sentence_with_named_placeholders_only(code):
    for text in (TEXTS[code].wrong, TEXTS[code].advice):
        assert text[0].isupper() or text[0] in "“%`"
        assert re.search(r"[.)s}]$", text), text
        assert not re.search(r"%(?!\(\w+\)s|%)", text), text


def test_the_reference_shows_every_code_in_order_with_a_blank_for_what_differs():
    rows = reference(ENGLISH)

    assert [code for code, _, _ in rows] == sorted(TEXTS)
    assert ("L301", "There is no topic “‹value›”.", TEXTS["L301"].advice) in rows


def test_a_finding_is_described_in_the_language_of_the_catalogue():
    assert describe(FINDING, ENGLISH)[0] == "There is no topic “cake”."
    assert describe(FINDING, saying("No existe %(value)s."))[0] == "No existe cake."


@pytest.mark.parametrize(
    "translation",
    ["No existe %(valor)s.", "No existe %s %s.", "No existe %(value", "100 % de %(value)s"],
)
def test_a_translation_that_cannot_be_filled_gives_way_to_english(translation):
    assert describe(FINDING, saying(translation)) == describe(FINDING, ENGLISH)
