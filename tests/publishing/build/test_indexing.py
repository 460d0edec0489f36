"""A build after a small change updates the index of the generation before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.builders import edition
from support.sample_project import SampleProject, files_of, make_sample_project

from reader.delivery.prebuilt.page_file import PageFile
from reader.library.model import LanguageTag
from reader.publishing.generations.generation_files import INDEX_FOLDER
from reader.search.engine import SearchRequest
from reader.search.index.whoosh_files import segments_in
from reader.search.open_index import open_index

BASE = "BASE_only.trm"
_MADE_ALIKE = ("base_url", "findings", "library", "site/", "templates", "translations/")


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return make_sample_project(tmp_path)


def about(word: str) -> str:
    return edition("About", f"{word}.\n")


def found(generation: Path, text: str) -> int:
    engine = open_index(generation / INDEX_FOLDER)
    try:
        return engine.search(SearchRequest(text=text, language=LanguageTag("en"))).total
    finally:
        engine.close()


def all_but_the_index(generation: Path) -> dict[str, object]:
    """Return what does not depend on what was built before: all answers, and the other files.

    Where the bodies are, and who links to them, does depend on it.
    """
    pages = PageFile.open(generation)
    return {
        **{
            name: content
            for name, content in files_of(generation).items()
            if name.startswith(_MADE_ALIKE)
        },
        **{name: pages.bodies_of(entry) for name, entry in pages.entries()},
    }


def test_the_index_of_the_generation_before_is_updated(project: SampleProject) -> None:
    project.build()
    first = project.current
    project.write("pages/about/en.md", about("Ladders"))
    project.build()
    assert (project.current / INDEX_FOLDER / BASE).samefile(first / INDEX_FOLDER / BASE)
    assert segments_in(project.current / INDEX_FOLDER) == ("BASE", "DELTA")
    assert (found(first, "ladders"), found(project.current, "ladders")) == (0, 1)


def test_a_base_is_there_when_the_generation_that_wrote_it_is_pruned(
    project: SampleProject,
) -> None:
    project.build()
    first = project.current
    for word in ("Ladders", "Bicycles", "Lanterns", "Umbrellas"):
        project.write("pages/about/en.md", about(word))
        project.build()
    assert not first.exists()
    assert segments_in(project.current / INDEX_FOLDER) == ("BASE", "DELTA")
    assert (
        found(project.current, "lanterns"),
        found(project.current, "umbrellas"),
        found(project.current, "bread"),
    ) == (0, 1, 1)


def test_a_damaged_index_is_not_updated(project: SampleProject) -> None:
    project.build()
    (project.current / INDEX_FOLDER / BASE).write_bytes(b"damaged")
    project.write("pages/about/en.md", about("Ladders"))
    project.build()
    assert segments_in(project.current / INDEX_FOLDER) == ("BASE",)
    assert found(project.current, "ladders") == 1


def test_everything_but_the_index_has_the_bytes_that_a_fresh_build_gives_it(tmp_path: Path) -> None:
    for name in ("updated", "fresh"):
        (tmp_path / name).mkdir()
    updated, fresh = (
        make_sample_project(tmp_path / "updated"),
        make_sample_project(tmp_path / "fresh"),
    )
    updated.build()
    for each in (updated, fresh):
        each.write("pages/about/en.md", edition("About", "Changed.\n"))

    updated.build()
    fresh.build()

    found_in = all_but_the_index(updated.current)
    assert {"library.json.gz", "site/index.html", "/en/about"} <= found_in.keys()
    assert found_in == all_but_the_index(fresh.current)
