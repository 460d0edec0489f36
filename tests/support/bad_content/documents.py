"""Faults of codes, documents and words, planted one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from support.bad_content.planted import FACTS, Plant, changed, episode, facts, head, library
from support.builders import (
    EPISODE,
    EPISODE_FACTS,
    FILES,
    LIST,
    PAGE_FACTS,
    ZINE,
    edition,
    third_language,
)

from reader.checks.findings.library import LibraryCode
from reader.library.finding_codes import FindingCode
from reader.library.loading.vocabulary_yaml import SYNONYMS_FILE as SYNONYMS

ENGLISH: Final = "vocabulary/en.yaml"
STATUS: Final = '{word: open, as_of: 2026-07-01, source: "https://news.example.org/fridge"}'


def _codes() -> Iterator[Plant]:
    yield facts(FindingCode.UNKNOWN_TOPIC, 7, "topics: [food]", "topics: [food, cake]")
    yield facts(FindingCode.UNKNOWN_TOPIC, 9, "topics: [food]", "topics:\n  - food\n  - cake")
    yield facts(FindingCode.UNKNOWN_ATTRIBUTE, 6, "volunteer-led]", "free]")
    yield facts(FindingCode.UNKNOWN_PLACE, 3, "[oakland]", "[oakland, paris]")
    yield library(FindingCode.UNKNOWN_LANGUAGE, 6, "{es: es_419}", "{es: es_419, fr: fr_CA}")
    yield library(FindingCode.UNKNOWN_LANGUAGE, 1, "{en: Try It", "{fr: Essaie, en: Try It")
    yield changed(FindingCode.MISSING_LABEL, "vocabulary/es.yaml", 1, "food: Comida, ", "")
    yield changed(FindingCode.MISSING_LABEL, "vocabulary/es.yaml", 3, ", nearby: Cerca", "")
    yield changed(
        FindingCode.LABEL_WITHOUT_CODE, "vocabulary/es.yaml", 1, "{food:", "{pan: Pan, food:"
    )
    yield facts(FindingCode.REPEATED, 7, "topics: [food]", "topics: [food, food]")
    yield changed(FindingCode.REPEATED, "vocabulary.yaml", 1, "[food,", "[food, food,")
    yield changed(FindingCode.LABEL_WITHOUT_CODE, ENGLISH, 4, "{food: '", "{cake: Sweet., food: '")
    yield changed(
        FindingCode.NOT_A_TABLE,
        ENGLISH,
        6,
        "glossary: {mutual-aid: [mutual help]}",
        "glossary: [mutual-aid]",
    )
    yield changed(
        FindingCode.NOT_A_TABLE, ENGLISH, 5, "{zines: 'Small booklets to *fold*.'}", "[zines]"
    )
    yield changed(
        FindingCode.NOT_TEXT, ENGLISH, 5, "'Small booklets to *fold*.'", "[Small, booklets]"
    )
    yield changed(
        FindingCode.MISSING_INTRODUCTION,
        "vocabulary/es.yaml",
        5,
        "{zines: 'Cuadernillos para *doblar*.'}",
        "{}",
    )
    yield Plant(
        code=FindingCode.MISSING_INTRODUCTION,
        at="vocabulary/es.yaml:1",
        files={"vocabulary/es.yaml": FILES["vocabulary/es.yaml"].partition("introductions")[0]},
    )
    for code, line, words in (
        (
            FindingCode.SYNONYM_TWICE,
            2,
            "- en: [fridge, icebox]\n- {en: [cold, Fridge], es: [frío]}\n",
        ),
        (FindingCode.SYNONYM_ALONE, 2, "- en: [fridge, icebox]\n- es: [nevera]\n"),
        (FindingCode.SYNONYM_ALONE, 1, "- {}\n"),
        (FindingCode.SYNONYM_TOO_LONG, 1, "- en: [fridge, a box that is cold]\n"),
        (FindingCode.UNKNOWN_LANGUAGE, 3, "- en: [fridge]\n  es: [nevera]\n  fr: [frigo]\n"),
        (FindingCode.REPEATED, 1, "- en: [fridge, fridge, icebox]\n"),
        (FindingCode.NOT_A_LIST, 1, "en: [fridge, icebox]\n"),
        (FindingCode.NOT_A_LIST, 1, "- {en: [fridge, icebox], es: nevera}\n"),
        (FindingCode.NOT_A_TABLE, 1, "- [fridge, icebox]\n"),
        (FindingCode.NOT_TEXT, 1, "- en: [fridge, icebox, null]\n"),
    ):
        yield Plant(code=code, at=f"{SYNONYMS}:{line}", files={SYNONYMS: words})
    yield changed(FindingCode.UNKNOWN_SHELF, ENGLISH, 5, "{zines:", "{pages: Words., zines:")
    yield changed(
        LibraryCode.UNKNOWN_TERM,
        ENGLISH,
        7,
        "{mutual-aid:",
        "{mutual-aid: [help],\n  mutual: [aid], mutually:",
    )
    yield changed(FindingCode.INTRODUCTION_TOO_LONG, ENGLISH, 4, "Everybody eats.", "a" * 601)
    yield changed(FindingCode.INTRODUCTION_TOO_LONG, ENGLISH, 5, "Small booklets", "a" * 1501)
    yield changed(
        FindingCode.HEADING_IN_INTRODUCTION,
        ENGLISH,
        5,
        "Small booklets to *fold*.",
        "## Small {#small}",
    )
    yield changed(FindingCode.RAW_HTML, ENGLISH, 5, "*fold*", "<b>fold</b>")
    yield changed(
        LibraryCode.BROKEN_LINK, ENGLISH, 4, "/experiments/free-fridge", "/experiments/free-oven"
    )
    yield changed(LibraryCode.BROKEN_LINK, ENGLISH, 4, "/experiments/free-fridge", "#here")


def _documents() -> Iterator[Plant]:
    twin = {
        "experiments/Free-Fridge/document.yaml": FILES[FACTS],
        "experiments/Free-Fridge/en.md": "words",
    }
    yield Plant(code=FindingCode.DUPLICATE_SLUG, at="experiments/Free-Fridge:1", files=twin)
    for slug in ("experiments", "zines", "podcast", "topics", "new", "search", "share", "lists"):
        yield Plant(
            code=FindingCode.RESERVED_SLUG,
            at=f"pages/{slug}:1",
            files={f"pages/{slug}/document.yaml": PAGE_FACTS},
        )
    yield Plant(
        code=FindingCode.NO_DOCUMENT,
        at="pages/help/document.yaml:1",
        files={"pages/help/en.md": edition("Help", "Words.\n")},
    )
    yield Plant(
        code=FindingCode.NO_EDITIONS,
        at="pages/help/document.yaml:1",
        files={"pages/help/document.yaml": PAGE_FACTS},
    )
    yield Plant(
        code=FindingCode.WITHDRAWN_WITH_WORDS,
        at=f"{EPISODE}/document.yaml:1",
        files={f"{EPISODE}/document.yaml": "withdrawn: {on: 2026-11-29, why: {en: A., es: B.}}\n"},
    )
    yield Plant(
        code=FindingCode.DRAFT,
        at=f"{EPISODE}/document.yaml:1",
        files={f"{EPISODE}/document.yaml": f"draft: true\n{EPISODE_FACTS}"},
    )
    yield Plant(
        code=FindingCode.MISSING_PART,
        at=f"{ZINE}/es/after.md:1",
        files={f"{ZINE}/es/after.md": None},
    )
    yield Plant(
        code=FindingCode.MISSING_PART,
        at=f"{ZINE}/es/index.md:1",
        files={f"{ZINE}/es/index.md": None},
    )
    yield Plant(
        code=FindingCode.EXTRA_PART,
        at=f"{ZINE}/es/more.md:1",
        files={f"{ZINE}/es/more.md": edition("Más", "Palabras.\n")},
    )
    yield changed(FindingCode.WRONG_SLUG, f"{ZINE}/document.yaml", 1, "[before,", "[index, before,")
    yield changed(FindingCode.WRONG_CODE, f"{ZINE}/document.yaml", 2, "\n", "\ncode: anna\n")
    coded = {
        FACTS: FILES[FACTS] + "code: k7m2\n",
        f"{ZINE}/document.yaml": FILES[f"{ZINE}/document.yaml"].replace("\n", "\ncode: k7m2\n", 1),
    }
    yield Plant(
        code=LibraryCode.NO_SHORT_ADDRESS,
        at=f"{EPISODE}/document.yaml:1",
        files={FACTS: coded[FACTS]},
    )
    yield Plant(code=LibraryCode.SHORT_ADDRESS_TWICE, at=f"{ZINE}/document.yaml:2", files=coded)
    for part in ("all", "all-2", "keep"):
        reserved = f"[before, {part},"
        yield changed(FindingCode.RESERVED_SLUG, f"{ZINE}/document.yaml", 1, "[before,", reserved)
    yield changed(FindingCode.UNKNOWN_COVER, f"{ZINE}/document.yaml", 2, "\n", "\ncover: marble\n")
    yield facts(FindingCode.UNKNOWN_ZINE, 8, "zine: stay-calm", "zine: stay-angry")
    yield facts(FindingCode.UNKNOWN_EPISODE, 9, "[fridge-talk]", "[fridge-talk, oven-talk]")
    yield episode(FindingCode.UNKNOWN_EXPERIMENT, 9, "[free-fridge]", "[free-oven]")
    for name in (
        "pages/about",
        "lists/first-steps",
        "free-fridge",
        "experiments/free-oven",
        "zines/stay-calm/during",
        "podcast/fridge-talk/a",
    ):
        yield changed(
            FindingCode.UNKNOWN_DOCUMENT,
            f"{LIST}/document.yaml",
            3,
            "experiments/free-fridge",
            name,
        )
    yield changed(
        FindingCode.UNKNOWN_DOCUMENT,
        f"{LIST}/document.yaml",
        5,
        "[zines/stay-calm/before, ",
        "[\n  zines/stay-calm/before,\n  zines/x, ",
    )
    yield changed(
        FindingCode.UNKNOWN_DOCUMENT,
        f"{LIST}/document.yaml",
        3,
        "[zines/stay-calm/before, experiments/free-fridge, podcast/fridge-talk]",
        "[]",
    )
    yield facts(FindingCode.WRONG_STATUS, 5, "word: open", "word: running")
    yield facts(FindingCode.STATUS_WITHOUT_SOURCE, 5, STATUS, "{word: open}")
    yield facts(FindingCode.STATUS_WITHOUT_SOURCE, 5, STATUS, "{word: open, as_of: 2026-07-01}")
    yield facts(
        FindingCode.STATUS_SOURCE_NOT_LISTED,
        5,
        '"https://news.example.org/fridge"}\nattributes',
        '"https://else.example.org/"}\nattributes',
    )
    yield facts(FindingCode.STATUS_DATE_NOT_OF_SOURCE, 5, "as_of: 2026-07-01", "as_of: 2026-07-02")
    yield facts(
        FindingCode.STATUS_DATE_NOT_OF_SOURCE,
        5,
        'source: "https://news.example.org/fridge"',
        'source: "https://fridge.example.org/es"',
    )
    yield facts(FindingCode.UNKNOWN_STATUS_WITH_SOURCE, 5, "word: open", "word: unknown")
    future = FILES[FACTS].replace("2026-07-01", "2026-11-24")
    yield Plant(
        code=LibraryCode.DATE_IN_THE_FUTURE,
        at=f"{FACTS}:5",
        files={FACTS: future},
        also=((LibraryCode.DATE_IN_THE_FUTURE, f"{FACTS}:13"),),
    )
    yield episode(LibraryCode.DATE_IN_THE_FUTURE, 4, "2021-12-30", "2027")
    yield head(LibraryCode.DATE_IN_THE_FUTURE, 4, "2026-11-23", "2026-11-24")
    yield changed(
        LibraryCode.REVIEW_DUE, "pages/accessibility/es.md", 4, "2026-11-23", "2025-11-23"
    )
    yield Plant(
        code=LibraryCode.STATUS_DUE,
        at=f"{FACTS}:5",
        files={FACTS: FILES[FACTS].replace("2026-07-01", "2026-05-26")},
    )
    yield facts(
        LibraryCode.FORMER_ADDRESS_LIVES, 10, "/experiments/old-fridge", "/zines/stay-calm/before"
    )
    yield facts(LibraryCode.FORMER_ADDRESS_LIVES, 10, "/experiments/old-fridge", "/search")
    yield episode(
        LibraryCode.FORMER_ADDRESS_TWICE,
        11,
        "sources: []",
        "former_addresses: [/experiments/old-fridge]\nsources: []",
    )


def _words() -> Iterator[Plant]:
    yield head(
        FindingCode.SUMMARY_TOO_LONG,
        3,
        "Neighbors keep a fridge on the street full of food that anyone can take.",
        "a" * 161,
    )
    yield library(FindingCode.SUMMARY_TOO_LONG, 2, "A small library for tests (en).", "a" * 161)
    yield head(
        FindingCode.IN_SHORT_TOO_LONG,
        7,
        "  - Neighbors fill it.\n",
        "  - Two.\n  - Three.\n  - Four.\n",
    )
    yield Plant(
        code=FindingCode.MISSING_TRANSLATION,
        at=f"{EPISODE}/document.yaml:1",
        files={f"{EPISODE}/es.md": None},
    )
    yield Plant(
        code=FindingCode.MISSING_TRANSLATION,
        at=f"{ZINE}/document.yaml:1",
        files=third_language("pt-BR"),
    )
    yield head(
        FindingCode.ORIGINAL_MISSING,
        7,
        "in_short:",
        "original_digest: 0123456789ab\noriginal: fr\nin_short:",
    )
    yield head(
        FindingCode.ORIGINAL_MISSING,
        7,
        "in_short:",
        "original_digest: 0123456789ab\noriginal: en\nin_short:",
    )
    yield head(
        LibraryCode.ORIGINAL_CHANGED,
        7,
        "in_short:",
        "original: es\noriginal_digest: 0123456789ab\nin_short:",
    )
    yield head(FindingCode.ORIGINAL_HALF_NAMED, 6, "in_short:", "original: es\nin_short:")
    yield head(
        FindingCode.ORIGINAL_HALF_NAMED, 6, "in_short:", "original_digest: 0123456789ab\nin_short:"
    )


PLANTED: Final = (*_codes(), *_documents(), *_words())
