"""Which connections are closed, and how, without a network."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from reader.delivery.connection_limits import Connections, ConnectionStage, ConnectionState, Limits

LIMITS = Limits(head_seconds=10, drain_seconds=2, stall_seconds=30, buffered_bytes=1_000)


class Wire:
    """A connection that records what was done with it, and ends as the worker's do."""

    def __init__(self, connections: Connections, now: float = 0) -> None:
        self.connections = connections
        self.done: list[str] = []
        self.unsent = 0
        self.state: ConnectionState = connections.add(self, now)

    def unsent_bytes(self) -> int:
        return self.unsent

    def refuse(self, status: HTTPStatus) -> None:
        self.done.append(f"refuse {status}")
        self.connections.enter(self, ConnectionStage.LINGERING, self.state.since)

    def hang_up(self) -> None:
        self.done.append("hang up")

    def abort(self) -> None:
        self.done.append("abort")
        self.connections.remove(self)


@pytest.fixture
def connections() -> Connections:
    return Connections(LIMITS, max_connections=3, keepalive_seconds=20)


@pytest.mark.parametrize(
    ("stage", "seconds", "done"),
    [
        (ConnectionStage.NEW, 10, "hang up"),
        (ConnectionStage.HEAD, 10, "refuse 408"),
        (ConnectionStage.LINGERING, 2, "abort"),
        (ConnectionStage.RESPONSE, None, ""),
        (ConnectionStage.IDLE, 20, "hang up"),
    ],
)
def test_each_stage_has_its_time_limit_and_its_end(
    connections: Connections, stage: ConnectionStage, seconds: float | None, done: str
) -> None:
    wire = Wire(connections)
    connections.enter(wire, stage, 100)

    connections.close_overdue(100 + (seconds or 1_000_000) - 0.001)
    assert wire.done == []

    connections.close_overdue(100 + (seconds or 1_000_000))
    assert wire.done == ([done] if done else [])


@pytest.mark.parametrize(
    "stage", [ConnectionStage.RESPONSE, ConnectionStage.IDLE, ConnectionStage.LINGERING]
)
def test_an_answer_is_waited_for_as_long_as_some_of_it_is_taken(
    connections: Connections, stage: ConnectionStage
) -> None:
    wire = Wire(connections)
    connections.enter(wire, stage, 0)
    for now in range(0, 200, 20):
        wire.unsent = 100_000 - now
        connections.close_overdue(now)
    assert wire.done == []

    connections.close_overdue(180 + 29)
    assert wire.done == []
    connections.close_overdue(180 + 30)
    assert wire.done == ["abort"]


def test_a_reader_who_asks_stays_and_whoever_waited_longest_goes_when_there_are_too_many(
    connections: Connections,
) -> None:
    reader, silent, half = (Wire(connections) for _ in range(3))
    connections.enter(half, ConnectionStage.HEAD, 1)
    connections.enter(reader, ConnectionStage.RESPONSE, 2)
    connections.enter(reader, ConnectionStage.IDLE, 3)

    Wire(connections, 4)
    assert (reader.done, silent.done, half.done) == ([], ["hang up"], [])

    Wire(connections, 5)
    assert (reader.done, half.done) == ([], ["refuse 408"])

    connections.enter(reader, ConnectionStage.IDLE, 5)
    # Whoever was refused goes first, so that there is never more than one too many.
    Wire(connections, 6)
    assert (reader.done, half.done) == ([], ["refuse 408", "abort"])


@pytest.mark.parametrize("stage", ConnectionStage)
def test_however_many_come_no_more_than_one_too_many_are_kept(
    connections: Connections, stage: ConnectionStage
) -> None:
    for now in range(50):
        wire = Wire(connections, now)
        connections.enter(wire, stage, now)
        assert len(connections) <= 4


def test_the_largest_holder_goes_when_all_hold_too_much_together(connections: Connections) -> None:
    small, large = Wire(connections), Wire(connections)
    for wire, count in ((small, 300), (large, 600)):
        connections.enter(wire, ConnectionStage.HEAD, 0)
        connections.buffer(wire, count)
    connections.buffer(small, 100)
    assert (small.done, large.done) == ([], [])

    connections.buffer(small, 1)
    assert (small.done, large.done) == ([], ["refuse 408"])

    connections.buffer(small, 599)
    assert small.done == []


def test_what_came_counts_as_buffered_until_the_next_stage_or_the_end(
    connections: Connections,
) -> None:
    for _ in range(20):
        wire = Wire(connections)
        for stage in (ConnectionStage.HEAD, ConnectionStage.RESPONSE, ConnectionStage.IDLE):
            connections.enter(wire, stage, 0)
            connections.buffer(wire, 900)
        connections.remove(wire)
        connections.buffer(wire, 900)
        connections.remove(wire)
        assert wire.done == []
    assert len(connections) == 0
