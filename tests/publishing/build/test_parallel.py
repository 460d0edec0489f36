"""Work is done on every core as on one: in the same order, with the same faults."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from pickle import PicklingError

import pytest

from reader.publishing.build.parallel import MOST_CHUNKS_AHEAD, map_pages, parallel_map
from reader.publishing.generations.errors import FailureCode, PublishingError

ITEMS = tuple(range(70))


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 3, 20])
def test_results_come_in_the_order_of_their_items(processes: int) -> None:
    assert list(parallel_map(square, ITEMS, processes)) == [number * number for number in ITEMS]
    assert list(parallel_map(square, (), processes)) == []


def test_work_is_done_in_other_processes_which_are_all_used() -> None:
    workers = {
        process
        for _, process in parallel_map(
            lambda number: (sum(range(100_000 + number)), os.getpid()), ITEMS, 2
        )
    }

    assert len(workers) == 2
    assert os.getpid() not in workers


def test_neither_items_nor_work_have_to_be_picklable() -> None:
    offset = 3

    assert list(parallel_map(lambda make: make() + offset, [lambda: 4] * 70, 2)) == [7] * 70


def test_a_slow_item_lets_only_some_results_wait_in_memory(tmp_path: Path) -> None:
    done = tmp_path / "done"
    done.touch()
    most = (2 * MOST_CHUNKS_AHEAD - 1) * 4

    def work(number: int) -> int:
        if number:
            with done.open("ab") as file:
                file.write(b".")
            return 0
        while done.stat().st_size < most:
            time.sleep(0.01)
        time.sleep(0.1)  # in which the other process could do all that is left
        return done.stat().st_size

    assert next(parallel_map(work, range(400), 2)) == most


def test_a_fault_comes_out_as_it_was_raised_and_says_where() -> None:
    def fail(number: int) -> int:
        if number == 33:
            raise PublishingError(FailureCode.PAGE, address="/en/about", status="500")
        return number

    with pytest.raises(PublishingError) as raised:
        list(parallel_map(fail, ITEMS, 2))

    assert (raised.value.why, raised.value.arguments) == (
        FailureCode.PAGE,
        {"address": "/en/about", "status": "500"},
    )
    assert str(raised.value) == str(
        PublishingError(FailureCode.PAGE, address="/en/about", status="500")
    )
    assert "in fail" in raised.value.__notes__[0]


def test_what_cannot_be_sent_back_is_a_fault_and_not_a_wait_without_end() -> None:
    with pytest.raises(
        (AttributeError, PicklingError)
    ) as raised:  # which of them, and in which words, differs between versions of Python
        list(parallel_map(lambda number: lambda: number, ITEMS, 2))

    assert ".dump(" in raised.value.__notes__[0]


def test_a_fork_that_is_killed_is_a_fault_and_not_a_wait_without_end() -> None:
    def die(number: int) -> int:
        if number == 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError):
        list(parallel_map(die, ITEMS, 2))


def test_stopping_early_leaves_no_process_behind() -> None:
    found: Iterator[int] = iter(parallel_map(lambda number: os.getpid(), ITEMS, 2))
    workers = {next(found), *(next(found) for _ in range(20))}
    found.close()  # type: ignore[attr-defined]

    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_few_pages_are_made_without_another_process() -> None:
    def process(_: int) -> int:
        return os.getpid()

    assert set(map_pages(process, range(10))) == {os.getpid()}
    assert os.getpid() not in set(map_pages(process, range(100)))
