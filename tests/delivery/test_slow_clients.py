"""Clients that are slow, or mean it: what becomes of them, and of everybody else.

A fifth of what `python -m bench slow` holds, and shorter limits than in service, by a real clock.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from http.client import HTTPResponse

import pytest
from delivery.served import Served, ended, serve
from delivery.tiny_site import PAGE, point, write_generation
from support.waiting import wait_for

from bench.client import Endpoint
from bench.processes import uss_bytes
from bench.slow_clients import ATTACKS, Attack, held

SHARE = 5
HALF = b"GET %s HTTP/1.1\r\nHost: x\r\nX-Half: " % PAGE.encode()
WHOLE = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % PAGE.encode()
# Each server has some limit that is soon reached, and all others as in service.
SERVERS = {
    "hurried": {"TINY_HEAD_SECONDS": "2", "TINY_BODY_SECONDS": "2"},
    "narrow": {"GUNICORN_CMD_ARGS": "--worker-connections 20"},
    "small": {"TINY_BUFFERED_BYTES": "1000000"},
    "stalling": {"TINY_STALL_SECONDS": "1"},
    "patient": {},
}
WORKERS = 2


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start each server at most once; at the end none has failed or lost a worker."""
    with ExitStack() as stack:

        @cache
        def start(name: str) -> Served:
            root = tmp_path_factory.mktemp(name)
            write_generation(root, "one")
            point(root, "one")
            served = stack.enter_context(serve("asgi", root, **SERVERS[name]))
            stack.callback(assert_is_whole, served, served.workers())
            return served

        yield start


def assert_is_whole(served: Served, workers: set[int]) -> None:
    served.settle()
    assert served.workers() == workers
    log = served.log.read_text()
    assert not [word for word in ("Traceback", "[ERROR]", "Error", "CRITICAL") if word in log], log


def assert_others_are_served(served: Served) -> None:
    for target in (PAGE, "/echo?q=fridge") * 4:
        assert served.get(target)[0] == 200


def answer_of(connection: socket.socket) -> tuple[int, str | None]:
    """Return the status of a complete answer, and what it says of the connection."""
    response = HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status, response.getheader("Connection")


def assert_refused(connections: Sequence[socket.socket], status: int) -> None:
    for connection in connections:
        assert answer_of(connection) == (status, "close")
        assert connection.recv(1) == b""


def assert_closed_unanswered(connections: Sequence[socket.socket]) -> None:
    assert {connection.recv(100) for connection in connections} == {b""}


def assert_still_served(connections: Sequence[socket.socket]) -> None:
    for connection in connections:
        connection.sendall(WHOLE)
        assert answer_of(connection) == (200, None)


def assert_nothing(_: Sequence[socket.socket]) -> None:
    """What they read is theirs to know."""


