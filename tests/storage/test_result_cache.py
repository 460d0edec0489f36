from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.storage.result_cache import NO_CACHE, ResultCache, Task
from reader.storage.result_file import RESULTS_FILE, ResultFile, open_results

CODE = "code of today"


class Doubling:
    """Work that says how often it was done."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.task = Task(
            name="doubling", run=self._run, key=lambda item: (str(item),), result_type=int | None
        )

    def _run(self, item: int) -> int | None:
        self.done.append(item)
        return item * 2 or None


@pytest.fixture
def work() -> Doubling:
    return Doubling()


@pytest.fixture
def results(tmp_path: Path) -> Iterator[ResultFile]:
    with open_results(tmp_path / "cache", CODE) as opened:
        assert opened is not None
        yield opened


def run(folder: Path, work: Doubling, items: list[int], code: str = CODE) -> list[int | None]:
    """Do the work in a run of its own."""
    with open_results(folder, code) as opened:
        return ResultCache(opened).results(work.task, items)


def test_the_next_run_does_only_what_is_new_and_returns_the_same(tmp_path, work):
    assert run(tmp_path, work, [3, 0, 5]) == [6, None, 10]

    assert run(tmp_path, work, [5, 7, 0, 3]) == [10, 14, None, 6]

    assert work.done == [3, 0, 5, 7]


def test_without_a_folder_everything_is_done_each_time(work):
    assert [NO_CACHE.results(work.task, [2, 2]) for _ in range(2)] == [[4, 4], [4, 4]]
    assert work.done == [2, 2, 2, 2]


def test_a_process_that_works_again_remembers_its_last_results(work):
    cache = ResultCache(in_memory=True)

    answers = [cache.results(work.task, items) for items in ([1, 2], [2, 3], [1])]

    assert answers == [[2, 4], [4, 6], [2]]
    assert work.done == [1, 2, 3, 1]


def test_results_of_other_code_are_not_used(tmp_path, work):
    run(tmp_path, work, [1])

    run(tmp_path, work, [1], code="code of tomorrow")
    run(tmp_path, work, [1], code="code of tomorrow")

    assert work.done == [1, 1]


def test_a_task_does_not_get_the_results_of_another(results, work):
    other = Task(name="text", run=str, key=lambda item: (str(item),), result_type=str)
    cache = ResultCache(results)

    assert (cache.results(work.task, [4]), cache.results(other, [4])) == ([8], ["4"])
    assert (cache.results(work.task, [4]), cache.results(other, [4])) == ([8], ["4"])


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5_000])
def test_a_damaged_file_is_replaced(tmp_path, work, damage):
    run(tmp_path, work, [1])
    (tmp_path / RESULTS_FILE).write_bytes(damage)

    assert run(tmp_path, work, [1]) == [2]
    assert run(tmp_path, work, [1]) == [2]

    assert work.done == [1, 1]


@pytest.mark.parametrize("row", ["x'0102'", "x''", "value || x'05'", "'words'"])
def test_a_result_that_was_changed_on_the_disk_is_worked_out_again(tmp_path, work, row):
    run(tmp_path, work, [1])
    with closing(sqlite3.connect(tmp_path / RESULTS_FILE)) as database, database:
        database.execute(f"UPDATE results SET value = {row}")

    assert [run(tmp_path, work, [1]) for _ in range(2)] == [[2], [2]]

    assert work.done == [1, 1]


def test_a_deleted_file_is_made_again_by_the_next_run(tmp_path, work):
    run(tmp_path, work, [1])
    (tmp_path / RESULTS_FILE).unlink()

    assert [run(tmp_path, work, [1]) for _ in range(2)] == [[2], [2]]
    assert work.done == [1, 1]


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777])
def test_a_folder_that_others_can_write_to_is_left_alone(tmp_path, work, mode):
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)

    assert run(folder, work, [1]) == [2]

    assert list(folder.iterdir()) == []


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path, work):
    precious = tmp_path / "precious"
    precious.write_bytes(b"letters")
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    (folder / RESULTS_FILE).symlink_to(precious)

    assert run(folder, work, [1]) == [2]

    assert precious.read_bytes() == b"letters"


def test_a_file_in_place_of_the_folder_stops_nothing(tmp_path, work):
    (tmp_path / "cache").write_bytes(b"")

    assert run(tmp_path / "cache", work, [1]) == [2]


def test_only_the_owner_can_read_what_is_kept(tmp_path, work):
    run(tmp_path / "cache", work, [1])

    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "cache").iterdir()}
    assert modes == {0o600}
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700


def test_what_nobody_asks_for_any_more_is_deleted_once_it_is_the_larger_part(tmp_path, work):
    run(tmp_path, work, list(range(3_000)))
    run(tmp_path, work, list(range(2_900)))
    assert kept(tmp_path) == 3_000

    run(tmp_path, work, [1, 2])

    assert kept(tmp_path) == 2


def test_a_result_that_cannot_be_kept_is_returned_all_the_same(work):
    unwritable = sqlite3.connect(":memory:")  # without tables
    results = ResultFile(unwritable)

    assert ResultCache(results).results(work.task, [1]) == [2]
    unwritable.close()


def kept(folder: Path) -> int:
    database = sqlite3.connect(folder / RESULTS_FILE)
    ((count,),) = database.execute("SELECT count(*) FROM results")
    database.close()
    return count
