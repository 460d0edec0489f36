"""A file is replaced whole or not at all, and never written through a planted link."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.storage.atomic_files import open_in_place, replace_file, replace_link


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """Return a file elsewhere that must stay as it is."""
    path = tmp_path / "elsewhere"
    path.write_bytes(b"precious")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def test_replacing_a_file_leaves_nothing_else_behind(folder: Path) -> None:
    replace_file(folder / "file", b"old")
    replace_file(folder / "file", b"new")

    assert [path.read_bytes() for path in folder.iterdir()] == [b"new"]


@pytest.mark.parametrize("name", ["file", ".file.draft"])
@pytest.mark.parametrize("plant", [Path.symlink_to, Path.hardlink_to])
def test_a_file_is_replaced_without_writing_through_a_planted_link(
    folder: Path, precious: Path, name: str, plant
) -> None:
    plant(folder / name, precious)

    replace_file(folder / "file", b"new")

    assert precious.read_bytes() == b"precious"
    assert [(path.name, path.is_symlink(), path.read_bytes()) for path in folder.iterdir()] == [
        ("file", False, b"new")
    ]


def test_a_link_is_replaced_and_what_an_interrupted_replacement_left_is_cleared_away(
    folder: Path, precious: Path
) -> None:
    (folder / ".link.draft").symlink_to("left")
    (folder / "link").symlink_to(precious)

    replace_link(folder / "link", Path("other"))

    assert [(path.name, str(path.readlink())) for path in folder.iterdir()] == [("link", "other")]
    assert precious.read_bytes() == b"precious"


def test_a_file_that_is_opened_in_place_keeps_its_content(precious: Path) -> None:
    with open_in_place(precious) as file:
        assert file.read() == b"precious"


def test_a_link_is_not_opened_in_place(folder: Path, precious: Path) -> None:
    (folder / "lock").symlink_to(precious)
    (folder / "nowhere").symlink_to(folder / "made")

    for name in ("lock", "nowhere"):
        with pytest.raises(OSError, match=name):
            open_in_place(folder / name)

    assert precious.read_bytes() == b"precious"
    assert not (folder / "made").exists()
