"""Work is done on every core as on one: in the same order, with the same faults."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pickle import PicklingError

import pytest

from reader.publishing.build.parallel import on_every_core
from reader.publishing.generations.errors import FailureCode, PublishingError

PIECES = tuple(range(70))


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("cores", [1, 2, 3, 20])
def test_things_come_out_in_the_order_in_which_they_went_in(cores: int) -> None:
    assert list(on_every_core(PIECES, square, cores)) == [number * number for number in PIECES]
    assert list(on_every_core((), square, cores)) == []


def test_work_is_done_in_other_processes_which_are_all_used() -> None:
    workers = {
        process
        for _, process in on_every_core(
            PIECES, lambda number: (sum(range(100_000 + number)), os.getpid()), 2
        )
    }

    assert len(workers) == 2
    assert os.getpid() not in workers


def test_neither_pieces_nor_work_have_to_be_picklable() -> None:
    offset = 3

    assert list(on_every_core([lambda: 4] * 70, lambda make: make() + offset, 2)) == [7] * 70


def test_a_fault_comes_out_as_it_was_raised_and_says_where() -> None:
    def fail(number: int) -> int:
        if number == 33:
            raise PublishingError(FailureCode.PAGE, address="/en/about", status="500")
        return number

    with pytest.raises(PublishingError) as raised:
        list(on_every_core(PIECES, fail, 2))

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
        list(on_every_core(PIECES, lambda number: lambda: number, 2))

    assert ".dump(" in raised.value.__notes__[0]


def test_a_fork_that_is_killed_is_a_fault_and_not_a_wait_without_end() -> None:
    def die(number: int) -> int:
        if number == 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(ChildProcessError):
        list(on_every_core(PIECES, die, 2))


def test_whoever_needs_no_more_leaves_no_process_behind() -> None:
    found: Iterator[int] = iter(on_every_core(PIECES, lambda number: os.getpid(), 2))
    workers = {next(found), *(next(found) for _ in range(20))}
    found.close()  # type: ignore[attr-defined]

    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
