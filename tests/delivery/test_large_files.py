"""A large file is sent in pieces, and whoever takes them slowly holds one of them and not all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import MutableMapping
from hashlib import shake_128
from pathlib import Path
from typing import Any

import pytest
from delivery.asgi_talk import LIMITS, Talk
from delivery.served import make_root, serve
from delivery.static_asking import ask, header
from delivery.tiny_site import LARGE, current, write_generation
from support.waiting import wait_for

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.http.messages import Request
from reader.delivery.prebuilt.bodies import PIECE_BYTES
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.wsgi_door import WsgiDoor
from reader.storage.pread_file import PreadFile

FILE = shake_128(b"all of the library").digest(5 * PIECE_BYTES // 2)
STALLED = 10


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_generation(tmp_path, "large", large=FILE)
    (tmp_path / "pointer").write_text("large\n", encoding="ascii")
    return tmp_path


@pytest.mark.parametrize(
    "wanted", [(0, len(FILE)), (0, 1), (1, PIECE_BYTES + 1), (7, len(FILE)), (len(FILE) - 1,) * 2]
)
def test_a_range_of_a_large_file_comes_in_pieces_of_bounded_size(
    root: Path, wanted: tuple[int, int]
) -> None:
    start, end = wanted[0], max(wanted[1], wanted[0] + 1)

    response = ask(
        PageFile.open(root / "generations/large"), LARGE, range=f"bytes={start}-{end - 1}"
    )
    pieces = [response.body, *response.rest]

    assert response.status == 206
    assert b"".join(pieces) == FILE[start:end]
    assert header(response, "content-length") == str(end - start)
    assert all(0 < len(each) <= PIECE_BYTES for each in pieces)


def test_nothing_is_read_of_a_file_for_which_only_the_headers_are_wanted(root: Path) -> None:
    response = ask(PageFile.open(root / "generations/large"), LARGE, "HEAD")

    assert (response.body, response.rest) == (b"", ())
    assert header(response, "content-length") == str(len(FILE))


def test_a_piece_is_read_when_the_ones_before_are_taken(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, read = AsgiDoor(current(root), LIMITS), []
    pread = PreadFile.pread

    def noted(file: PreadFile, offset: int, length: int) -> bytes:
        read.append(length)
        return pread(file, offset, length)

    class SlowReader(Talk):
        async def send(self, message: MutableMapping[str, Any]) -> None:
            await super().send(message)
            taken = sum(len(each.get("body", b"")) for each in self.sent)
            # Besides the pieces, a few hundred bytes of the manifest are read.
            assert sum(read) < taken + PIECE_BYTES + 10_000

    monkeypatch.setattr(PreadFile, "pread", noted)
    answer = asyncio.run(SlowReader(target=LARGE).with_door(door))

    assert b"".join(each["body"] for each in answer.sent[1:]) == FILE
    assert [each["more_body"] for each in answer.sent[1:-1]] == [True] * (len(answer.sent) - 2)
    assert not answer.sent[-1].get("more_body")


def test_a_large_file_is_no_response_to_send_at_once(root: Path) -> None:
    door = AsgiDoor(current(root), LIMITS)

    assert door.static_response(Request(method="GET", path=LARGE, query="", headers={})) is None


def test_a_wsgi_server_gets_the_same_bytes(root: Path) -> None:
    said: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": LARGE, "QUERY_STRING": ""}

    body = WsgiDoor(current(root))(environ, lambda status, *_: said.append(status))

    assert b"".join(body) == FILE
    assert said == ["200 OK"]


def test_readers_who_take_nothing_of_a_large_file_cost_little_memory(tmp_path: Path) -> None:
    # The kernel takes some megabytes of a response that nobody reads.
    whole = FILE * 64
    root = make_root(tmp_path)
    write_generation(root, "large", large=whole)
    (root / "pointer").write_text("large\n", encoding="ascii")
    with serve("asgi", root) as served:
        assert served.get(LARGE) == (200, whole)
        before = resident_bytes(served.process.pid)
        stalled = [served.raw() for _ in range(STALLED)]
        for each in stalled:
            each.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        begun = [each.recv(1) for each in stalled]
        wait_for(lambda: served.get("/healthz") == (200, b"well"))
        after = resident_bytes(served.process.pid)
        for each in stalled:
            each.close()

    assert begun == [b"H"] * STALLED
    assert after - before < STALLED * len(whole) / 4


def resident_bytes(master: int) -> int:
    """Return the memory of a server and its workers, shared pages counted in each."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    pages = (
        int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        for pid in (str(master), *children)
    )
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")
