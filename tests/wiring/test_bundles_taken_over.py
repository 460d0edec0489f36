"""A bundle has most of its bytes from the one before, and is the one that is made from nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from publishing.build.reuse.edits import EDITS, edited_project
from support.builders import edition

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.damaged_entries import damaged_entries
from reader.delivery.prebuilt.page_file import PageFile
from reader.publishing.generations import pointer
from reader.settings import Settings
from reader.wiring import commands


def bundles_of(settings: Settings) -> dict[str, bytes]:
    page_file = PageFile.open(pointer.generation(settings.var, str(pointer.current(settings.var))))
    assert damaged_entries(page_file) == ()
    return {
        path: page_file.body(entry.bodies[Coding.IDENTITY])
        for path, entry in page_file.pages.items()
        if path.endswith(("/library.zip", "/library.epub"))
    }


def own_segments(settings: Settings) -> int:
    """Return how many bytes of the page file are in this generation only."""
    directory = pointer.generation(settings.var, str(pointer.current(settings.var)))
    sizes = [path.stat() for path in directory.glob("shelf*.bin")]
    return sum(each.st_size for each in sizes if each.st_nlink == 1)


def test_a_bundle_takes_over_what_did_not_change_and_is_one_made_from_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    first = own_segments(settings)
    words = edition("About", "Nobody owns this zyzzyva.\n")
    (settings.content / "pages/about/en.md").write_text(words)

    assert commands.build(settings).has_bundles

    nothing = replace(settings, var=tmp_path / "nothing")
    commands.build(nothing)
    assert bundles_of(settings) == bundles_of(nothing)
    assert len(bundles_of(settings)) == 4
    assert own_segments(settings) < first / 8


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_bundles_after_many_edits_are_those_made_from_nothing(seed: int, tmp_path: Path) -> None:
    project = edited_project(tmp_path, seed)
    for number in range(6):
        project.rng.choice(EDITS)(project)
        commands.build(project.settings)
        nothing = replace(project.settings, var=tmp_path / f"nothing-{number}")
        commands.build(nothing)
        assert bundles_of(project.settings) == bundles_of(nothing)
