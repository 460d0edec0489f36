"""Pages whose inputs have the same digest have the same bytes, whatever was edited meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec
import pytest
from publishing.build.reuse.edits import EDITS, EditedProject, add_sentence, edited_project

from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.page_file import PageFile
from reader.publishing.build.check_sources import check_sources
from reader.publishing.build.pipeline import build
from reader.publishing.build.renderer import Renderer
from reader.publishing.build.static_pages import place_groups
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_template_code
from reader.storage.checksums import folder_checksums
from reader.storage.result_cache import ResultCache
from reader.wiring.site_build import renderer, sources

STATES = 12
EDITS_OF_GENERATIONS = 3
MANY_EDITS = 12
CACHE = ResultCache(in_memory=True)
OF_THIS_MACHINE = frozenset(
    {"templates.bin", "segments.json", "manifest.json", "register.bin", "dictionaries.bin"}
)


def made_pages(
    project: EditedProject, folder: Path
) -> Iterator[tuple[tuple[str, ...], bytes | None, Renderer]]:
    """Yield addresses and digest of each group of a library, and what renders it."""
    report = check_sources(sources(project.settings), folder, cache=CACHE)
    assert report.sound is not None, report.findings
    views = renderer(project.settings, report.sound, folder, CACHE)
    for group in place_groups(report.sound):
        yield tuple(place.path for place in group), views.inputs(group), views


@pytest.mark.parametrize("seed", [1, 2])
def test_pages_with_the_same_inputs_have_the_same_bytes(seed: int, tmp_path: Path) -> None:
    project = edited_project(tmp_path, seed)
    known: dict[bytes, tuple[object, str]] = {}
    seen = 0

    for number in range(STATES):
        edit = project.rng.choice(EDITS)
        edit(project)
        for addresses, digest, views in made_pages(project, tmp_path / f"compiled-{number}"):
            if digest is None:
                continue
            body = tuple(views.page(address).body for address in addresses)
            same, last = known.setdefault(digest, (body, edit.__name__))
            seen += last != edit.__name__
            assert body == same, f"{addresses[0]} differs between {last} and {edit.__name__}"

    assert seen > STATES


def test_a_sentence_more_makes_only_the_pages_of_its_document_anew(tmp_path: Path) -> None:
    project = edited_project(tmp_path, 0)
    before = digests(project, tmp_path / "before")

    add_sentence(project, "pages/about/en.md")

    after = digests(project, tmp_path / "after")
    changed = {address for address, digest in after.items() if digest != before[address]}
    assert changed == {"/en/about", "/es/about"}


def digests(project: EditedProject, folder: Path) -> Mapping[str, bytes]:
    """Return the digest of each group that has one, by its first address."""
    made = made_pages(project, folder)
    return {addresses[0]: digest for addresses, digest, _ in made if digest is not None}


def test_a_generation_that_takes_pages_over_is_one_built_from_nothing(tmp_path: Path) -> None:
    project = edited_project(tmp_path, 3)
    carried = compared_generations(project, tmp_path, EDITS_OF_GENERATIONS)

    assert not carried[0]
    assert any(carried[1:])


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_many_generations_that_take_pages_over_are_those_built_from_nothing(
    seed: int, tmp_path: Path
) -> None:
    assert any(compared_generations(edited_project(tmp_path, seed), tmp_path, MANY_EDITS))


def compared_generations(project: EditedProject, folder: Path, edits: int) -> list[int]:
    """Edit and build; return how many answers each generation took over."""
    carried = []
    for number in range(edits):
        project.rng.choice(EDITS)(project)
        make = partial(renderer, project.settings)
        report = build(sources(project.settings), project.settings.var, make)
        nothing = folder / f"nothing-{number}"
        build(sources(project.settings), nothing, make)

        carried.append(report.carried)
        assert whole(project.settings.var) == whole(nothing)
        shutil.rmtree(nothing)
    return carried


def whole(var: Path) -> tuple[object, ...]:
    """Return all that the current generation answers, and its files that are alike anywhere.

    An index may be a base and a delta, compiled templates are as Python happens to write them, and
    where bodies are depends on the generation before.
    """
    name = pointer.current(var)
    assert name is not None
    directory = pointer.generation(var, name)
    checksums = folder_checksums(directory, apart_from="checksums.json")
    alike = {
        name: each
        for name, each in checksums.items()
        if name not in OF_THIS_MACHINE and not name.startswith(("index/", "shelf"))
    }
    page_file = PageFile.open(directory)
    assert not damaged_entries(page_file)
    answers = {
        name: (msgspec.structs.replace(entry, bodies={}), page_file.bodies_of(entry))
        for name, entry in page_file.entries()
    }
    manifest = page_file.manifest
    redirects = (manifest.redirects, manifest.aliases, manifest.dynamic, manifest.languages)
    templates = read_template_code(directory)
    assert all(templates.values())
    return alike, answers, redirects, templates.keys()
