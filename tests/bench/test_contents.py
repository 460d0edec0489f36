"""Invented content has no faults, has as many editions as asked for, and repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.project import PROJECT
from bench.sample_content import write_content
from reader.checks.library_rules import check_library
from reader.library.loading.loader import LoadResult, load

EDITIONS = 150


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "content"
    write_content(folder, EDITIONS)
    return folder


@pytest.fixture(scope="module")
def loaded(content: Path) -> LoadResult:
    return load(content)


def test_nothing_is_wrong_with_it(loaded: LoadResult) -> None:
    assert loaded.library is not None
    assert [
        each.place for each in (*loaded.findings, *check_library(loaded.library, loaded.source_map))
    ] == []


def test_every_document_is_there_in_every_language(loaded: LoadResult) -> None:
    assert loaded.library is not None
    languages = [tuple(document.editions) for document in loaded.library.documents()]

    assert sum(map(len, languages)) == EDITIONS
    assert set(languages) == {loaded.library.languages}


def test_documents_lead_to_others_that_are_invented(loaded: LoadResult) -> None:
    assert loaded.library is not None
    invented = [
        each for each in loaded.library.episodes if each.slug[-1].isdecimal() and each.experiments
    ]

    assert invented
    assert all(slug[-1].isdecimal() for each in invented for slug in each.experiments)


def test_the_same_size_gives_the_same_bytes_and_the_content_of_the_project_is_in_it(
    content: Path, tmp_path: Path
) -> None:
    write_content(tmp_path / "again", EDITIONS)

    assert bytes_below(tmp_path / "again") == bytes_below(content)
    assert bytes_below(PROJECT / "content").items() <= bytes_below(content).items()


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
