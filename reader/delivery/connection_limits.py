"""The open connections of one worker: how long each may keep it waiting, how many there may be, and how much they may hold.

Nothing here reads or writes: the worker tells what happened, and is told whom to send away.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import Protocol

from reader.delivery.served_generation import Limits


class ConnectionStage(Enum):
    """Where a connection stands between a request and the next."""

    SILENT = auto()
    """Nothing came yet."""
    ASKING = auto()
    """The head of a request has begun."""
    ASKED = auto()
    """The head is whole: a body is read, or the answer made or sent."""
    KEPT = auto()
    """Answered, and kept for another request."""
    LEAVING = auto()
    """Everything was said; what still comes is thrown away until the other side closes too."""


class Connection(Protocol):
    """What can be done with a connection."""

    def unsent_bytes(self) -> int:
        """Return how much of an answer the other side has not taken."""

    def refuse(self, status: HTTPStatus) -> None:
        """Answer a request that is not whole, and close."""

    def hang_up(self) -> None:
        """Close. Nothing was asked, or everything is answered."""

    def cut(self) -> None:
        """Close at once, whatever has not been sent."""


@dataclass(slots=True, kw_only=True)
class ConnectionState:
    """Where one connection is. ``since`` is when it last came a step further, ``held_bytes`` what came since then and is kept."""

    since: float
    stage: ConnectionStage = ConnectionStage.SILENT
    held_bytes: int = 0
    unsent_bytes: int = 0


class Connections:
    """All connections of a worker, first the one that came no step further for longest.

    A reader who asks comes a step further with every request; who says nothing, or a byte a second, does not, and is
    the first to go where there are too many. ``kept_seconds`` is how long one is kept for another request, by the server's
    own setting. Times are seconds on any clock that never goes back.
    """

    def __init__(self, limits: Limits, *, most: int, kept_seconds: float) -> None:
        self._limits = limits
        self._most = most
        self._places: OrderedDict[Connection, ConnectionState] = OrderedDict()
        self._held_bytes = 0
        self._patience_seconds = {
            ConnectionStage.SILENT: limits.head_seconds,
            ConnectionStage.ASKING: limits.head_seconds,
            ConnectionStage.ASKED: math.inf,
            ConnectionStage.KEPT: kept_seconds,
            ConnectionStage.LEAVING: limits.drain_seconds,
        }

    def __len__(self) -> int:
        return len(self._places)

    def open(self, line: Connection, now: float) -> ConnectionState:
        """Take a connection in, and send the oldest away where it is one too many."""
        self._make_room()
        self._places[line] = place = ConnectionState(since=now)
        return place

    def step(self, line: Connection, stage: ConnectionStage, now: float) -> None:
        """Note that a connection came a step further."""
        if place := self._places.get(line):
            if place.held_bytes:
                self._let_go(place)
            place.stage, place.since = stage, now
            self._places.move_to_end(line)

    def hold(self, line: Connection, count: int) -> None:
        """Note bytes that came and are kept. Who holds most is sent away where all hold too much together."""
        if place := self._places.get(line):
            place.held_bytes += count
            self._held_bytes += count
            while self._held_bytes > self._limits.held_bytes:
                self._send_away(max(self._places, key=lambda each: self._places[each].held_bytes))

    def lost(self, line: Connection) -> None:
        """Forget a connection that is closed."""
        if place := self._places.pop(line, None):
            self._let_go(place)

    def look_around(self, now: float) -> None:
        """Send away who kept us waiting for too long. To be called about once a second."""
        for line, place in tuple(self._places.items()):
            unsent_bytes = line.unsent_bytes()
            if unsent_bytes != place.unsent_bytes:
                place.unsent_bytes, place.since = unsent_bytes, now
            patience = (
                self._limits.stall_seconds if unsent_bytes else self._patience_seconds[place.stage]
            )
            if now - place.since >= patience:
                _end(line, place.stage)

    def _make_room(self) -> None:
        """Send away who was refused before, then the oldest, where that is not enough."""
        if len(self._places) > self._most:
            self._send_away(next(iter(self._places)))
        if len(self._places) >= self._most:
            self._send_away(next(iter(self._places)))

    def _send_away(self, line: Connection) -> None:
        place = self._places[line]
        was_asking = place.stage is ConnectionStage.ASKING
        self._let_go(place)
        _end(line, place.stage)
        if was_asking and line in self._places:
            # May still read why, but is the first to be cut off should another one have to go.
            self._places.move_to_end(line, last=False)
        else:
            self.lost(line)

    def _let_go(self, place: ConnectionState) -> None:
        self._held_bytes -= place.held_bytes
        place.held_bytes = 0


def _end(line: Connection, stage: ConnectionStage) -> None:
    if line.unsent_bytes() or stage in {ConnectionStage.ASKED, ConnectionStage.LEAVING}:
        line.cut()
    elif stage is ConnectionStage.ASKING:
        line.refuse(HTTPStatus.REQUEST_TIMEOUT)
    else:
        line.hang_up()
