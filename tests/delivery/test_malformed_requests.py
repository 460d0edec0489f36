"""Contradictory and unreadable requests through both doors: the answer, and the log."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from http.client import HTTPResponse
from pathlib import Path

import pytest
from delivery.served import KINDS, Served, serve
from delivery.test_fast_path import ENDS, LINES, TARGETS, put_together
from delivery.tiny_site import PAGE, point, write_generation
from hypothesis import example, given
from hypothesis import strategies as st

# An environment may say that every proxy is to be believed, as that of many hosts does.
BELIEVING = {"FORWARDED_ALLOW_IPS": "*"}
REFUSING = {"GUNICORN_CMD_ARGS": "--header-map refuse"}
PROXY_LINES = {
    "secure": (b"X-Forwarded-Proto: https",),
    "secure and not": (b"X-Forwarded-Proto: https", b"X-Forwarded-Ssl: off"),
    "not secure and secure": (
        b"X-Forwarded-Proto: http",
        b"X-Forwarded-Protocol: ssl",
        b"X-Forwarded-Ssl: on",
    ),
    "twice": (b"X-Forwarded-Proto: https", b"X-Forwarded-Proto: http"),
    "addresses": (
        b"X-Forwarded-For: 192.0.2.1",
        b"X-Forwarded-Host: [",
        b"X-Forwarded-Port: x",
        b"X-Real-IP: 192.0.2.1",
    ),
    "RFC 7239": (
        b"Forwarded: for=192.0.2.1;proto=https;host=evil.example",
        b'Forwarded: for="[::1',
    ),
    "CGI": (b"SCRIPT_NAME: /elsewhere", b"PATH_INFO: /elsewhere", b"REMOTE_USER: somebody"),
}
LONG_LENGTH = b"Content-Length: " + b"9" * 5_000
MORE_LINES = (
    *(line for lines in PROXY_LINES.values() for line in lines),
    *(
        LONG_LENGTH,
        b"Content-Length: -1",
        b"Content-Length: \xb2",
        b"Transfer-Encoding: gzip",
        b"Transfer-Encoding: x, chunked",
    ),
    *(
        b"Upgrade: websocket",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: MDAwMDAwMDAwMDAwMDAwMA==",
        b"Expect: x",
    ),
    *(
        b"Host: [",
        b"Cookie: \xff=;",
        b"Content-Type: multipart/form-data",
        b"Range: bytes=" + b"9" * 5_000 + b"-",
    ),
)
BODIES = (
    b"",
    b"abc",
    b"zz\r\n",
    b"3\r\nabc\r\n0\r\n\r\n",
    b"0\r\nContent-Length: 3\r\n\r\n",
    b"f" * 40 + b"\r\n",
    b"\x81\x83\xff",
)
REFUSED = re.compile(r"\[[^]]+\] \[\d+\] \[WARNING\] Invalid request")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start a server for each door at most once."""
    with ExitStack() as stack:

        @cache
        def start(kind: str) -> Served:
            root = tmp_path_factory.mktemp(kind)
            write_generation(root, "one")
            point(root, "one")
            return stack.enter_context(serve(kind, root, TINY_BODY_SECONDS="1", **BELIEVING))

        yield start


def asked(served: Served, request: bytes) -> tuple[int, bytes]:
    """Send a request; return the status and the body."""
    with served.raw() as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


def poured(served: Served, received: bytes) -> None:
    """Send bytes and nothing more, and wait until the server has closed."""
    with served.raw() as connection, suppress(ConnectionError):
        connection.sendall(received)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lines", PROXY_LINES.values(), ids=PROXY_LINES)
def test_headers_of_a_proxy_change_no_answer_and_write_nothing(
    servers: Callable[[str], Served], kind: str, lines: tuple[bytes]
) -> None:
    served = servers(kind)
    log = served.log.read_text()

    for method, target, more in (
        ("GET", PAGE, ()),
        ("GET", "/echo?q=1", ()),
        ("POST", "/echo", (b"Content-Length: 3",)),
    ):
        head = f"{method} {target} HTTP/1.1\r\nHost: x".encode()
        status, body = asked(
            served, b"\r\n".join((head, *more, *lines, b"", b"abc"[: 3 * len(more)]))
        )
        assert status == 200
        if target != PAGE:
            said = json.loads(body)
            assert (said["path"], said["from"]) == ("/echo", ["http", "127.0.0.1", ""])
    assert served.log.read_text() == log


@pytest.mark.parametrize("kind", KINDS)
def test_a_length_of_more_digits_than_python_reads_is_a_malformed_request(
    servers: Callable[[str], Served], kind: str
) -> None:
    status, body = asked(
        servers(kind), b"POST /echo HTTP/1.1\r\nHost: x\r\n" + LONG_LENGTH + b"\r\n\r\nabc"
    )

    assert (status, b"9999" in body) == (400, False)


@given(
    st.builds(
        put_together,
        st.sampled_from((b"GET", b"HEAD", b"POST", b"OPTIONS", b"CONNECT", b"get")),
        st.sampled_from((*TARGETS, b"/echo?q=1", b"http://[x/")),
        st.sampled_from((b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0")),
        st.lists(st.sampled_from((*LINES, *MORE_LINES)), max_size=4),
        st.builds(bytes.__add__, st.sampled_from(ENDS), st.sampled_from(BODIES)),
    ),
    st.sampled_from((b"", b"GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")),
)
@example(b"GET /echo HTTP/1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\n\r\n", b"")
@example(
    b"POST /echo HTTP/1.1\r\n" + LONG_LENGTH + b"\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
)
@example(b"GET /echo HTTP/1.1\r\nSCRIPT_NAME: /x\r\n\r\n", b"")
def test_whatever_is_sent_the_log_says_at_most_that_it_was_no_request(
    servers: Callable[[str], Served], received: bytes, before: bytes
) -> None:
    for served in map(servers, KINDS):
        told = len(served.log.read_text())
        poured(served, before + received)
        lines = served.log.read_text()[told:].splitlines()
        assert [line for line in lines if not REFUSED.fullmatch(line)] == []


def test_a_request_that_gunicorn_refuses_by_its_headers_is_answered_without_a_traceback(
    tmp_path: Path,
) -> None:
    write_generation(tmp_path, "one")
    point(tmp_path, "one")
    with serve("asgi", tmp_path, **REFUSING) as served:
        log = served.log.read_text()
        for body in (b"", b"abc"):
            head = b"POST /echo HTTP/1.1\r\nHost: x\r\nX_A: b\r\nContent-Length: %d\r\n\r\n" % len(
                body
            )
            assert asked(served, head + body)[0] == 400
        assert served.log.read_text() == log
