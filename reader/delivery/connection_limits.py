"""Limits on what one reader may use of a worker, and the open connections they apply to.

Nothing here reads or writes: the worker says what happened, and is told which connection to close.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import Enum, auto
from http import HTTPStatus
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one reader may ask of a worker, so that others are served too.

    - ``head_seconds``: until the head of a request is complete, from its first byte, or from the
      connection if no byte comes; ``body_seconds``: until its body is, from the head.
    - ``form_bytes`` and ``form_seconds``: the same of a form that readers send. A story of ten
      thousand letters takes half a minute on 2G.
    - ``stall_seconds``: until a response is given up of which the reader takes nothing.
    - ``buffered_bytes``: of all incomplete requests together.
    - ``threads`` call the application; ``waiting`` requests may queue, each for ``turn_seconds``.
      If there is another, the client that has taken most gets a 503. A place costs little: who is
      sent away at once asks again at once. ``answer_bytes`` of last answers are kept.
    - ``forms_waiting`` forms with ``forms_bytes`` in all may wait in their own line, each for
      ``form_turn_seconds``: proxies give an answer up after 30.
    - ``drain_bytes`` of a refused body are read and discarded within ``drain_seconds``: closed on
      somebody who still sends, a connection is reset and the response lost.
    """

    head_bytes: int = 65_536
    head_seconds: float = 20.0
    buffered_bytes: int = 16_777_216
    stall_seconds: float = 60.0
    body_bytes: int = 65_536
    body_seconds: float = 10.0
    form_bytes: int = 262_144
    form_seconds: float = 60.0
    drain_bytes: int = 1_000_000
    drain_seconds: float = 2.0
    threads: int = 2
    waiting: int = 512
    turn_seconds: float = 10.0
    answer_bytes: int = 400_000
    forms_waiting: int = 512
    forms_bytes: int = 16_777_216
    form_turn_seconds: float = 20.0
    retry_after_seconds: int = 5

    def for_form(self) -> Limits:
        """Return the limits of an address at which a form is expected."""
        return replace(self, body_bytes=self.form_bytes, body_seconds=self.form_seconds)


class ConnectionStage(Enum):
    """What a connection is waiting for."""

    NEW = auto()
    """Its first byte."""
    HEAD = auto()
    """The rest of the head of a request."""
    RESPONSE = auto()
    """The body of the request, or the response."""
    IDLE = auto()
    """Another request."""
    LINGERING = auto()
    """The other side to close. What still comes is discarded."""


class Connection(Protocol):
    """What can be done with a connection."""

    def unsent_bytes(self) -> int:
        """Return how much of a response the other side has not taken."""

    def refuse(self, status: HTTPStatus) -> None:
        """Respond to an incomplete request, and close."""

    def hang_up(self) -> None:
        """Close. Nothing was requested, or every response is sent."""

    def abort(self) -> None:
        """Close at once, whatever has not been sent."""


@dataclass(slots=True, kw_only=True)
class ConnectionState:
    """The stage of a connection, ``since`` when, and the bytes buffered in it."""

    since: float
    stage: ConnectionStage = ConnectionStage.NEW
    buffered_bytes: int = 0
    unsent_bytes: int = 0


class Connections:
    """All connections of a worker, the one that has made no progress for longest first.

    Every request is progress; silence, or a byte a second, is not, so if there are too many of
    them those go first. Times are seconds on any clock that never goes back.
    """

    def __init__(self, limits: Limits, *, max_connections: int, keepalive_seconds: float) -> None:
        self._limits = limits
        self._max_connections = max_connections
        self._states: OrderedDict[Connection, ConnectionState] = OrderedDict()
        self._buffered_bytes = 0
        self._timeout_seconds = {
            ConnectionStage.NEW: limits.head_seconds,
            ConnectionStage.HEAD: limits.head_seconds,
            ConnectionStage.RESPONSE: math.inf,
            ConnectionStage.IDLE: keepalive_seconds,
            ConnectionStage.LINGERING: limits.drain_seconds,
        }

    def __len__(self) -> int:
        return len(self._states)

    def add(self, connection: Connection, now: float) -> ConnectionState:
        """Add a new connection, and close the oldest if that is one too many."""
        self._make_room()
        self._states[connection] = state = ConnectionState(since=now)
        return state

    def enter(self, connection: Connection, stage: ConnectionStage, now: float) -> None:
        """Note that a connection made progress, and the stage it is in now."""
        if state := self._states.get(connection):
            if state.buffered_bytes:
                self._release(state)
            state.stage, state.since = stage, now
            self._states.move_to_end(connection)

    def buffer(self, connection: Connection, count: int) -> None:
        """Count bytes that were buffered. Over the total limit, close the largest holder."""
        if state := self._states.get(connection):
            state.buffered_bytes += count
            self._buffered_bytes += count
            while self._buffered_bytes > self._limits.buffered_bytes:
                self._evict(max(self._states, key=lambda each: self._states[each].buffered_bytes))

    def remove(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        if state := self._states.pop(connection, None):
            self._release(state)

    def close_overdue(self, now: float) -> None:
        """Close the connections whose time is up. To be called about once a second."""
        for connection, state in tuple(self._states.items()):
            unsent_bytes = connection.unsent_bytes()
            if unsent_bytes != state.unsent_bytes:
                state.unsent_bytes, state.since = unsent_bytes, now
            timeout = self._timeout_seconds[state.stage]
            if now - state.since >= (self._limits.stall_seconds if unsent_bytes else timeout):
                _close(connection, state.stage)

    def _make_room(self) -> None:
        """Close the one that was refused before, and the oldest if that is not enough."""
        if len(self._states) > self._max_connections:
            self._evict(next(iter(self._states)))
        if len(self._states) >= self._max_connections:
            self._evict(next(iter(self._states)))

    def _evict(self, connection: Connection) -> None:
        state = self._states[connection]
        was_in_head = state.stage is ConnectionStage.HEAD
        self._release(state)
        _close(connection, state.stage)
        if was_in_head and connection in self._states:
            # May still read why, but is the first to be aborted if another one has to go.
            self._states.move_to_end(connection, last=False)
        else:
            self.remove(connection)

    def _release(self, state: ConnectionState) -> None:
        self._buffered_bytes -= state.buffered_bytes
        state.buffered_bytes = 0


def _close(connection: Connection, stage: ConnectionStage) -> None:
    if connection.unsent_bytes() or stage in {ConnectionStage.RESPONSE, ConnectionStage.LINGERING}:
        connection.abort()
    elif stage is ConnectionStage.HEAD:
        connection.refuse(HTTPStatus.REQUEST_TIMEOUT)
    else:
        connection.hang_up()
