"""A document as a plain-text file: all that its page says, a paragraph a line."""

from __future__ import annotations

from pathlib import Path

from renditions.written import text
from support.builders import (
    EXPERIMENT,
    EXPERIMENT_FACTS,
    ZINE,
    ZINE_FACTS,
    edition,
    load_library,
    third_language,
)

from reader.library.model import Kind


def test_an_experiment_is_told_from_its_title_to_its_sources(tmp_path: Path):
    library = load_library(tmp_path)
    here = "https://reader.example/en/experiments/free-fridge"

    assert text(library, Kind.EXPERIMENT, "free-fridge") == (
        "# Free fridge\n\n"
        "Neighbors keep a fridge on the street full of food that anyone can take.\n\n"
        "Written November 23, 2026.\n\n"
        "## In short\n\n"
        "- Anyone can take food.\n- Neighbors fill it.\n\n"
        "## At a glance\n\n"
        "- Still running? Open, as of July 1, 2026. Source: Example News. "
        f"We have not checked since. It may have changed: {here}\n"
        "- Who: Fridge Friends\n- Where: Oakland, California\n"
        "- Contact\n  - fridge@example.org\n  - https://fridge.example.org/\n"
        "- Features\n  - Does not work with police\n  - Led by volunteers\n\n"
        "## What happened\n\n"
        "A fridge stands on the street. Read the zine [1] or what mutual aid is [2].\n\n"
        "## How it works\n\n"
        "Take what you need. Leave what you can.\n\n"
        "- Bread\n- Rice and beans\n\n"
        "## What we do not know\n\n"
        "How many people eat from it.\n\n"
        "## Sources\n\n"
        "- Example News: A fridge on the street, July 1, 2026. https://news.example.org/fridge\n"
        "- Fridge Friends: Nuestra nevera, no date given. https://fridge.example.org/es\n\n"
        "## Links\n\n"
        "[1] https://reader.example/en/zines/stay-calm/before#breathe\n"
        "[2] https://reader.example/en/glossary#mutual-aid\n\n"
        f"From the library “Try It”. It may have changed: {here}\n"
    )


def test_labels_and_dates_are_in_the_language_of_the_reader(tmp_path: Path):
    written = text(load_library(tmp_path), Kind.EXPERIMENT, "free-fridge", "es")

    assert "# La nevera libre\n" in written
    assert "## En pocas palabras\n" in written
    assert "Escrito el 23 de noviembre de 2026." in written
    assert "  - No trabaja con la policía\n" in written


def test_a_document_of_unknown_status_is_never_called_open(tmp_path: Path):
    facts = EXPERIMENT_FACTS.replace(
        'status: {word: open, as_of: 2026-07-01, source: "https://news.example.org/fridge"}',
        "status: {word: unknown}",
    )
    library = load_library(tmp_path, {f"{EXPERIMENT}/document.yaml": facts})

    assert "- Still running? We do not know if this is still running.\n" in text(
        library, Kind.EXPERIMENT, "free-fridge"
    )
    assert "No sabemos si sigue en marcha." in text(library, Kind.EXPERIMENT, "free-fridge", "es")


def test_a_stand_in_says_in_which_language_it_is(tmp_path: Path):
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})

    written = text(library, Kind.EXPERIMENT, "free-fridge", "es")

    assert written.startswith("# Free fridge\n\nEsta página está en inglés.\n\n")
    assert "Escrito el 23 de noviembre de 2026." in written


def test_a_status_known_only_by_its_year_names_no_day(tmp_path: Path):
    facts = EXPERIMENT_FACTS.replace("2026-07-01", "2025")
    written = text(
        load_library(tmp_path, {f"{EXPERIMENT}/document.yaml": facts}),
        Kind.EXPERIMENT,
        "free-fridge",
    )

    assert " Open, in 2025. Source: Example News." in written


def test_translators_are_named(tmp_path: Path):
    words = edition("Privacidad", "Nada.\n").replace(
        "translators: []", "translators: [Ana Peña, Inés Ruiz]"
    )
    written = text(
        load_library(tmp_path, {"pages/privacy/es.md": words}), Kind.PAGE, "privacy", "es"
    )

    assert "Translated by Ana Peña e Inés Ruiz." in written


def test_lists_quotations_and_definitions_keep_their_shape_when_they_are_long(tmp_path: Path):
    body = (
        "1. First "
        + "word " * 20
        + "\n2. Second\n   - Inside "
        + "word " * 20
        + "\n\n> Quoted "
        + "word " * 20
        + "\n\nTerm\n: Meaning\n"
    )
    written = text(
        load_library(tmp_path, {"pages/about/en.md": edition("About", body)}), Kind.PAGE, "about"
    )

    words = " word" * 20
    assert f"\n1. First{words}\n2. Second\n  - Inside{words}\n\n> Quoted{words}\n\n" in written
    assert "\n\n- Term: Meaning\n" in written


def test_the_file_ends_with_one_line_feed_and_has_no_trailing_spaces(
    tmp_path: Path,
):
    library = load_library(tmp_path)
    for found in library.documents():
        for tag in library.languages:
            written = text(library, found.kind, found.slug, tag)
            assert written.endswith("\n")
            assert not written.endswith("\n\n")
            assert "\n\n\n" not in written
            assert all(line == line.rstrip() for line in written.splitlines())
            assert "# \n" not in written


def test_a_third_language_from_files_alone_has_its_own_text_files(tmp_path: Path):
    library = load_library(tmp_path, third_language("ar"))

    assert text(library, Kind.PAGE, "about", "ar").startswith("# About (ar)\n")
    assert "العربية" not in text(library, Kind.ZINE, "stay-calm", "ar")
    assert "# Stay calm\n" in text(library, Kind.ZINE, "stay-calm", "ar")


def test_a_file_names_the_short_address_and_that_of_a_part_its_own(tmp_path: Path):
    coded = {
        f"{EXPERIMENT}/document.yaml": f"{EXPERIMENT_FACTS}code: k7m2\n",
        f"{ZINE}/document.yaml": f"{ZINE_FACTS}code: x3zz\n",
    }
    library = load_library(tmp_path, coded)
    last = "From the library “Try It”. It may have changed: https://reader.example/"

    assert f"{last}x/k7m2\n" in text(library, Kind.EXPERIMENT, "free-fridge")
    assert f"{last}x/x3zz\n" in text(library, Kind.ZINE, "stay-calm")
    part = text(library, Kind.ZINE, "stay-calm", part="before")
    assert f"{last}en/zines/stay-calm/before\n" in part
