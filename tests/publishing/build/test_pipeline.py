"""A build gives the same bytes for the same sources, and does no needless work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from support.builders import edition
from support.sample_project import (
    SampleProject,
    failing_renderer,
    files_of,
    make_sample_project,
)

from reader.delivery.prebuilt.manifest import FORMAT
from reader.delivery.prebuilt.page_file import PageFile
from reader.library.loading.loader import load
from reader.library.site_places import places
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer
from reader.publishing.generations.checksums import write_checksums
from reader.publishing.generations.generation_files import read_library


def test_the_same_sources_give_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_sample_project(tmp_path / "here"), make_sample_project(tmp_path / "there")

    first, second = here.build(), there.build()

    assert first == second
    assert first.outcome is BuildOutcome.BUILT
    assert files_of(here.current) == files_of(there.current)


def test_every_address_of_the_library_is_on_the_shelf_and_in_the_plain_tree(
    project: SampleProject,
) -> None:
    report = project.build()

    library = read_library(project.current)
    shelf = PageFile.open(project.current)
    addresses = {place.path for place in places(library)}
    assert set(shelf.pages) == addresses
    assert report.pages == len(addresses) + 2 + 4
    site = files_of(project.current / "site")
    assert {
        "en/index.html",
        "es/experiments/free-fridge/index.html",
        "en/zines/stay-calm/before.txt",
        "es/404.html",
    } <= set(site)
    assert b"Choose" in site["index.html"]


def test_what_the_shelf_answers_beside_pages_is_in_the_manifest(project: SampleProject) -> None:
    project.build()

    manifest = (shelf := PageFile.open(project.current)).manifest
    assert set(manifest.negotiated["/"]) == {"en", "es"}
    assert {status: set(pages) for status, pages in manifest.errors.items()} == {
        404: {"en", "es"},
        500: {"en", "es"},
    }
    assert manifest.redirects["/es/experiments/old-fridge"] == "/es/experiments/free-fridge"
    assert set(manifest.dynamic) == {"/healthz"}
    assert manifest.aliases["es"]["acerca-de"] == "about"
    assert {address for address, entry in shelf.pages.items() if entry.parameters} == {
        f"/{language}/{name}"
        for language in ("en", "es")
        for name in (
            "experiments",
            "zines",
            "podcast",
            "lists",
            "new",
            "new/2026-11",
            "opds/search.json",
            "opds/search.xml",
            "search",
            "topics/food",
            "topics/mental-health",
        )
    }


def test_an_unchanged_build_does_nothing(project: SampleProject) -> None:
    first = project.build()
    before = {path: path.stat().st_mtime_ns for path in project.current.rglob("*")}

    second = project.build(failing_renderer(crash_at="/en/"))

    assert (second.outcome, second.identifier) == (BuildOutcome.UNCHANGED, first.identifier)
    assert {path: path.stat().st_mtime_ns for path in project.current.rglob("*")} == before


def test_a_build_leads_web_servers_to_what_it_built_and_an_unchanged_one_mends_that(
    project: SampleProject,
) -> None:
    project.build()
    link = pointer.link(project.var)
    assert link.resolve() == project.current.resolve()

    link.unlink()

    assert project.build().outcome is BuildOutcome.UNCHANGED
    assert link.resolve() == project.current.resolve()


def test_one_changed_document_codes_its_page_its_text_and_how_to_keep_it_again_and_nothing_else(
    project: SampleProject,
) -> None:
    first = project.build()
    project.write("pages/about/en.md", edition("About", "A reader that nobody owns.\n"))

    second = project.build()

    assert (first.carried, second.carried) == (0, second.pages - 3)
    assert b"nobody owns" in (project.current / "site/en/about/index.html").read_bytes()


def test_a_damaged_generation_is_built_again_and_its_damage_is_not_carried_over(
    project: SampleProject,
) -> None:
    project.build()
    whole = files_of(project.current)
    shelf = project.current / "shelf.bin"
    shelf.write_bytes(bytes(len(whole["shelf.bin"])))

    report = project.build()

    assert (report.outcome, report.carried) == (BuildOutcome.BUILT, 0)
    assert files_of(project.current) == whole


def test_a_generation_of_older_code_is_built_anew(project: SampleProject) -> None:
    project.build()
    manifest = project.current / "manifest.json"
    older = manifest.read_bytes().replace(b'"format":%d' % FORMAT, b'"format":%d' % (FORMAT - 1))
    assert older != manifest.read_bytes()
    manifest.write_bytes(older)
    write_checksums(project.current)
    project.write("pages/about/en.md", edition("About", "Changed.\n"))

    report = project.build()

    assert (report.outcome, report.carried) == (BuildOutcome.BUILT, 0)
    assert b"Changed" in (project.current / "site/en/about/index.html").read_bytes()


def test_damage_of_the_current_generation_is_not_carried_into_the_next(
    project: SampleProject,
) -> None:
    project.build()
    shelf = project.current / "shelf.bin"
    shelf.write_bytes(shelf.read_bytes()[:-1] + b"x")
    project.write("pages/about/en.md", edition("About", "Changed.\n"))

    assert project.build().carried == 0


def test_content_that_was_built_before_is_current_again_without_a_build(
    project: SampleProject,
) -> None:
    old = (project.sources.content / "pages/about/en.md").read_text()
    first = project.build()
    project.write("pages/about/en.md", edition("About", "Changed.\n"))
    second = project.build()
    project.write("pages/about/en.md", old)

    third = project.build(failing_renderer(crash_at="/en/"))

    assert (third.outcome, third.identifier) == (BuildOutcome.REACTIVATED, first.identifier)
    assert pointer.history(project.var) == (first.identifier, second.identifier)


def test_three_generations_are_kept(project: SampleProject) -> None:
    built = []
    for state in ("first", "second", "third", "fourth"):
        project.write("pages/about/en.md", edition("About", f"The {state} state.\n"))
        built.append(project.build().identifier)

    assert pointer.history(project.var) == tuple(reversed(built[1:]))
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == set(built[1:])


def test_the_library_of_a_generation_is_the_one_that_was_read_as_lists_show_it(
    project: SampleProject,
) -> None:
    project.build()

    library = load(project.sources.content).library
    assert library
    stored = read_library(project.current)
    for name in ("identity", "vocabulary", "digest", "languages"):
        assert getattr(stored, name) == getattr(library, name)
    assert [document.reference for document in stored.documents()] == [
        document.reference for document in library.documents()
    ]


def test_the_manifest_tells_other_tools_the_weights(project: SampleProject) -> None:
    project.build()

    _, bodies = json.loads((project.current / "manifest.json").read_text())["pages"]["/en/about"]
    assert bodies["br"][1] == (project.current / "site/en/about/index.html.br").stat().st_size


def test_pages_are_files_only_where_they_are_asked_for(project: SampleProject) -> None:
    lean = replace(project, sources=replace(project.sources, plain_tree=False))

    lean.build()
    without = files_of(lean.current / "site")
    project.build()

    assert list(without) == ["index.html"]
    assert len(files_of(project.current / "site")) > len(without)
