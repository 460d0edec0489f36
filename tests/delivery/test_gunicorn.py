"""Both doors behind a real gunicorn, with the project's own configuration."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

import pytest
from delivery.served import KINDS, Served, serve, wait_for
from delivery.small_dictionary import ACCEPTED, from_dictionary, holding, naming
from delivery.tiny_site import PAGE, point, write_generation

LONGEST_TARGET_BYTES = 49_152
READ_LAST = naming(b"the page that somebody read last")[1:-1]
HALF_A_FORM = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf"


def make_root(folder: Path) -> Path:
    for name, word in (("one", "first"), ("two", "second")):
        write_generation(folder, name, word)
    (folder / "generations" / "garbage").mkdir()
    (folder / "generations" / "garbage" / "manifest.json").write_bytes(b"\x00{garbage")
    point(folder, "one")
    return folder


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Served]]:
    """Start a server for each door at most once, whatever the order of the tests."""
    logs: list[Path] = []
    with ExitStack() as stack:

        @cache
        def start(kind: str) -> Served:
            root = make_root(tmp_path_factory.mktemp(kind))
            running = stack.enter_context(serve(kind, root, TINY_BODY_SECONDS="1"))
            logs.append(running.log)
            return running

        yield start
    for log in map(Path.read_text, logs):
        for secret in (
            "fridge",
            "unknown",
            "/echo",
            "secret",
            "Traceback",
            "ip=",
            READ_LAST,
            READ_LAST[:8],
        ):
            assert secret not in log, log


@pytest.fixture(params=KINDS)
def served(request: pytest.FixtureRequest, servers: Callable[[str], Served]) -> Served:
    """A server that shows the first generation."""
    running = servers(request.param)
    running.show("one")
    return running


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
        "//",
        "/%00",
        "/%ff",
        "/en/../en/",
        "/en//experiments",
        "/en%2Fexperiments",
        "/.",
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


class Readers:
    """Readers who ask for a page again and again on a connection they keep."""

    def __init__(self, served: Served, count: int) -> None:
        self.served = served
        self.stop = threading.Event()
        self.failures: list[str] = []
        self.words: set[bytes] = set()
        self.answers = 0
        self.threads = [threading.Thread(target=self.read) for _ in range(count)]

    def __enter__(self) -> Readers:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def read(self) -> None:
        connection = self.served.connect()
        while not self.stop.is_set():
            for target in (PAGE, "/es", "/echo?q=1"):
                try:
                    connection.request("GET", target)
                    response = connection.getresponse()
                    body = response.read()
                    if response.status != 200:
                        self.failures.append(f"{target}: {response.status}")
                except OSError as error:
                    self.failures.append(f"{target}: {error!r}")
                    connection.close()
                self.answers += 1
                if found := re.search(rb"<title>(\w+) ", body):
                    self.words.add(found[1])
        connection.close()


def test_which_page_was_read_last_is_read_and_never_logged(served: Served) -> None:
    # The fixture looks into the logs at the end.
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


def test_pages_come_by_dictionary_on_a_connection_that_is_kept_and_across_a_switch(
    served: Served,
) -> None:
    connection = served.connect()

    def fetch(path: str, headers: dict[str, str]) -> tuple[str | None, bytes]:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.getheader("Content-Encoding"), response.read()

    _, read = fetch("/en/", {})
    for name, word in (("one", b"first"), ("two", b"second")):
        served.show(name)
        coding, body = fetch(PAGE, holding(read))
        assert coding == "dcz"
        assert word in from_dictionary(body, read)
    connection.close()


def test_a_switch_of_generations_under_load_fails_no_request(served: Served) -> None:
    with Readers(served, 4) as readers:
        for name in ("two", "one", "garbage", "two", "one", "two"):
            point(served.root, name)
            time.sleep(0.3)
    assert readers.failures == []
    assert readers.answers > 100
    assert readers.words == {b"first", b"second"}
    assert b"second" in served.get(PAGE)[1]


def test_a_reload_shows_new_content_and_survives_garbage(served: Served) -> None:
    for name, word in (("two", b"second"), ("garbage", b"second"), ("one", b"first")):
        point(served.root, name)
        served.reload()
        for _ in range(4):
            assert word in served.get(PAGE)[1], name
            assert served.get("/healthz") == (200, b"well")
    assert served.process.poll() is None
    assert "Generation garbage cannot be opened: PageFileError." in served.log.read_text()


def test_a_worker_that_dies_is_replaced_by_one_with_the_newest_content(served: Served) -> None:
    point(served.root, "two")
    for worker in (before := served.workers()):
        os.kill(worker, signal.SIGKILL)
    wait_for(lambda: len(served.workers()) == 2 and not before & served.workers())
    served.settle()
    assert b"second" in served.get(PAGE)[1]


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_is_clean_and_no_control_socket_was_open(tmp_path: Path, kind: str) -> None:
    with serve(kind, make_root(tmp_path)) as running:
        assert running.get(PAGE)[0] == 200
        assert "gunicorn.ctl" not in Path(f"/proc/{running.process.pid}/net/unix").read_text()
        running.process.terminate()
        assert running.process.wait(20) == 0