ENDS: dict[str, Callable[[Sequence[socket.socket]], None]] = {
    "connections that say nothing": assert_closed_unanswered,
    "half requests": lambda ours: assert_refused(ours, 408),
    "idle keep-alives": assert_still_served,
    "readers of a byte a second": assert_nothing,
    "forms that stop half way": lambda ours: assert_refused(ours, 408),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_others_are_served_through_an_attack_and_its_connections_come_to_their_end(
    servers: Callable[[str], Served], attack: Attack
) -> None:
    served = servers("hurried")
    with held(attack, Endpoint(port=served.port), attack.connections // SHARE, PAGE) as ours:
        assert_others_are_served(served)
        ENDS[attack.name](ours)
    assert_others_are_served(served)


def test_a_byte_now_and_then_does_not_make_a_head_last_longer(
    servers: Callable[[str], Served],
) -> None:
    served = servers("hurried")
    with served.raw() as connection:
        connection.sendall(HALF)
        sent = 0
        while not select.select([connection], [], [], 0.05)[0]:
            connection.sendall(b"x")
            sent += 1
            assert sent < 400
        assert answer_of(connection) == (408, "close")


def test_the_second_request_of_a_connection_has_to_come_to_its_end_as_well(
    servers: Callable[[str], Served],
) -> None:
    served = servers("hurried")
    with served.raw() as connection:
        connection.sendall(WHOLE)
        assert answer_of(connection) == (200, None)
        connection.sendall(HALF)
        assert answer_of(connection) == (408, "close")


def test_half_a_request_behind_a_whole_one_has_to_come_to_its_end_as_well(
    servers: Callable[[str], Served],
) -> None:
    served = servers("hurried")
    with served.raw() as connection:
        connection.sendall(WHOLE + HALF)
        first = HTTPResponse(connection)
        first.begin()
        assert (first.status, first.read() != b"") == (200, True)
        assert answer_of(connection) == (408, "close")


@pytest.mark.parametrize("says", [b"", HALF, WHOLE], ids=["silent", "half", "idle"])
def test_who_waited_longest_makes_room_when_there_are_too_many(
    servers: Callable[[str], Served], says: bytes
) -> None:
    served = servers("narrow")
    with ExitStack() as stack:
        ours = [stack.enter_context(served.raw()) for _ in range(200)]
        for connection in ours:
            with suppress(ConnectionError):  # made room before it said a word
                connection.sendall(says)
        assert_others_are_served(served)
        wait_for(lambda: sum(map(ended, ours)) >= len(ours) - WORKERS * (20 + 1))
        assert not all(map(ended, ours))


def test_large_heads_are_refused_before_all_of_them_together_fill_the_memory(
    servers: Callable[[str], Served],
) -> None:
    served = servers("small")
    with ExitStack() as stack:
        ours = [stack.enter_context(served.raw()) for _ in range(100)]
        for connection in ours:
            connection.sendall(HALF.replace(b"GET ", b"GET /" + b"x" * 40_000))
        wait_for(lambda: sum(map(ended, ours)) >= len(ours) - WORKERS * 1_000_000 // 40_000)
        assert_others_are_served(served)
        assert_refused([connection for connection in ours if ended(connection)], 408)


def test_an_answer_that_nobody_takes_is_given_up(servers: Callable[[str], Served]) -> None:
    served = servers("stalling")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_304)
        connection.connect(("127.0.0.1", served.port))
        connection.setblocking(False)

        def gone() -> bool:
            with suppress(BlockingIOError, ConnectionError):
                connection.send(WHOLE * 100)
            return ended(connection)

        wait_for(gone)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 900_000 + b"\r\n\r\n", 431),
        (
            b"GET / HTTP/1.1\r\nHost: x\r\n"
            + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 8_000) for n in range(60))
            + b"\r\n",
            431,
        ),
        (
            b"GET / HTTP/1.1\r\nHost: x\r\n"
            + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 8_000) for n in range(9))
            + b"\r\n",
            431,
        ),
        (b"GET /" + b"x" * 900_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /" + b"x" * 66_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"x" * 900_000, 413),
        (
            b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"1000\r\n%s\r\n" % (b"x" * 4096) * 200,
            413,
        ),
        (
            b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            + b"x" * 900_000,
            400,
        ),
        (b"GET / HTTP/1.1\r\nno header\r\n\r\n" + b"x" * 900_000, 400),
    ],
    ids=[
        "long header",
        "many headers",
        "many headers in one read",
        "long target",
        "long target in one read",
        "large body",
        "large body in chunks",
        "broken chunk",
        "malformed",
    ],
)
def test_what_is_too_large_or_broken_is_answered_and_not_reset(
    servers: Callable[[str], Served], request_bytes: bytes, status: int
) -> None:
    served = servers("patient")
    with served.raw() as connection:
        # Read only once all of it is sent, as many clients do.
        connection.sendall(request_bytes)
        assert answer_of(connection) == (status, "close")
        assert connection.recv(1) == b""
    assert_others_are_served(served)


def test_what_comes_after_the_answer_is_thrown_away_but_not_without_end(
    servers: Callable[[str], Served],
) -> None:
    served = servers("patient")
    with served.raw() as connection, pytest.raises(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\nno header\r\n\r\n")
        for _ in range(1_000):
            connection.sendall(b"x" * 100_000)


def test_attack_after_attack_the_memory_stays_what_it_was(servers: Callable[[str], Served]) -> None:
    served = servers("patient")

    def one_round() -> int:
        with ExitStack() as stack:
            for number in range(300):
                connection = stack.enter_context(served.raw())
                connection.sendall((HALF + b"x" * 8_000, WHOLE, b"")[number % 3])
            served.settle()
        served.settle()
        return sum(map(uss_bytes, served.workers()))

    first = max(one_round() for _ in range(2))
    # Left of 1,200 connections: a hundred bytes of each would not show; a buffer or a task would.
    assert max(one_round() for _ in range(4)) < first + 8_000_000
