"""Faults of figures, of marks, of repetition and of contacts, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import NOTES, Plant, body, changed, facts
from support.builders import EPISODE, EXPERIMENT, EXPERIMENT_FACTS, LIST, PAGE_FACTS, ZINE, edition

from reader.checks.findings.prose import ProseCode
from reader.library.finding_codes import FindingCode
from reader.library.findings import RuleCode

FIGURES: Final = f"{EPISODE}/figures.yaml"
FED: Final = '- {figure: "1800", meaning: people fed a week, source: structure}\n'
SECOND: Final = "experiments/second-fridge"
PART: Final = "## Descansa {#rest}\n\n### Duerme {#sleep}\n\nDuerme 8 horas.\n"
HARD_ENGLISH: Final = (
    "Notwithstanding considerable organizational difficulties, representatives collaborated "
    "continuously. " * 15
)
HARD_SPANISH: Final = (
    "Las organizaciones comunitarias participantes consideraron indispensable la "
    "profesionalización permanente. " * 12
)


def _figures() -> Iterator[Plant]:
    yield Plant(
        code=ProseCode.NO_FIGURES,
        at=f"{FIGURES}:1",
        files={NOTES: edition("N", "It fed 1,800 people in 2020.\n")},
    )
    for code, line, extra in (
        (FindingCode.WRONG_FIGURE, 2, '- {figure: "1,900", meaning: people, source: structure}\n'),
        (FindingCode.FIGURE_TWICE, 2, FED),
        (
            ProseCode.FIGURE_NOT_USED,
            3,
            '# more\n- {figure: "1900", meaning: people, source: structure}\n',
        ),
        (FindingCode.MISSING_KEY, 2, '- {figure: "2.5", source: structure}\n'),
        (
            FindingCode.UNKNOWN_KEY,
            2,
            '- {figure: "2.5", meaning: people, source: structure, page: three}\n',
        ),
        (FindingCode.NOT_A_TABLE, 2, '- "2.5"\n'),
        (FindingCode.YAML_SYNTAX, 3, "- {figure: 1900\n"),
    ):
        yield _listed(code, line, FED + extra)
    yield _listed(
        FindingCode.FIGURE_SOURCE_NOT_LISTED,
        1,
        FED.replace("structure", '"https://news.example.org/fridge"'),
    )
    yield _listed(FindingCode.NOT_A_LIST, 1, "figures: []\n")
    yield _listed(FindingCode.EMPTY, 1, "# nothing yet\n")
    for line, file in (
        (2, edition("Seven 7", "Words.\n", summary="S")),
        (3, edition("N", "Words.\n", summary="Seven is 7.")),
        (7, edition("N", "Words.\n", more="in_short:\n  - By 7.\n")),
        (8, edition("N", "Words\nand 7 more.\n")),
        (9, edition("N", "Words:\n\n1. Come by 7.\n")),
    ):
        yield Plant(
            code=ProseCode.FIGURE_NOT_LISTED,
            at=f"{NOTES}:{line}",
            files={NOTES: file, FIGURES: "[]"},
        )
    part = f"{ZINE}/es/after.md"
    yield Plant(
        code=ProseCode.FIGURE_NOT_LISTED,
        at=f"{part}:11",
        files={f"{ZINE}/figures.yaml": "[]", part: edition("Después", PART)},
    )


def _listed(code: RuleCode, line: int, figures: str) -> Plant:
    """Plant a fault in the list of figures of the episode."""
    return Plant(
        code=code,
        at=f"{FIGURES}:{line}",
        files={NOTES: edition("N", "It fed 1,800 people.\n"), FIGURES: figures},
    )


def _repetition() -> Iterator[Plant]:
    about = "pages/about/en.md"
    summary = "Neighbors keep a fridge on the street, full of food that ANYONE can take!"
    yield changed(ProseCode.TITLE_TWICE, about, 2, '"About"', '"Free Fridge!"')
    yield changed(ProseCode.TITLE_TWICE, f"{ZINE}/en/after.md", 2, '"After"', '"Before"')
    yield changed(ProseCode.SUMMARY_TWICE, about, 3, '"About."', f'"{summary}"')
    yield changed(ProseCode.SUMMARY_TWICE, f"{ZINE}/en/after.md", 3, '"After."', f'"{summary}"')
    yield changed(
        ProseCode.IN_SHORT_TWICE, f"{LIST}/en.md", 7, "Three short texts.", "Neighbors fill it."
    )


def _codes() -> Iterator[Plant]:
    yield Plant(
        code=ProseCode.CODE_OF_ONE_DOCUMENT,
        at="vocabulary.yaml:1",
        files={"pages/privacy/document.yaml": PAGE_FACTS},
    )
    second = EXPERIMENT_FACTS.replace("[no-police, volunteer-led]", "[no-police]").replace(
        "[/experiments/old-fridge]", "[]"
    )
    files = {f"{SECOND}/document.yaml": second}
    files |= {f"{SECOND}/{tag}.md": edition(f"Second {tag}", "Words.\n") for tag in ("en", "es")}
    yield Plant(code=ProseCode.CODE_OF_ONE_DOCUMENT, at="vocabulary.yaml:2", files=files)
    yield Plant(code=ProseCode.PLACE_NOT_USED, at="vocabulary.yaml:3", files=files)


def _marks() -> Iterator[Plant]:
    yield body(ProseCode.HARD_TO_READ, 7, HARD_ENGLISH)
    yield _spanish(ProseCode.HARD_TO_READ, 9, f"Hola.\n\n{HARD_SPANISH}\n")
    for line, words in (
        (7, "Vienes?\n"),
        (8, "Sí.\nVienes?\n"),
        (7, "¡Hola! Vienes?\n"),
        (9, "Hola\n\n- Ven!\n"),
        (7, "## Vienes? {#a}\n"),
    ):
        yield _spanish(ProseCode.MARK_NOT_OPENED, line, words)
    for line, words in ((7, "¿Vienes.\n"), (8, "Sí.\n¿Vienes, ¡oye!\n"), (7, "¡Ven. ¿Sí?\n")):
        yield _spanish(ProseCode.MARK_NOT_CLOSED, line, words)
    for mark in "\"'«»„‹":
        yield _spanish(ProseCode.WRONG_QUOTATION_MARK, 8, f"Dice\n{mark}ven.\n")
        yield body(ProseCode.WRONG_QUOTATION_MARK, 7, f"She says {mark}come.\n")
    yield changed(
        ProseCode.WRONG_QUOTATION_MARK,
        f"{EXPERIMENT}/en.md",
        2,
        "Free fridge",
        "Neighbor's fridge",
    )
    yield body(ProseCode.THREE_DOTS, 7, "Well... yes.\n")
    for word in ("L@s", "amig@", "tod@s", "todxs", "Lxs", "TODXS", "amigx", "unx"):
        yield _spanish(ProseCode.SPOKEN_ENDING, 7, f"Ven con {word}.\n")


def _spanish(code: RuleCode, line: int, markdown: str) -> Plant:
    """Plant a fault in Spanish, in the only language of its document."""
    file = f"{EPISODE}/es.md"
    return Plant(
        code=code, at=f"{file}:{line}", files={file: edition("Habla", markdown), NOTES: None}
    )


def _contacts() -> Iterator[Plant]:
    for number in ("(510) 555-0100", "+52 55 1234 5678", "800-555-HELP"):
        digits = {
            FIGURES: "".join(
                f'- {{figure: "{run}", meaning: a call, source: structure}}\n'
                for run in _runs(number)
            )
        }
        plant = body(ProseCode.PHONE_NUMBER, 8, f"Words\nand {number}.\n")
        yield Plant(code=plant.code, at=plant.at, files={**plant.files, **digits})
    yield body(
        ProseCode.PHONE_NUMBER,
        7,
        "[Call](tel:+15105550100) or [write](https://wa.me/15105550100), not [call](tel:911).\n",
    )
    yield body(ProseCode.STRANGE_MAILBOX, 7, "Write to ana@example.org.\n")
    yield body(ProseCode.STRANGE_MAILBOX, 8, "Words\nand <info@fridge.example.org>.\n")
    yield body(
        ProseCode.STRANGE_MAILBOX, 7, "[Write](mailto:fridge@example.org?subject=Hello) to us.\n"
    )
    yield facts(ProseCode.PERSONAL_MAILBOX, 4, "fridge@example.org", "ana.pena@example.org")
    yield facts(ProseCode.PHONE_NUMBER, 4, "fridge@example.org", "5105550100@example.org")
    yield facts(
        ProseCode.PHONE_NUMBER, 4, "https://fridge.example.org/", "https://wa.me/15105550100"
    )
    yield changed(ProseCode.PERSONAL_MAILBOX, "library.yaml", 4, "desk@", "ana.pena@")


def _words_of_today() -> Iterator[Plant]:
    old = edition("Talk", "It is quiet.\n\nNow it is snowing.\n").replace(
        "2026-11-23", "2025-11-23"
    )
    yield Plant(code=ProseCode.WORD_OF_TODAY, at=f"{NOTES}:9", files={NOTES: old})


def _runs(number: str) -> list[str]:
    return list(
        dict.fromkeys("".join(letter if letter.isdigit() else " " for letter in number).split())
    )


PLANTED: Final = (
    *_figures(),
    *_repetition(),
    *_codes(),
    *_marks(),
    *_contacts(),
    *_words_of_today(),
)
