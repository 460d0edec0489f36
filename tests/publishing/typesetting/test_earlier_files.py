"""What a build takes over from the current generation."""

from __future__ import annotations

from pathlib import Path

from support.sample_project import make_sample_project

from reader.delivery.prebuilt.segments import PAGE_FILE
from reader.publishing.typesetting.earlier_files import earlier_files


def test_a_file_of_the_current_generation_is_found(tmp_path: Path) -> None:
    project = make_sample_project(tmp_path)
    assert earlier_files(project.var)("/en/about.txt") is None

    project.build()

    found = earlier_files(project.var)
    assert found("/en/about.txt") == (project.current / "site/en/about.txt").read_bytes()
    assert found("/en/nowhere.txt") is None


def test_a_damaged_generation_has_no_files(tmp_path: Path) -> None:
    project = make_sample_project(tmp_path)
    project.build()
    (project.current / PAGE_FILE).unlink()

    assert earlier_files(project.var)("/en/about.txt") is None
