"""Readers are only ever sent to a generation that is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import edition
from support.sample_project import SampleProject, make_sample_project

from reader.publishing.generations import pointer
from reader.publishing.generations.activate import switch_back, switch_to
from reader.publishing.generations.checksums import write_checksums
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import LIBRARY_FILE, read_library, write_library
from reader.storage.gzip_file import write_gzip


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SampleProject:
    """Build two generations; the second is the current one."""
    project = make_sample_project(tmp_path_factory.mktemp("project"))
    project.build()
    project.write("pages/about/en.md", edition("About", "Changed.\n"))
    project.build()
    return project


@pytest.fixture
def project(finished: SampleProject, tmp_path: Path) -> SampleProject:
    """Return a copy of both that a test may damage."""
    shutil.copytree(finished.var, tmp_path / "var")
    return replace(finished, var=tmp_path / "var")


def test_switching_back_and_forth(project: SampleProject) -> None:
    second, first = pointer.history(project.var)

    assert switch_back(project.var) == first
    assert pointer.current(project.var) == first
    switch_to(project.var, second)
    assert pointer.history(project.var) == (second, first)


def test_there_is_nothing_before_the_first_generation(project: SampleProject) -> None:
    switch_back(project.var)

    with pytest.raises(PublishingError) as caught:
        switch_back(project.var)

    assert caught.value.why is FailureCode.NOTHING_EARLIER


def test_a_generation_that_does_not_exist_is_not_switched_to(project: SampleProject) -> None:
    with pytest.raises(PublishingError) as caught:
        switch_to(project.var, "0" * 16)

    assert caught.value.why is FailureCode.NO_GENERATION


def a_flipped_byte(directory: Path) -> None:
    shelf = directory / "shelf.bin"
    bytes_ = bytearray(shelf.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    shelf.write_bytes(bytes_)


def garbage_with_checksums(directory: Path) -> None:
    for path in list(directory.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (directory / "garbage").write_text("garbage")
    write_checksums(directory)


def a_missing_page_with_checksums(directory: Path) -> None:
    manifest = directory / "manifest.json"
    manifest.write_text(
        manifest.read_text().replace('"/es/zines/stay-calm/before"', '"/es/zines/stay-calm/beyond"')
    )
    write_checksums(directory)


def a_wrong_body_with_checksums(directory: Path) -> None:
    a_flipped_byte(directory)
    write_checksums(directory)


def an_index_without_files_with_checksums(directory: Path) -> None:
    shutil.rmtree(directory / "index")
    write_checksums(directory)


def an_index_of_another_library_with_checksums(directory: Path) -> None:
    library = read_library(directory)
    document = library.experiments[0]
    renamed = {tag: replace(words, title="Zzyzx") for tag, words in document.editions.items()}
    write_library(directory, replace(library, experiments=(replace(document, editions=renamed),)))
    write_checksums(directory)


def a_library_of_another_format_with_checksums(directory: Path) -> None:
    write_gzip(directory / LIBRARY_FILE, b"{}")
    write_checksums(directory)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a flipped byte": a_flipped_byte,
    "a file too many": lambda directory: (directory / "stray").write_text(""),
    "a file too few": lambda directory: (directory / "site/en/index.html.br").unlink(),
    "no checksums": lambda directory: (directory / "checksums.json").unlink(),
    "checksums that are none": lambda directory: (directory / "checksums.json").write_text("[]"),
    "garbage": garbage_with_checksums,
    "a missing page": a_missing_page_with_checksums,
    "a wrong body": a_wrong_body_with_checksums,
    "no index": an_index_without_files_with_checksums,
    "another index": an_index_of_another_library_with_checksums,
    "another format": a_library_of_another_format_with_checksums,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_generation_is_never_switched_to(
    project: SampleProject, damage: Callable[[Path], object]
) -> None:
    second, first = pointer.history(project.var)
    damage(pointer.generation(project.var, first))

    for attempt in (lambda: switch_back(project.var), lambda: switch_to(project.var, first)):
        with pytest.raises(PublishingError) as caught:
            attempt()
        assert caught.value.why is FailureCode.DAMAGED

    assert pointer.history(project.var) == (second, first)
