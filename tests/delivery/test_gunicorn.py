"""Both doors behind a real gunicorn, with the project's own configuration."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPResponse
from urllib.parse import quote

import pytest
from delivery.served import READ_LAST, WORKERS, Served
from delivery.small_dictionary import ACCEPTED
from delivery.tiny_site import PAGE
from support.waiting import wait_for

LONGEST_TARGET_BYTES = 49_152
HALF_A_FORM = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf"


def test_one_connection_carries_every_kind_of_answer(served: Served) -> None:
    connection = served.connect()
    kept = None
    tag = ""
    steps = [
        ("GET", PAGE, 200),
        ("HEAD", PAGE, 200),
        ("GET", PAGE, 304),
        ("HEAD", PAGE, 304),
        ("GET", "/en/unknown", 404),
        ("HEAD", "/en/unknown", 404),
        ("OPTIONS", PAGE, 204),
        ("GET", "/favicon.ico", 404),
        ("GET", "/en/experiments/icebox", 301),
        ("POST", PAGE, 405),
        ("HEAD", "/echo", 200),
        ("GET", "/healthz", 200),
        ("GET", "/boom", 500),
        ("GET", "/nothing", 404),
        ("GET", "/", 200),
    ]
    for method, target, status in steps:
        headers = {"Accept-Encoding": "br", **({"If-None-Match": tag} if status == 304 else {})}
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        body = response.read()
        assert response.status == status, (method, target)
        assert response.getheader("Cache-Control") or method == "OPTIONS"
        assert bool(body) == (
            method != "HEAD" and status not in {204, 301, 304} and target != "/favicon.ico"
        )
        tag = response.getheader("ETag") or tag
        kept = kept or connection.sock
        assert connection.sock is kept, f"closed after {method} {target}"
    connection.close()


def test_a_form_arrives_whole_in_one_piece_or_in_chunks(served: Served) -> None:
    connection = served.connect()
    words = b"a word " * 2000
    for body in (words, iter([words[:5000], words[5000:5001], words[5001:]])):
        connection.request("POST", "/echo", body=body, encode_chunked=True)
        said = json.loads(connection.getresponse().read())
        assert said["body"].encode() == words
    connection.close()


def test_a_form_that_is_too_large_is_answered_and_not_reset(served: Served) -> None:
    connection = served.connect()
    connection.request("POST", "/echo", body=b"x" * 400_000, headers={"Accept-Language": "es"})
    response = connection.getresponse()
    assert (response.status, b"error 413" in response.read()) == (413, True)
    connection.close()


def test_a_search_of_4000_characters_is_asked_and_a_longer_target_gets_a_page(
    served: Served,
) -> None:
    assert served.get(f"/echo?q={quote('🕊' * 4000)}")[0] == 200
    status, body = served.get("/es/?" + "q" * (LONGEST_TARGET_BYTES - 4))
    assert (status, b"error 414" in body, b'lang="es"' in body) == (414, True, True)
    # Nobody typed that; it may be refused before it is all there.
    assert served.get("/es/?" + "q" * 900_000)[0] == 414


@pytest.mark.parametrize(
    "target",
    [
        "/%00",
        "/%ff",
        "/en/../en/",
        "/%",
        "/a;b",
    ],
)
def test_an_odd_path_is_an_unknown_one(served: Served, target: str) -> None:
    status, body = served.get(target)
    assert (status, b"error 404" in body) == (404, True)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Secret Header: x", 400),
        (b"Content-Length: secret", 400),
        (b"X-Secret: " + b"x" * 20_000, 431),
        (b"\r\n".join(b"X-%d: secret" % number for number in range(200)), 431),
    ],
    ids=["malformed", "no length", "too large", "too many"],
)
def test_a_head_that_cannot_be_read_is_refused_by_gunicorn_itself_with_few_bytes(
    served: Served, head: bytes, status: int
) -> None:
    with served.raw() as connection:
        connection.sendall(b"GET /secret HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")
        response = HTTPResponse(connection)
        response.begin()
        assert (response.status, response.getheader("Connection")) == (status, "close")
        # Nothing of ours is asked, so it is no page of ours.
        assert len(response.read()) < 300


def test_readers_who_leave_in_the_middle_are_not_missed(served: Served) -> None:
    for request in (
        b"GET /en/",
        b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf",
        b"GET /echo HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        for _ in range(5):
            with served.raw() as connection:
                connection.sendall(request)
    assert served.get(PAGE)[0] == 200


def test_forty_forms_that_stop_half_way_stop_nobody_else_under_gthread(
    servers: Callable[[str], Served],
) -> None:
    # Each of them gets one of its 16 threads for a second, and whoever comes later waits for three
    # such seconds; without a limit it would be forever. Under asgi nobody waits, as
    # test_slow_clients.py shows.
    served = servers("gthread")
    with ExitStack() as stack:
        held = [stack.enter_context(served.raw()) for _ in range(40)]
        for connection in held:
            connection.sendall(HALF_A_FORM)
        for target in (PAGE, "/echo", PAGE, "/echo"):
            assert served.get(target)[0] == 200
        for connection in held:
            response = HTTPResponse(connection)
            response.begin()
            assert response.status == 408
            assert b"error 408" in response.read()


def test_which_page_was_read_last_is_read_and_never_logged(served: Served) -> None:
    # The fixture looks into the logs at the end (conftest.py).
    for name in (f":{READ_LAST}:", READ_LAST, f":{READ_LAST}:" * 300):
        for target in (PAGE, "/boom", "/en/unknown", "/echo?q=1"):
            connection = served.connect()
            connection.request(
                "GET", target, headers={"Available-Dictionary": name, "Accept-Encoding": ACCEPTED}
            )
            assert connection.getresponse().status in {200, 400, 404, 431, 500}
            connection.close()
    with served.raw() as raw:
        raw.sendall(
            f"GET / HTTP/1.1\r\nHost: x\r\nAvailable-Dictionary : {READ_LAST}\r\n\r\n".encode()
        )
        assert raw.recv(100).startswith(b"HTTP/1.1 400 ")


def test_a_page_with_its_headers_is_few_bytes_in_one_write(
    servers: Callable[[str], Served],
) -> None:
    with servers(
        "asgi"
    ).raw() as connection:  # gunicorn's WSGI workers send two pieces, and name themselves at length
        connection.sendall(
            f"GET {PAGE} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n".encode()
        )
        head, _, body = connection.recv(65_536).partition(b"\r\n\r\n")
    assert len(head) + 4 <= 400
    assert f"content-length: {len(body)}".encode() in head


def test_a_connection_that_has_ended_is_forgotten_before_garbage_is_collected(
    servers: Callable[[str], Served],
) -> None:
    served = servers("asgi")

    def held() -> dict[str, int]:
        """Return worker → connections that it has in memory."""
        counts = {}
        while len(counts) < WORKERS:
            connection = served.connect()
            connection.request("GET", "/connections", headers={"Connection": "close"})
            worker, _, count = connection.getresponse().read().decode().partition(" ")
            counts[worker] = int(count)
            connection.close()
        return counts

    before = held()
    for _ in range(40):
        connection = served.connect()
        connection.request("POST", "/echo", body=b"words", headers={"Connection": "close"})
        assert connection.getresponse().read()
        connection.close()

    wait_for(lambda: all(count <= before[worker] + 3 for worker, count in held().items()))
