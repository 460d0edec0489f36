"""Who accepts a connection, if several workers wait at one socket."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from reader.delivery.connections.listener import MOST_STEPS, PAUSE_SECONDS, STEP_SECONDS, Listener

CLIENTS = 24


class Worker:
    """Counts the connections it has accepted. So many requests are in its application."""

    def __init__(self, door: socket.socket, requests: int = 0, grows: bool = False) -> None:
        self.requests = requests
        self.accepted = 0
        self._grows = grows
        self.listener = Listener(door, self._connected, lambda: self.requests)

    def _connected(self) -> asyncio.Protocol:
        self.accepted += 1
        self.requests += self._grows
        return asyncio.Protocol()


@contextmanager
def a_door(kind: type[socket.socket] = socket.socket) -> Iterator[socket.socket]:
    with kind(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.bind(("127.0.0.1", 0))
        door.listen(CLIENTS)
        yield door


async def come(door: socket.socket, clients: int, *workers: Worker) -> None:
    """Let clients come all at once, and wait until they are accepted."""
    before = sum(worker.accepted for worker in workers)
    with ExitStack() as open_ones:
        for _ in range(clients):
            open_ones.enter_context(socket.create_connection(door.getsockname()))
        while sum(worker.accepted for worker in workers) < before + clients:
            await asyncio.sleep(0.001)


def run(scene: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scene(), 20))  # type: ignore[arg-type]


def test_a_worker_with_searches_leaves_connections_to_one_that_has_none() -> None:
    async def scene() -> None:
        with a_door() as door, door.dup() as same:
            busy, free = Worker(door, requests=MOST_STEPS), Worker(same)
            for _ in range(CLIENTS):
                await come(door, 1, busy, free)
            assert free.accepted > 3 * busy.accepted

    run(scene)


def test_connections_that_come_at_once_and_search_fall_evenly_on_the_workers() -> None:
    async def scene() -> None:
        with a_door() as door, door.dup() as same:
            workers = Worker(door, grows=True), Worker(same, grows=True)
            await come(door, CLIENTS, *workers)
            assert min(worker.accepted for worker in workers) >= CLIENTS / 4

    run(scene)


def test_a_worker_alone_accepts_however_busy_it_is() -> None:
    async def scene() -> None:
        with a_door() as door:
            worker = Worker(door, requests=500)
            await come(door, CLIENTS, worker)
            assert worker.accepted == CLIENTS

    run(scene)


def test_a_worker_with_a_long_line_accepts_many_connections_after_one_wait() -> None:
    async def scene() -> None:
        with a_door() as door:
            worker = Worker(door, requests=500)
            with ExitStack() as open_ones:
                for _ in range(CLIENTS):
                    open_ones.enter_context(socket.create_connection(door.getsockname()))
                await asyncio.sleep(2 * MOST_STEPS * STEP_SECONDS)
                assert worker.accepted == CLIENTS

    run(scene)


def test_nobody_is_accepted_after_the_end() -> None:
    async def scene() -> None:
        with a_door() as door, door.dup() as same:
            closed, other = Worker(door, requests=MOST_STEPS), Worker(same)
            await come(door, 1, closed, other)
            closed.listener.close()
            await closed.listener.wait_closed()
            await come(door, CLIENTS, closed, other)
            assert other.accepted == CLIENTS + 1

    run(scene)


class FullSocket(socket.socket):
    """A socket of a process that has too many open files, for a while."""

    failures = 2

    def accept(self) -> tuple[socket.socket, object]:
        if self.failures:
            self.failures -= 1
            raise OSError(errno.EMFILE, "Too many open files")
        return super().accept()


def test_too_many_open_files_are_waited_for_without_asking_all_the_time() -> None:
    async def scene() -> None:
        with a_door(FullSocket) as door:
            worker, started = Worker(door), monotonic()
            await come(door, 1, worker)
            assert monotonic() - started >= FullSocket.failures * PAUSE_SECONDS

    run(scene)
