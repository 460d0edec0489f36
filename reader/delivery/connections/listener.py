"""Accept connections so that searches fall evenly on the workers, without a word between these.

All workers wait at one socket, and the kernel wakes them all. Whichever gets a processor first
would take every connection that is there: of sixteen at once 13 to 3 were seen, and then whoever is
among the thirteen waits twice as long for a search. So a worker whose application has requests lets
the others go first: the more it has, the longer it waits before it accepts.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ssl import SSLContext
from typing import Final

# How long a worker waits for each request that it has, for at most so many of them.
STEP_SECONDS: Final = 0.0005
MOST_STEPS: Final = 16
# After a wait one connection is accepted, and one more for so many requests: with the longest wait
# ever more of them, so that a line of searches does not keep readers of ready pages waiting.
REQUESTS_PER_ACCEPTED: Final = 8
# After an error: mostly there are too many open files.
PAUSE_SECONDS: Final = 0.05


class Listener:
    """Accepts connections at a socket. It is closed as asyncio's servers are.

    ``busy`` returns how many requests the application has, ``protocol`` makes one of a connection.
    """

    def __init__(
        self,
        listening: socket.socket,
        protocol: Callable[[], asyncio.BaseProtocol],
        busy: Callable[[], int],
        ssl: SSLContext | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._listening = listening
        self._protocol = protocol
        self._busy = busy
        self._ssl = ssl
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[object]] = set()  # the loop itself would let them go
        listening.setblocking(False)
        self._await_connection()

    def close(self) -> None:
        """Accept no more."""
        self._stop_for(None)

    async def wait_closed(self) -> None:
        """Return at once: whatever was accepted is on its own."""

    def _await_connection(self) -> None:
        self._loop.add_reader(self._listening, self._let_others_first)

    def _stop_for(self, seconds: float | None, then: Callable[[], object] = lambda: None) -> None:
        """Accept nothing for so long, or for good."""
        self._loop.remove_reader(self._listening)
        if self._timer:
            self._timer.cancel()
        self._timer = None if seconds is None else self._loop.call_later(seconds, then)

    def _let_others_first(self) -> None:
        if steps := min(self._busy(), MOST_STEPS):
            self._stop_for(steps * STEP_SECONDS, self._accept_and_go_on)
        else:
            self._accept()

    def _accept_and_go_on(self) -> None:
        self._await_connection()
        self._accept()

    def _accept(self) -> None:
        """Accept what is there, a few at most."""
        for _ in range(1 + self._busy() // REQUESTS_PER_ACCEPTED):
            try:
                accepted, _address = self._listening.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return  # another worker was quicker, or the client has left
            except OSError:
                self._stop_for(PAUSE_SECONDS, self._await_connection)
                return
            accepted.setblocking(False)
            made = self._loop.connect_accepted_socket(self._protocol, accepted, ssl=self._ssl)
            task = self._loop.create_task(made)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


def server_creator(busy: Callable[[], int]) -> Callable[..., Awaitable[Listener]]:
    """Return what to call instead of an event loop's ``create_server``, with a listening socket."""

    async def create_server(
        protocol: Callable[[], asyncio.BaseProtocol],
        *,
        sock: socket.socket,
        ssl: SSLContext | None = None,
        **_: object,
    ) -> Listener:
        return Listener(sock, protocol, busy, ssl)

    return create_server
