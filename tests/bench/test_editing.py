from __future__ import annotations

from pathlib import Path

import pytest
from support.builders import EXPERIMENT, write_content

from bench import editing, saving
from bench.figures import BenchError


def test_a_run_is_timed_with_all_its_processes(tmp_path: Path):
    content = write_content(tmp_path)

    run = editing.run("check", tmp_path / "var", content)

    assert run.processor > 0
    assert run.clock > 0


def test_a_command_that_fails_is_no_figure(tmp_path: Path):
    content = write_content(tmp_path, {"library.yaml": "no: library"})

    with pytest.raises(BenchError):
        editing.run("check", tmp_path / "var", content)


@pytest.mark.long
def test_a_build_is_watched_until_its_pages_are_live(tmp_path: Path):
    build = editing.watched_build(tmp_path / "var", write_content(tmp_path))

    assert 0 < build.live < build.clock
    assert build.memory > 10_000_000
    assert editing.current(tmp_path / "var").is_dir()


@pytest.mark.long
def test_our_own_library_is_built_from_nothing_and_changed_in_a_copy(tmp_path: Path):
    content = write_content(tmp_path)

    nothing, changed = editing.own_library_figures(tmp_path / "var", content)

    assert (nothing.at_most, changed.at_most) == (30, 2)
    assert all(figure.value > 0 for figure in (nothing, changed))
    assert "still there" not in (content / EXPERIMENT / "en.md").read_text()


def test_each_sentence_is_one_more(tmp_path: Path):
    content = write_content(tmp_path)
    before = (content / EXPERIMENT / "en.md").read_text()

    editing.add_sentence(content)
    editing.add_sentence(content)

    assert (content / EXPERIMENT / "en.md").read_text() == before + 2 * "\nIt is still there.\n"


def test_a_folder_is_as_large_as_its_files(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one").write_bytes(bytes(5))
    (tmp_path / "two").write_bytes(bytes(7))

    assert editing.disk_bytes(tmp_path) == 12


def test_a_save_is_timed_until_its_page_shows_it(tmp_path: Path):
    content = write_content(tmp_path)

    first, save, processor, memory = saving.save_figures(tmp_path / "var", content, 1.0)

    assert save.at_most == 1.0
    assert all(figure.value > 0 for figure in (first, save, processor, memory))
    assert "It is still there and there." in (content / EXPERIMENT / "en.md").read_text()


def test_a_file_with_several_names_takes_its_room_once(tmp_path: Path):
    one, two = (tmp_path / "generations" / name for name in ("one", "two"))
    for folder in (one, two):
        folder.mkdir(parents=True)
    (one / "shelf.bin").write_bytes(bytes(5))
    (two / "shelf.bin").hardlink_to(one / "shelf.bin")
    (two / "shelf-1.bin").write_bytes(bytes(2))

    assert editing.disk_of_all(tmp_path) == 7
    assert editing.disk_bytes(two) == 7


def test_the_room_of_generations_has_bounds():
    whole, more = editing.generation_figures(89_000_000, 7_000_000)

    assert (whole.is_kept, more.is_kept) == (True, False)
