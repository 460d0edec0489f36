"""Who goes next, and who has to leave the line."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from reader.delivery.fair_queue import (
    CLIENTS_REMEMBERED,
    HALF_LIFE_SECONDS,
    LONG_LINE,
    Client,
    FairQueue,
    QueueFullError,
)


class Line:
    """A queue for one at a time, and the order in which others were let in."""

    def __init__(self, waiting: int = 10, long_line: int = LONG_LINE) -> None:
        self.now = 0.0
        self.queue = FairQueue(1, waiting, long_line, clock=lambda: self.now)
        self.let_in: list[str] = []
        self.sent_away: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def come(self, *names: str) -> None:
        for name in names:
            self.tasks.append(asyncio.create_task(self._wait(name)))
            await asyncio.sleep(0)

    async def _wait(self, name: str) -> None:
        try:
            await self.queue.enter(client(name))
        except QueueFullError:
            self.sent_away.append(name)
        else:
            self.let_in.append(name)

    async def go(self, name: str, seconds: float = 0.0) -> None:
        self.queue.leave(client(name), seconds)
        await asyncio.sleep(0)

    async def go_all(self) -> None:
        for _ in range(len(self.tasks)):
            if self.let_in:
                await self.go(self.let_in[-1])


def client(name: str) -> Client:
    """Return the client of a name such as ``a1``: connection 1 of address a."""
    return Client(name[0], name)


def run(scene: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scene(), 10))  # type: ignore[arg-type]


def test_in_a_short_line_whoever_came_first_goes_first() -> None:
    async def scene() -> None:
        line = Line()
        await line.come("a1")
        await line.go("a1", seconds=2)
        await line.come("x1", "b1", "a1", "c1")
        await line.go_all()
        assert line.let_in == ["a1", "x1", "b1", "a1", "c1"]

    run(scene)


def test_in_a_long_line_those_who_have_taken_nothing_go_first() -> None:
    async def scene() -> None:
        line = Line(long_line=2)
        await line.come("a1")
        await line.go("a1", seconds=2)
        await line.come("x1", "a1", "b1", "c1")
        await line.go("x1")
        assert line.let_in == ["a1", "x1", "c1"]
        await line.go("c1")  # two are left, and the line is short
        assert line.let_in == ["a1", "x1", "c1", "a1"]

    run(scene)


def test_in_a_long_line_the_last_who_has_taken_nothing_goes_first() -> None:
    async def scene() -> None:
        line = Line(waiting=2 * LONG_LINE)
        await line.come("a1", *(f"b{number}" for number in range(LONG_LINE)), "c1")
        await line.go("a1")
        assert line.let_in == ["a1", "c1"]
        await line.go("c1")
        assert line.let_in == ["a1", "c1", "b0"]

    run(scene)


def test_who_was_sent_away_or_gave_up_is_not_new_on_coming_back() -> None:
    async def scene() -> None:
        line = Line(waiting=1, long_line=0)
        await line.come("x1", "a1", "b1")
        await asyncio.sleep(0)
        assert line.sent_away == ["a1"]
        line.tasks[2].cancel()
        await asyncio.sleep(0)
        await line.come("c1")
        await line.come("b1")
        await asyncio.sleep(0)
        assert line.sent_away == ["a1", "b1"]

    run(scene)


def test_the_connections_of_one_address_are_told_apart() -> None:
    async def scene() -> None:
        line = Line(long_line=0)
        await line.come("a1")
        await line.go("a1", seconds=2)
        await line.come("x1", "a1", "a2")
        await line.go_all()
        assert line.let_in[-2:] == ["a2", "a1"]

    run(scene)


def test_an_address_that_has_taken_much_waits_with_all_its_connections() -> None:
    async def scene() -> None:
        line = Line(long_line=0)
        await line.come("a1")
        await line.go("a1", seconds=2)
        await line.come("x1", "a2", "b1")
        await line.go_all()
        assert line.let_in[-2:] == ["b1", "a2"]

    run(scene)


def test_what_was_taken_is_forgotten_in_time() -> None:
    async def scene() -> None:
        line = Line(long_line=0)
        await line.come("a1")
        await line.go("a1", seconds=2)
        line.now = 10 * HALF_LIFE_SECONDS
        await line.come("x1", "b1", "a2")
        await line.go_all()
        assert line.let_in[-2:] == ["a2", "b1"]

    run(scene)


def test_when_the_line_is_full_whoever_has_taken_most_leaves_it() -> None:
    async def scene() -> None:
        line = Line(waiting=2, long_line=0)
        await line.come("a1")
        await line.go("a1", seconds=2)
        await line.come("x1", "a1", "b1", "c1", "d1")
        await asyncio.sleep(0)
        assert line.sent_away == ["a1", "b1"]
        await line.go_all()
        assert line.let_in == ["a1", "x1", "d1", "c1"]

    run(scene)


def test_who_gives_up_in_line_or_when_let_in_leaves_the_place_to_others() -> None:
    async def scene() -> None:
        line = Line()
        await line.come("x1", "a1", "b1", "c1")
        line.tasks[1].cancel()
        await asyncio.sleep(0)
        line.queue.leave(client("x1"), 0.0)
        line.tasks[2].cancel()  # let in, and not yet told
        await asyncio.gather(*line.tasks, return_exceptions=True)
        assert line.let_in == ["x1", "c1"]
        await line.go("c1")
        await line.come("d1")
        assert line.let_in[-1] == "d1"

    run(scene)


def test_a_turn_that_ends_while_another_one_gives_up_is_not_lost() -> None:
    line = Line(waiting=2)

    async def scene() -> None:
        await line.come("a1", "b1")
        line.tasks[1].cancel()  # it waits too long; its task has not heard of that yet
        await line.go("a1")
        await line.come("c1")

    run(scene)
    assert line.let_in == ["a1", "c1"]


def test_who_comes_to_a_full_line_while_another_one_gives_up_gets_a_place() -> None:
    line = Line(waiting=1)

    async def scene() -> None:
        await line.come("a1", "b1")
        line.tasks[1].cancel()
        waiting = asyncio.create_task(line._wait("c1"))
        await line.go("a1")
        await waiting

    run(scene)
    assert line.let_in == ["a1", "c1"]
    assert line.sent_away == []


def test_who_is_sent_away_and_gives_up_at_once_gives_nobody_a_turn() -> None:
    line = Line(waiting=1, long_line=0)

    async def scene() -> None:
        await line.come("a1", "b1")
        line.tasks.append(asyncio.create_task(line._wait("c1")))
        await asyncio.sleep(0)
        line.tasks[1].cancel()  # c1 has taken its place; its task has not heard of that yet
        await asyncio.wait(line.tasks[1:2])
        await line.come()
        assert line.let_in == ["a1"]
        await line.go("a1")

    run(scene)
    assert line.let_in == ["a1", "c1"]


def test_a_bounded_number_of_clients_is_remembered() -> None:
    async def scene() -> None:
        line = Line()
        for number in range(CLIENTS_REMEMBERED):
            line.queue.leave(Client(number, number), 1.0)
        await line.come("a1")
        await line.go("a1", seconds=2)
        assert len(line.queue._taken) == CLIENTS_REMEMBERED

    run(scene)


@pytest.mark.parametrize("running", [1, 3])
def test_no_more_run_than_may(running: int) -> None:
    async def scene() -> None:
        queue = FairQueue(running, 5)
        tasks = [asyncio.create_task(queue.enter(client(f"{number}1"))) for number in range(5)]
        await asyncio.sleep(0)
        assert sum(task.done() for task in tasks) == running
        for number in range(5):
            queue.leave(client(f"{number}1"), 0.0)
        await asyncio.gather(*tasks)

    run(scene)
