"""What of a library can be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from search.small_index import ask, engine_of, found, joined
from support.builders import load_library, third_language

from reader.library.model import Kind
from reader.search.engine import SearchEntry
from reader.search.index.corpus import entries


def one(
    shelf: list[SearchEntry], kind: Kind, language: str, part: str | None = None
) -> SearchEntry:
    (found_,) = [
        each for each in shelf if (each.kind, each.language, each.part) == (kind, language, part)
    ]
    return found_


def test_every_edition_and_every_part_of_a_zine_is_an_entry(tmp_path: Path) -> None:
    shelf = list(entries(load_library(tmp_path)))
    kinds = [(each.kind, each.part, each.language) for each in shelf if each.kind is not Kind.PAGE]
    assert sorted(kinds, key=str) == sorted(
        [
            (kind, part, language)
            for language in ("en", "es")
            for kind, part in (
                (Kind.EXPERIMENT, None),
                (Kind.ZINE, None),
                (Kind.ZINE, "before"),
                (Kind.ZINE, "after"),
                (Kind.EPISODE, None),
                (Kind.LIST, None),
            )
        ],
        key=str,
    )
    assert len(shelf) == len(kinds) + 8


def test_the_text_of_an_entry_is_in_short_and_body_a_block_a_line(tmp_path: Path) -> None:
    text = one(list(entries(load_library(tmp_path))), Kind.EXPERIMENT, "en").text.split("\n")
    assert text[:2] == ["Anyone can take food.", "Neighbors fill it."]
    assert {"How it works", "Take what you need. Leave what you can.", "Bread"} <= set(text)


def test_the_text_of_a_part_is_its_own(tmp_path: Path) -> None:
    part = one(list(entries(load_library(tmp_path))), Kind.ZINE, "es", "before")
    assert part.title == "Antes"
    assert "La desescalada empieza contigo." in part.text
    assert "Respira antes de hablar." not in part.text


def test_a_reading_list_is_found_by_its_own_words_and_its_topics(tmp_path: Path) -> None:
    reading_list = one(list(entries(load_library(tmp_path))), Kind.LIST, "es")
    assert reading_list.text.split("\n") == [
        "Tres textos breves.",
        "El apoyo mutuo empieza en pequeño.",
    ]
    assert reading_list.labels == ("Comida",)


def test_labels_are_in_the_language_of_the_edition(tmp_path: Path) -> None:
    shelf = list(entries(load_library(tmp_path)))
    assert {"Comida", "A cargo de personas voluntarias", "Fridge Friends"} <= set(
        one(shelf, Kind.EXPERIMENT, "es").labels
    )
    assert "Ana Peña" in one(shelf, Kind.EPISODE, "en").labels


@pytest.mark.parametrize(
    ("query", "language", "slug", "part"),
    [
        ("deescalation", "en", "stay-calm", "before"),
        ("desescalar", "es", "stay-calm", "before"),
        ("frijol", "es", "free-fridge", None),
        ("pena", "en", "fridge-talk", None),
        ("oakland", "en", "free-fridge", None),
        ("telefono", "es", "accessibility", None),
    ],
)
def test_a_loaded_library_is_searched(
    tmp_path: Path, query: str, language: str, slug: str, part: str | None
) -> None:
    engine = engine_of(entries(load_library(tmp_path)), tmp_path / "index")
    assert (slug, part) in {
        (hit.slug, hit.part) for hit in ask(engine, query, language=language, only=language).hits
    }
    engine.close()


def test_a_third_language_from_files_alone_is_searched(tmp_path: Path) -> None:
    library = load_library(tmp_path, third_language("pt-BR"))
    engine = engine_of(entries(library), tmp_path / "index", library.languages)
    assert found(engine, "volunteers", "pt-BR") == {"free-fridge"}
    (hit,) = ask(engine, "fridge", language="pt-BR", only="pt-BR").hits
    assert joined(hit.title) == "Fridge (pt-BR)"
    engine.close()
