from __future__ import annotations

from reader.library.finding_collector import FileFindings
from reader.library.loading.markdown_file import Role, read_markdown_file
from reader.library.model import LanguageTag
from reader.library.passages import FOREIGN_LETTER, NO_LANGUAGE, PassageKind
from reader.library.text.markdown import MarkdownRenderer

ES = LanguageTag("es")


def passages(markdown: str, first_line: int = 1):
    findings = FileFindings(path="x.md")
    MarkdownRenderer().render(markdown, ES, findings, first_line)
    return findings.prose


def test_passages_are_in_reading_order_with_their_kinds_and_lines():
    blocks = (
        "## Uno {#one}",
        "Dos\ntres.",
        "- Cuatro\n\n  Cinco",
        "> Seis",
        "Siete\n: Ocho",
        "| A | B |\n|---|---|\n| C | D |",
        "```\nx\n```",
    )

    found = passages("\n\n".join(blocks), first_line=7)

    assert [(passage.kind.value, passage.text, passage.line) for passage in found] == [
        ("heading", "Uno", 7),
        ("paragraph", "Dos\ntres.", 9),
        ("item", "Cuatro", 12),
        ("item", "Cinco", 14),
        ("quote", "Seis", 16),
        ("term", "Siete", 18),
        ("definition", "Ocho", 19),
        ("cell", "A", 21),
        ("cell", "B", 21),
        ("cell", "C", 23),
        ("cell", "D", 23),
        ("code", "x\n", 26),
    ]


def test_each_letter_has_a_line_and_a_language():
    (passage,) = passages(
        "Se llama\n[The *Fridge*]{lang=en},\n"
        "`x`, [[sí](/about) [no]{lang=pt}]{lang=fr} y <https://a.example>.",
        first_line=3,
    )

    assert passage.text == "Se llama\nThe Fridge,\nx, sí no y https://a.example."
    at = {
        word: passage.text.index(word)
        for word in ("Se", "The", "Fridge", "x", "sí", "no", " y ", "https", "example")
    }
    assert {
        word: passage.line_at(offset) for word, offset in at.items() if word in ("Se", "The", "x")
    } == {"Se": 3, "The": 4, "x": 5}
    assert [passage.language_at(at[word]) for word in ("Se", "The", "Fridge", " y ")] == [
        "es",
        "en",
        "en",
        "es",
    ]
    assert [passage.language_at(at[word]) for word in ("x", "sí", "no", "https", "example")] == [
        NO_LANGUAGE,
        "fr",
        "fr",
        *[NO_LANGUAGE] * 2,
    ]


def test_words_in_other_languages_are_replaced_at_the_same_offsets():
    (passage,) = passages("Di [yes]{lang=en} o [no]{lang=en}.")

    assert passage.own_words == f"Di {FOREIGN_LETTER * 3} o {FOREIGN_LETTER * 2}."
    assert len(passage.own_words) == len(passage.text)


def test_the_front_matter_of_a_file_has_passages_too():
    findings = FileFindings(path="x.md")
    head = (
        "---\ntitle: Uno\nsummary: Dos\nin_short:\n  - Tres\n  - Cuatro\n"
        "written: 2026-11-23\n---\nCinco\n"
    )

    read_markdown_file(head, ES, MarkdownRenderer(), findings, Role.WHOLE)

    assert [(passage.kind, passage.text, passage.line) for passage in findings.prose] == [
        (PassageKind.PARAGRAPH, "Cinco", 9),
        (PassageKind.TITLE, "Uno", 2),
        (PassageKind.SUMMARY, "Dos", 3),
        (PassageKind.IN_SHORT, "Tres", 5),
        (PassageKind.IN_SHORT, "Cuatro", 6),
    ]


def test_a_wrong_span_is_in_no_language():
    (passage,) = passages("Di [eso]{.red}.")

    assert passage.language_at(passage.text.index("eso")) == NO_LANGUAGE
