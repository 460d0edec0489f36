from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from reader.checks.sentences import SENTENCES, describe
from reader.library.codes import Code
from reader.library.findings import Finding

ENGLISH = gettext.NullTranslations()
FINDING = Finding(code=Code.UNKNOWN_TOPIC, path="content/x.yaml", line=1, arguments={"value": "cake"})


class Shouting(gettext.NullTranslations):
    """A catalogue with one translation for everything."""

    def __init__(self, translation: str) -> None:
        super().__init__()
        self._translation = translation

    def gettext(self, message: str) -> str:
        return self._translation


def test_every_code_of_a_library_says_what_is_wrong_and_what_to_do():
    assert {code for code in SENTENCES if code.startswith("L")} == set(Code)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_a_sentence_with_named_placeholders_only(code):
    sentence = SENTENCES[code]

    for text in (sentence.wrong, sentence.advice):
        assert text[0].isupper() or text[0] in "“%`"
        assert re.search(r"[.)s}]$", text), text
        assert not re.search(r"%(?!\(\w+\)s|%)", text), text


def test_the_document_of_findings_says_what_the_checks_say():
    document = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")

    rows = [f"| {code} | {shown(sentence.wrong)} | {shown(sentence.advice)} |" for code, sentence in SENTENCES.items()]

    assert [row for row in rows if row not in document] == []
    assert re.findall(r"^\| ([LPT]\d{3}) ", document, flags=re.MULTILINE) == list(SENTENCES)


def shown(text: str) -> str:
    """Write a sentence as it stands in a table of Markdown."""
    return re.sub(r"%\(\w+\)s", "…", text).replace("%%", "%").replace("|", "\\|").replace("<", "&lt;")


def test_a_finding_is_described_in_the_language_of_the_catalogue():
    assert describe(FINDING, ENGLISH)[0] == "There is no topic “cake”."
    assert describe(FINDING, Shouting("No existe %(value)s."))[0] == "No existe cake."


@pytest.mark.parametrize("translation", ["No existe %(valor)s.", "No existe %s %s.", "No existe %(value", "100 % de %(value)s"])
def test_a_translation_that_cannot_be_filled_gives_way_to_english(translation):
    assert describe(FINDING, Shouting(translation)) == describe(FINDING, ENGLISH)
