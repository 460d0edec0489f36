"""What is read at once, and that gunicorn's own parser would have read the same."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator

import pytest
from delivery.served import Served, serve
from delivery.tiny_site import PAGE, point, write_generation
from gunicorn.asgi.parser import CallbackRequest, PythonProtocol
from hypothesis import example, given
from hypothesis import strategies as st
from support.waiting import wait_for

from bench.client import request as browser_request
from reader.delivery.connections.fast_path import parse_simple_request
from reader.delivery.http.messages import READ_HEADERS, Request

LINES = (
    *(
        b"Host: a",
        b"host: b",
        b"Connection: keep-alive",
        b"Connection: close",
        b"connection:\tKeep-Alive ",
        b"Connection: upgrade",
    ),
    *(
        b"Accept-Encoding: gzip, br",
        b"accept-encoding:br",
        b"Accept-Encoding:",
        b"Accept-Language: es\xf1",
        b"X: \xff \t",
    ),
    *(
        b'If-None-Match: "a", W/"b"',
        b"Range: bytes=0-1",
        b"Sec-GPC: 1",
        b"Available-Dictionary: :x:",
        b"If-Range : x",
    ),
    *(
        b"Content-Length: 0",
        b"Content-Length: 4",
        b"Transfer-Encoding: chunked",
        b"Expect: 100-continue",
        b"Upgrade: h2c",
    ),
    *(
        b"Content-Type: a/b",
        b" folded",
        b"X:\x00",
        b"X: \x7f",
        b"X\x80: y",
        b"(: y",
        b": y",
        b"none",
        b"X: \r",
        b"X: \n",
        b"",
    ),
)
TARGETS = (
    b"/",
    b"/en/zines?q=%C3%B1&q=?",
    b"*",
    b"http://x/en/",
    b"/\xc3\xb1",
    b"/a b",
    b"//x",
    b"/#a",
    b"en",
    b"/%0d",
)
WHOLE = b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % PAGE.encode()
ENDS = (
    b"\r\n\r\n",
    b"\n\n",
    b"\r\n",
    b"\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    b"\r\n\r\nbody",
    b"\r\n\n",
    b"",
)


def put_together(
    method: bytes, target: bytes, version: bytes, lines: list[bytes], end: bytes
) -> bytes:
    return b"\r\n".join((b" ".join((method, target, version)), *lines)) + end


def as_gunicorn_reads_it(received: bytes) -> Request:
    """Return the request that gunicorn reads from these bytes.

    Raises AssertionError if it is incomplete, or closes the connection.
    """
    parser = PythonProtocol(
        limit_request_line=0, limit_request_fields=64, limit_request_field_size=8190
    )
    parser.feed(received)
    assert parser.is_complete
    assert not parser.remaining()
    read = CallbackRequest.from_parser(parser)
    assert not read.should_close()
    assert not read.may_upgrade()
    headers = {
        name.decode("latin-1"): value.decode("latin-1") for name, value in read.headers_bytes
    }
    known = {name: value for name, value in headers.items() if name in READ_HEADERS}
    return Request(
        method=read.method, path=read.raw_path.decode("latin-1"), query=read.query, headers=known
    )


@pytest.mark.parametrize("read", [None, b"a page"])
def test_what_a_browser_sends_is_ordinary(read):
    received = browser_request("/es/search?q=desescalada", read)

    found = parse_simple_request(received)

    assert found == as_gunicorn_reads_it(received)
    assert (found.path, found.query, found.headers["accept-language"]) == (
        "/es/search",
        "q=desescalada",
        "es-419,es;q=0.8,en;q=0.5",
    )


@given(
    st.builds(
        put_together,
        st.sampled_from((b"GET", b"HEAD", b"get", b"POST")),
        st.sampled_from(TARGETS),
        st.sampled_from((b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"http/1.1")),
        st.lists(st.sampled_from(LINES), max_size=4),
        st.sampled_from(ENDS),
    )
    | st.lists(st.sampled_from(LINES), max_size=5).map(
        lambda lines: put_together(b"GET", b"/en/", b"HTTP/1.1", lines, b"\r\n\r\n")
    )
    | st.binary(max_size=60).map(
        lambda noise: put_together(b"GET", b"/en/", b"HTTP/1.1", [b"X-A: " + noise], b"\r\n\r\n")
    )
    | st.binary(max_size=60).map(
        lambda noise: put_together(b"GET", b"/" + noise, b"HTTP/1.1", [b"Host: x"], b"\r\n\r\n")
    )
)
@example(b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")
@example(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")
def test_what_is_read_at_once_gunicorn_reads_alike(received):
    found = parse_simple_request(received)

    assert found is None or found == as_gunicorn_reads_it(received)


@pytest.mark.parametrize(
    "unusual",
    [
        *(
            b"Content-Length: 0",
            b"Transfer-Encoding: chunked",
            b"Expect: 100-continue",
            b"Upgrade: websocket",
        ),
        *(
            b"Connection: close",
            b"Connection: keep-alive, upgrade",
            b"Host: y",
            b"X: \x00",
            b"X : y",
            b" X: y",
            b"X",
        ),
    ],
)
def test_whatever_has_more_to_it_is_left_to_gunicorn(unusual):
    assert parse_simple_request(
        put_together(b"GET", b"/en/", b"HTTP/1.1", [b"Host: x"], b"\r\n\r\n")
    )
    assert (
        parse_simple_request(
            put_together(b"GET", b"/en/", b"HTTP/1.1", [b"Host: x", unusual], b"\r\n\r\n")
        )
        is None
    )


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_part_of_a_request_is_none(cut):
    received = browser_request("/en/")

    assert parse_simple_request(received[:-cut]) is None
    assert parse_simple_request(received + received[:cut]) is None


def test_more_headers_than_browsers_send_are_left_to_gunicorn():
    lines = [b"X-%d: y" % number for number in range(41)]

    assert parse_simple_request(put_together(b"GET", b"/", b"HTTP/1.1", lines[:40], b"\r\n\r\n"))
    assert parse_simple_request(put_together(b"GET", b"/", b"HTTP/1.1", lines, b"\r\n\r\n")) is None


def test_no_request_takes_long_to_find_unusual():
    """Nothing in the pattern can match in two ways, so the work grows linearly with the length."""
    for piece in (b"a", b":", b"a:", b" ", b"\t", b"\r\n", b"a:\r\n"):
        assert parse_simple_request(b"GET /" + piece * (8_000 // len(piece))) is None
        assert parse_simple_request(b"GET / HTTP/1.1\r\n" + piece * (8_000 // len(piece))) is None


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("ordinary")
    write_generation(root, "one")
    point(root, "one")
    with serve("asgi", root) as running:
        yield running


def answers(connection: socket.socket, *pieces: bytes) -> bytes:
    """Send a request piece by piece; return the answer as it came, but for its date."""
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(0.02)  # or the kernel joins them
    received = b""
    while b"\r\n\r\n" not in received or len(received) < received.index(
        b"\r\n\r\n"
    ) + 4 + length_of(received):
        received += connection.recv(65_536)
    return re.sub(rb"\r\nDate: [^\r]*", b"", received)


def length_of(received: bytes) -> int:
    found = re.search(rb"\r\ncontent-length: (\d+)", received)
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    "target",
    [
        PAGE,
        "/",
        "/en/unknown",
        "/favicon.ico",
        "/en/experiments/icebox",
        "/en/fridge.txt",
        "/healthz",
        "/boom",
    ],
)
@pytest.mark.parametrize(
    "said",
    ["", "If-None-Match: *\r\n", "Accept-Encoding: identity;q=0\r\n", "Range: bytes=0-9\r\n"],
)
def test_an_answer_is_the_same_to_the_byte_whether_it_is_given_at_once_or_not(served, target, said):
    whole = f"GET {target} HTTP/1.1\r\nHost: x\r\n{said}\r\n".encode()
    with served.raw() as connection:
        at_once = [answers(connection, whole) for _ in range(2)]
        in_pieces = [answers(connection, whole[:20], whole[20:]) for _ in range(2)]
        assert {*at_once, *in_pieces} == {at_once[0]}
        # Two that came together are both answered, in order.
        connection.sendall(whole + whole)
        assert answers(connection).startswith(at_once[0])


def test_a_connection_is_closed_once_it_was_idle_for_as_long_as_gunicorn_is_told(tmp_path):
    write_generation(tmp_path, "one")
    point(tmp_path, "one")
    with (
        serve("asgi", tmp_path, GUNICORN_CMD_ARGS="--keep-alive 1") as running,
        running.raw() as at_once,
        running.raw() as in_pieces,
    ):
        answers(at_once, WHOLE)
        answers(in_pieces, WHOLE[:20], WHOLE[20:])
        for connection in (at_once, in_pieces):
            assert connection.recv(1) == b"", "closed, without a word"


def test_who_wants_a_log_of_requests_gets_one_that_is_whole(tmp_path):
    write_generation(tmp_path, "one")
    point(tmp_path, "one")
    with serve("asgi", tmp_path, GUNICORN_CMD_ARGS="--access-logfile -") as running:
        with running.raw() as connection:
            answers(connection, WHOLE)
        wait_for(lambda: f"GET {PAGE} HTTP/1.1" in running.log.read_text())
