from __future__ import annotations

import re
from dataclasses import replace
from gettext import NullTranslations

import pytest

from reader.checks.sentences import SENTENCES, describe, reference
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


def test_every_code_of_a_library_says_what_is_wrong_and_what_to_do():
    assert {code for code in SENTENCES if code.startswith("L")} == set(FindingCode)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_a_sentence_with_named_placeholders_only(code):
    sentence = SENTENCES[code]

    for text in (sentence.wrong, sentence.advice):
        assert text[0].isupper() or text[0] in "“%`"
        assert re.search(r"[.)s}]$", text), text
        assert not re.search(r"%(?!\(\w+\)s|%)", text), text


def test_the_reference_shows_every_code_in_order_with_a_blank_for_what_differs():
    rows = reference(ENGLISH)

    assert [code for code, _, _ in rows] == sorted(SENTENCES)
    assert ("L301", "There is no topic “‹value›”.", SENTENCES["L301"].advice) in rows


def test_a_finding_is_described_in_the_language_of_the_catalogue():
    assert describe(FINDING, ENGLISH)[0] == "There is no topic “cake”."
    assert describe(FINDING, saying("No existe %(value)s."))[0] == "No existe cake."


@pytest.mark.parametrize(
    "translation",
    ["No existe %(valor)s.", "No existe %s %s.", "No existe %(value", "100 % de %(value)s"],
)
def test_a_translation_that_cannot_be_filled_gives_way_to_english(translation):
    assert describe(FINDING, saying(translation)) == describe(FINDING, ENGLISH)
