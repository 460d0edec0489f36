"""Let requests take turns at the application: once the line is long, by who has taken least of it.

A short line is first come, first served, so that nobody waits much longer than others. A long one
would be unfair so: three hundred connections with costly searches would leave everybody else at its
end. Of those who have taken nothing yet, the last to come goes first there: the others may have
given up. All of it runs in one event loop, so nothing is locked.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, NamedTuple, TypeAlias

Clock: TypeAlias = Callable[[], float]  # seconds, monotonic

CLIENTS_REMEMBERED: Final = 4_096
HALF_LIFE_SECONDS: Final = 10.0  # what was taken counts half as much after so long
LONG_LINE: Final = 16  # requests
# What it counts to have been sent away: whoever comes back is not new.
REFUSAL_SECONDS: Final = 0.01
# Smaller differences do not put one address before another.
STEP_SECONDS: Final = 0.1


class QueueFullError(Exception):
    """There is no place in line, or somebody who has taken less got it."""


class Client(NamedTuple):
    """Who asks: an address, and one of its connections.

    Both are compared and never shown; behind a proxy both are what the proxy says.
    """

    address: Hashable
    connection: Hashable


@dataclass(slots=True, kw_only=True, eq=False)
class _Turn:
    client: Client
    number: int
    granted: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class FairQueue:
    """A line with an end: ``running`` requests at a time, and so many ``waiting``.

    More than ``long_line`` who wait are a long line.
    """

    def __init__(
        self, running: int, waiting: int, long_line: int = LONG_LINE, clock: Clock = monotonic
    ) -> None:
        self._running = self._free = running
        self._places = waiting
        self._long_line = long_line
        self._clock = clock
        self._waiting: list[_Turn] = []
        self._count = 0
        self._taken: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many requests run or wait."""
        return self._running - self._free + len(self._waiting)

    async def enter(self, client: Client) -> None:
        """Wait for a turn, which ``leave`` ends. Raises QueueFullError."""
        if self._free:
            self._free -= 1
            return
        self._count += 1
        turn = _Turn(client=client, number=self._count)
        self._waiting.append(turn)
        if len(self._waiting) > self._places:
            last = max(self._waiting, key=self._order)
            self._waiting.remove(last)
            self._count_taken(last.client, REFUSAL_SECONDS)
            if not last.granted.done():
                last.granted.set_exception(QueueFullError())
        try:
            await turn.granted
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
                self._count_taken(client, REFUSAL_SECONDS)
            elif _is_granted(turn):
                self._pass_on()
            raise

    def leave(self, client: Client, seconds: float) -> None:
        """End a turn that took so long, and give it to the next in line."""
        self._count_taken(client, seconds)
        self._pass_on()

    def _count_taken(self, client: Client, seconds: float) -> None:
        for taker in dict.fromkeys(client):
            self._taken[taker] = (self._taken_by(taker) + seconds, self._clock())
            self._taken.move_to_end(taker)
        while len(self._taken) > CLIENTS_REMEMBERED:
            self._taken.popitem(last=False)

    def _pass_on(self) -> None:
        """Give a turn to the next in line, but not to one that was cancelled a moment ago.

        Its task has not run since, so it still stands in line.
        """
        while self._waiting:
            first = min(self._waiting, key=self._order)
            self._waiting.remove(first)
            if not first.granted.done():
                first.granted.set_result(None)
                return
        self._free += 1

    def _order(self, turn: _Turn) -> tuple[int, float, int]:
        """Return what a turn is ordered by: its address, then its connection, then its arrival."""
        if len(self._waiting) <= self._long_line:
            return 0, 0.0, turn.number
        of_address = round(self._taken_by(turn.client.address) / STEP_SECONDS)
        return of_address, self._taken_by(turn.client.connection), -turn.number

    def _taken_by(self, taker: Hashable) -> float:
        """Return the seconds that somebody has taken, less the longer ago it was."""
        seconds, then = self._taken.get(taker, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - then) / HALF_LIFE_SECONDS) if seconds else 0.0


def _is_granted(turn: _Turn) -> bool:
    granted = turn.granted
    return granted.done() and not granted.cancelled() and granted.exception() is None
