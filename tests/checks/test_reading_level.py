from __future__ import annotations

import pytest
from support.builders import EPISODE, edition, write_content

from reader.checks.findings.prose import ProseCode
from reader.checks.library_rules import check_library
from reader.checks.prose.reading_level import (
    Measures,
    fernandez_huerta,
    flesch_kincaid,
    inflesz,
    reading_level,
)
from reader.checks.prose.sentence_splitter import sentences
from reader.library.finding_collector import FileFindings
from reader.library.loading.loader import load
from reader.library.model import LanguageTag
from reader.library.text.markdown import MarkdownRenderer

EN, ES = LanguageTag("en"), LanguageTag("es")


def passages(markdown: str, language: LanguageTag = EN):
    report = FileFindings(path="x.md")
    MarkdownRenderer().render(markdown, language, report)
    return report.prose


def words(markdown: str, language: LanguageTag = EN) -> list[str]:
    return [
        " ".join(word for word, _ in sentence.words)
        for passage in passages(markdown, language)
        for sentence in sentences(passage)
    ]


def level(markdown: str, language: LanguageTag = EN):
    return reading_level(passages(markdown, language), language)


def measured(words: int, sentences_: int, syllables: int) -> Measures:
    (passage,) = passages("Words.")
    return Measures(
        words=words, sentences=sentences_, syllables=syllables, longest=next(sentences(passage))
    )


def test_the_formulas_are_those_of_their_authors():
    text = measured(100, 10, 150)

    assert flesch_kincaid(text) == pytest.approx(0.39 * 10 + 11.8 * 1.5 - 15.59)
    assert inflesz(text) == pytest.approx(206.835 - 62.3 * 1.5 - 10)
    assert fernandez_huerta(text) == pytest.approx(206.84 - 60 * 1.5 - 1.02 * 10)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One", "Two", "Three"]),
        (
            "It is 2.1 million, from 8 a.m. to noon. Yes.",
            ["It is 2.1 million from 8 a.m to noon", "Yes"],
        ),
        ("Dr. J. Ritchie came. She spoke.", ["Dr J Ritchie came", "She spoke"]),
        (
            "“Why?” she asked. “Because.” Then she left.",
            ["Why she asked", "Because", "Then she left"],
        ),
        ("Well… maybe. (No.) Yes", ["Well maybe", "No", "Yes"]),
        ("One line\nand the next.\nTwo.", ["One line and the next", "Two"]),
        ("Take:\n\n- bread\n- Rice.", ["Take", "bread", "Rice"]),
        ("Say `run x` and <https://example.org/a.b>. Now.", ["Say and", "Now"]),
        ("A de-escalation, it’s 11:30.", ["A de-escalation it’s 11:30"]),
        ("… .", []),
    ],
)
def test_sentences_end_where_readers_end_them(text, found):
    assert words(text) == found


def test_spanish_sentences_begin_with_opening_marks_and_keep_their_abbreviations():
    assert words("Ven. ¿Vienes? ¡Sí! En EE. UU. la Dra. Peña dice “ya”. Fin.", ES) == [
        "Ven",
        "Vienes",
        "Sí",
        "En EE UU la Dra Peña dice ya",
        "Fin",
    ]


def test_a_sentence_knows_the_line_where_it_begins():
    (passage,) = passages("One.\nTwo and\nthree. Four.\n")

    assert [sentence.line for sentence in sentences(passage)] == [1, 2, 3]


def test_only_running_text_is_counted():
    blocks = (
        "## Not a heading {#h}",
        "A paragraph.",
        "> A quotation.",
        "Term\n: A meaning.",
        "- An item that ends.\n- Not this one",
    )
    found = level(
        "\n\n".join(
            (
                *blocks,
                "| Head |\n|---|\n| A cell that ends. |\n| not this |",
                "```\nno code.\n```\n",
            )
        )
    )

    assert found is not None
    assert (found.measures.words, found.measures.sentences) == (2 + 2 + 2 + 4 + 4, 5)


def test_words_of_another_language_have_its_syllables_and_those_of_an_unknown_one_the_texts_own():
    plain, marked, unknown = (
        level(text, ES) for text in ("Dice home.", "Dice [home]{lang=en}.", "Dice [home]{lang=fr}.")
    )

    assert plain is not None
    assert marked is not None
    assert unknown is not None
    assert (plain.measures.syllables, marked.measures.syllables, unknown.measures.syllables) == (
        4,
        3,
        4,
    )


def test_a_language_without_a_formula_has_no_level_and_a_region_that_of_its_language():
    assert level("Palavras.", LanguageTag("pt-BR")) is None
    assert level("## Words {#words}\n") is None
    mexican, spanish = level("Palabras.", LanguageTag("es-MX")), level("Palabras.", ES)
    assert mexican is not None
    assert spanish is not None
    assert mexican.scores == spanish.scores


EASY = "The cat sat on the mat. " * 20
LONG = "the representative " * 60


@pytest.mark.parametrize(
    ("text", "too_hard"),
    [(EASY, False), (f"{LONG}.", True), ("Incomprehensibility notwithstanding. " * 20, False)],
)
def test_only_a_hard_text_of_some_length_is_judged(text, too_hard):
    found = level(text)

    assert found is not None
    assert found.too_hard is too_hard
    assert found.bound == "≤ 8"


def test_in_spanish_the_first_formula_judges_and_both_are_told():
    found = level(
        "Las organizaciones comunitarias participantes consideraron indispensable "
        "la profesionalización. " * 15,
        ES,
    )

    assert found is not None
    assert [score.formula for score in found.scores] == ["INFLESZ", "Fernández-Huerta"]
    assert (found.too_hard, found.bound) == (True, "≥ 55")


def test_a_hard_text_is_a_warning_at_its_longest_sentence(tmp_path):
    body = f"Words.\n\nShort, and {LONG}.\n\nThe {LONG} and {LONG}.\n"
    loaded = load(
        write_content(
            tmp_path, {f"{EPISODE}/en.md": edition("Notes", body), f"{EPISODE}/es.md": None}
        )
    )
    assert loaded.library is not None

    (finding,) = check_library(loaded.library, loaded.source_map)

    assert (finding.code, finding.line, finding.severity) == (
        ProseCode.HARD_TO_READ,
        11,
        "warning",
    )
    assert finding.arguments["words"] == "242"
