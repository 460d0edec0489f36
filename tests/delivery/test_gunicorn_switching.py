"""Both doors behind a real gunicorn from one generation to another, and to the end of a process."""

from __future__ import annotations

import os
import re
import signal
import threading
from pathlib import Path

import pytest
from delivery.served import KINDS, Served, make_root, serve
from delivery.small_dictionary import from_dictionary, holding
from delivery.tiny_site import PAGE, point
from support.waiting import wait_for


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
            if name == "garbage":
                point(served.root, name)
                asked = readers.answers
                wait_for(lambda asked=asked: readers.answers > asked + 100)
            else:
                served.show(name)
    assert readers.failures == []
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_is_clean_and_no_control_socket_was_open(tmp_path: Path, kind: str) -> None:
    with serve(kind, make_root(tmp_path)) as running:
        assert running.get(PAGE)[0] == 200
        assert "gunicorn.ctl" not in Path(f"/proc/{running.process.pid}/net/unix").read_text()
        running.process.terminate()
        assert running.process.wait(20) == 0
