"""Who is sent away, and how, without a network."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from reader.delivery.connection_limits import Connections, ConnectionStage, ConnectionState
from reader.delivery.served_generation import Limits

LIMITS = Limits(head_seconds=10, drain_seconds=2, stall_seconds=30, held_bytes=1_000)


class Wire:
    """A connection that only remembers what was done with it; refusing and hanging up end it as the worker's do."""

    def __init__(self, connections: Connections, now: float = 0) -> None:
        self.connections = connections
        self.done: list[str] = []
        self.unsent = 0
        self.place: ConnectionState = connections.open(self, now)

    def unsent_bytes(self) -> int:
        return self.unsent

    def refuse(self, status: HTTPStatus) -> None:
        self.done.append(f"refuse {status}")
        self.connections.step(self, ConnectionStage.LEAVING, self.place.since)

    def hang_up(self) -> None:
        self.done.append("hang up")

    def cut(self) -> None:
        self.done.append("cut")
        self.connections.lost(self)


@pytest.fixture
def connections() -> Connections:
    return Connections(LIMITS, most=3, kept_seconds=20)


@pytest.mark.parametrize(
    ("stage", "seconds", "done"),
    [
        (ConnectionStage.SILENT, 10, "hang up"),
        (ConnectionStage.ASKING, 10, "refuse 408"),
        (ConnectionStage.LEAVING, 2, "cut"),
        (ConnectionStage.ASKED, None, ""),
        (ConnectionStage.KEPT, 20, "hang up"),
    ],
)
def test_each_stage_has_its_patience_and_its_end(
    connections: Connections, stage: ConnectionStage, seconds: float | None, done: str
) -> None:
    wire = Wire(connections)
    connections.step(wire, stage, 100)

    connections.look_around(100 + (seconds or 1_000_000) - 0.001)
    assert wire.done == []

    connections.look_around(100 + (seconds or 1_000_000))
    assert wire.done == ([done] if done else [])


@pytest.mark.parametrize(
    "stage", [ConnectionStage.ASKED, ConnectionStage.KEPT, ConnectionStage.LEAVING]
)
def test_an_answer_is_waited_for_as_long_as_some_of_it_is_taken(
    connections: Connections, stage: ConnectionStage
) -> None:
    wire = Wire(connections)
    connections.step(wire, stage, 0)
    for now in range(0, 200, 20):
        wire.unsent = 100_000 - now
        connections.look_around(now)
    assert wire.done == []

    connections.look_around(180 + 29)
    assert wire.done == []
    connections.look_around(180 + 30)
    assert wire.done == ["cut"]


def test_a_reader_who_asks_stays_and_who_waited_longest_goes_when_there_are_too_many(
    connections: Connections,
) -> None:
    reader, silent, half = (Wire(connections) for _ in range(3))
    connections.step(half, ConnectionStage.ASKING, 1)
    connections.step(reader, ConnectionStage.ASKED, 2)
    connections.step(reader, ConnectionStage.KEPT, 3)

    Wire(connections, 4)
    assert (reader.done, silent.done, half.done) == ([], ["hang up"], [])

    Wire(connections, 5)
    assert (reader.done, half.done) == ([], ["refuse 408"])

    connections.step(reader, ConnectionStage.KEPT, 5)
    # Who was refused gives way first, so that there is never more than one too many.
    Wire(connections, 6)
    assert (reader.done, half.done) == ([], ["refuse 408", "cut"])


@pytest.mark.parametrize("stage", ConnectionStage)
def test_however_many_come_no_more_than_one_too_many_are_kept(
    connections: Connections, stage: ConnectionStage
) -> None:
    for now in range(50):
        wire = Wire(connections, now)
        connections.step(wire, stage, now)
        assert len(connections) <= 4


def test_who_holds_most_goes_when_all_hold_too_much_together(connections: Connections) -> None:
    small, large = Wire(connections), Wire(connections)
    for wire, count in ((small, 300), (large, 600)):
        connections.step(wire, ConnectionStage.ASKING, 0)
        connections.hold(wire, count)
    connections.hold(small, 100)
    assert (small.done, large.done) == ([], [])

    connections.hold(small, 1)
    assert (small.done, large.done) == ([], ["refuse 408"])

    connections.hold(small, 599)
    assert small.done == []


def test_what_came_is_held_until_the_next_step_or_the_end(connections: Connections) -> None:
    for _ in range(20):
        wire = Wire(connections)
        for stage in (ConnectionStage.ASKING, ConnectionStage.ASKED, ConnectionStage.KEPT):
            connections.step(wire, stage, 0)
            connections.hold(wire, 900)
        connections.lost(wire)
        connections.hold(wire, 900)
        connections.lost(wire)
        assert wire.done == []
    assert len(connections) == 0
