"""The pointer moves at once and whole, remembers where it was, and keeps three generations."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.source_modules import PROJECT

from reader.publishing.generations import pointer
from reader.publishing.generations.errors import PublishingError

A, B, C, D = ("a" * 16, "b" * 16, "c" * 16, "d" * 16)
# Prints each call to the disk before it is made, and whether the link leads somewhere then.
WATCHED = """
import sys
from pathlib import Path
from reader.publishing.generations import pointer

var = Path(sys.argv[1])
def watch(event, _arguments):
    if event.startswith("os."):
        print(event, pointer.link(var).exists())

sys.addaudithook(watch)
pointer.switch(var, sys.argv[2])
print("done", pointer.link(var).exists())
"""


def with_generations(var: Path, *identifiers: str) -> Path:
    """Make the folders of generations and return ``var``."""
    for identifier in identifiers:
        pointer.generation(var, identifier).mkdir(parents=True)
    return var


def switched(var: Path, *identifiers: str) -> Path:
    """Make generations and switch to each in turn."""
    with_generations(var, *identifiers)
    for identifier in identifiers:
        pointer.switch(var, identifier)
    return var


def test_before_the_first_build_nothing_is_current(tmp_path: Path) -> None:
    assert pointer.current(tmp_path) is None
    assert pointer.previous(tmp_path) is None


def test_the_pointer_names_the_current_generation_first_and_at_most_three(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B, C, D)

    assert pointer.pointer_file(var).read_text() == f"{D}\n{C}\n{B}\n"


def test_switching_to_an_earlier_generation_names_it_once(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B)

    pointer.switch(var, A)

    assert pointer.history(var) == (A, B)


def test_dictionaries_come_from_the_generation_opened_and_from_the_others_in_the_pointer(
    tmp_path: Path,
) -> None:
    var = switched(tmp_path, A, B, C, D)

    assert [folder.name for folder in pointer.recent_generations(var, D)] == [D, C, B]
    assert [folder.name for folder in pointer.recent_generations(var, C)] == [C, D, B], (
        "opened while the pointer moved on"
    )


def test_a_switch_has_a_date_also_when_it_goes_back(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B)
    os.utime(pointer.pointer_file(var), (5, 5))
    assert pointer.switched_at(var) == 5

    pointer.back(var)

    assert pointer.switched_at(var) == int(pointer.pointer_file(var).stat().st_mtime) > 5


def test_going_back_twice_goes_two_generations_back(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B, C)

    assert pointer.back(var) == B
    assert pointer.back(var) == A
    with pytest.raises(PublishingError, match="nothing-earlier"):
        pointer.back(var)
    assert pointer.current(var) == A


def test_going_back_skips_a_generation_that_was_deleted(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B, C)
    pointer.generation(var, B).rmdir()

    assert pointer.back(var) == A


def test_switching_to_what_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    var = switched(tmp_path, A)

    with pytest.raises(PublishingError, match="no-generation"):
        pointer.switch(var, B)

    assert pointer.history(var) == (A,)


@pytest.mark.parametrize("name", ["../../etc", "", "A" * 16, "a" * 15, "a" * 17])
def test_a_name_that_is_no_identifier_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublishingError, match="not-a-name"):
        pointer.switch(tmp_path, name)


def test_lines_that_name_no_generation_are_skipped(tmp_path: Path) -> None:
    var = switched(tmp_path, A)
    pointer.pointer_file(var).write_bytes(b"\xff\xfe garbage\n\n" + A.encode() + b"\n../x\n")

    assert pointer.history(var) == (A,)


def test_the_link_leads_to_the_current_generation_there_and_back(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B)
    assert pointer.link(var).resolve() == pointer.generation(var, B)

    pointer.back(var)

    assert pointer.link(var).resolve() == pointer.generation(var, A)


def test_the_link_still_leads_there_when_the_folder_was_moved(tmp_path: Path) -> None:
    switched(tmp_path / "here", A)

    var = (tmp_path / "here").rename(tmp_path / "there")

    assert pointer.link(var).resolve() == pointer.generation(var, A)


def test_the_link_is_there_at_every_step_of_a_switch(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B)

    watched = subprocess.run(
        [sys.executable, "-c", WATCHED, var, A],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "os.rename True" in watched.stdout
    assert "False" not in watched.stdout


@pytest.mark.parametrize("left", ["nothing", "a link to another", "a link to nowhere", "a copy"])
def test_a_link_that_was_lost_or_leads_astray_is_put_right(tmp_path: Path, left: str) -> None:
    var = switched(tmp_path, A, B)
    pointer.link(var).unlink()
    if left == "a copy":
        shutil.copytree(pointer.generation(var, B), pointer.link(var))
    elif left != "nothing":
        pointer.link(var).symlink_to(
            Path("generations") / (A if left == "a link to another" else "gone")
        )
    (var / ".current.draft").symlink_to("what an interrupted switch left")

    pointer.update_link(var)

    assert pointer.link(var).resolve() == pointer.generation(var, B)
    assert {path.name for path in var.iterdir()} == {"pointer", "current", "generations"}


def test_without_a_pointer_there_is_no_link(tmp_path: Path) -> None:
    pointer.update_link(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_pruning_deletes_what_the_pointer_does_not_name(tmp_path: Path) -> None:
    var = switched(tmp_path, A, B, C, D)
    (pointer.generations(var) / ".interrupted").mkdir()

    pointer.prune(var)

    assert {folder.name for folder in pointer.generations(var).iterdir()} == {B, C, D}


def test_pruning_without_a_pointer_deletes_nothing(tmp_path: Path) -> None:
    var = with_generations(tmp_path, A)

    pointer.prune(var)

    assert pointer.generation(var, A).is_dir()


def test_two_processes_cannot_switch_at_the_same_time(tmp_path: Path) -> None:
    with (
        pointer.locked(tmp_path),
        pytest.raises(PublishingError, match="busy"),
        pointer.locked(tmp_path),
    ):
        pass


def test_the_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="boom"), pointer.locked(tmp_path):
        raise ValueError("boom")

    with pointer.locked(tmp_path):
        pass
