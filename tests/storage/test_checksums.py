"""Every kind of damage to a folder is seen, and no more is read at once than a piece of a file."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.storage.checksums import (
    checksum,
    damaged_files,
    digest,
    file_checksum,
    folder_checksums,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep/er").mkdir(parents=True)
    for name in ("a", "deep/b", "deep/er/c", "seal"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_checksum_is_sha_256_of_bytes_and_of_files_alike(tmp_path: Path) -> None:
    content = bytes(range(256)) * 4096
    (tmp_path / "file").write_bytes(content)

    assert (
        checksum(content)
        == file_checksum(tmp_path / "file")
        == digest(content).hex()
        == hashlib.sha256(content).hexdigest()
    )


def test_a_folder_has_a_checksum_for_each_file_below_it_but_the_one_that_holds_them(
    folder: Path,
) -> None:
    assert list(folder_checksums(folder, apart_from="seal")) == ["a", "deep/b", "deep/er/c"]


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (lambda folder: (folder / "deep/b").write_text("changed"), "deep/b"),
        (lambda folder: (folder / "deep/b").unlink(), "deep/b"),
        (lambda folder: (folder / "deep/more").write_text(""), "deep/more"),
    ],
    ids=["changed", "missing", "too many"],
)
def test_a_file_that_is_changed_missing_or_too_many_is_named(
    folder: Path, damage: Callable[[Path], object], name: str
) -> None:
    expected = folder_checksums(folder, apart_from="seal")
    (folder / "seal").write_text("written last")
    assert damaged_files(folder, expected, apart_from="seal") == []

    damage(folder)

    assert damaged_files(folder, expected, apart_from="seal") == [name]


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    tracemalloc.start()
    try:
        file_checksum(tmp_path / "large")
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
