"""The ASGI door: whole requests, bodies within limits, readers who leave, faults and lifespan."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from delivery.asgi_talk import LIMITS, Talk, piece, talk
from delivery.tiny_site import PAGE, current

from reader.delivery.asgi_door import AsgiDoor

LEFT = {"type": "http.disconnect"}


@pytest.fixture
def door(tiny_root: Path) -> AsgiDoor:
    return AsgiDoor(current(tiny_root), LIMITS)


def test_a_ready_page_is_sent_at_once_and_nothing_is_read(door: AsgiDoor) -> None:
    answer = talk(door, accept_encoding="br", user_agent="phone")
    assert (answer.status, answer.received) == (200, 0)
    assert answer.said["content-encoding"] == "br"


def test_the_same_header_twice_is_one_list(door: AsgiDoor) -> None:
    request = Talk(headers=(("accept-encoding", "deflate"), ("accept-encoding", "gzip")))
    assert asyncio.run(request.with_door(door)).said["content-encoding"] == "gzip"


def test_a_path_is_looked_up_as_it_was_sent(door: AsgiDoor) -> None:
    assert talk(door, target="/en%2Fexperiments").status == 301
    assert talk(door, target="http://example.org/es/").status == 200


def test_the_application_gets_the_whole_request(door: AsgiDoor) -> None:
    answer = talk(
        door,
        "POST",
        "/echo?q=%C3%B1",
        piece(b"na", more=True),
        piece(b"me=x"),
        content_type="text/x",
        transfer_encoding="chunked",
    )
    said = json.loads(answer.body)
    assert (said["method"], said["body"], said["query"], said["path"]) == (
        "POST",
        "name=x",
        "q=%C3%B1",
        "/echo",
    )


def test_half_a_body_and_then_nothing_is_answered_with_408_and_takes_no_thread(
    door: AsgiDoor,
) -> None:
    answer = talk(door, "POST", "/echo", piece(b"half", more=True), content_length="100")
    assert (answer.status, answer.said["connection"]) == (408, "close")
    assert b"error 408" in answer.body


@pytest.mark.parametrize(
    "form",
    [{"content_length": "65537"}, {"content_length": "9" * 5000}, {"transfer_encoding": "chunked"}],
)
def test_a_body_beyond_the_limit_is_answered_with_413(door: AsgiDoor, form: dict[str, str]) -> None:
    answer = talk(door, "POST", "/echo", *[piece(b"x" * 40_000, more=True)] * 3, **form)
    assert (answer.status, answer.said["connection"]) == (413, "close")
    assert b"error 413" in answer.body


def test_a_body_of_exactly_the_limit_is_taken(door: AsgiDoor) -> None:
    answer = talk(door, "POST", "/echo", piece(b"x" * 65_536), content_length="65536")
    assert (answer.status, len(json.loads(answer.body)["body"])) == (200, 65_536)


@pytest.mark.parametrize("target", [PAGE, "/es/unknown"])
@pytest.mark.parametrize("length", ["2", "200000"])
def test_what_nobody_reads_is_thrown_away_first_and_within_limits_so_that_the_answer_arrives(
    door: AsgiDoor, target: str, length: str
) -> None:
    answer = talk(door, "POST", target, piece(b"x", more=True), piece(b"y"), content_length=length)
    assert answer.status in {404, 405, 413}
    assert answer.received_first == answer.received == 2
    endless = talk(
        door, "POST", target, *[piece(b"x" * 60_000, more=True)] * 100, transfer_encoding="chunked"
    )
    assert endless.received < 20


def test_a_reader_who_leaves_is_not_answered_and_not_logged(
    door: AsgiDoor, caplog: pytest.LogCaptureFixture
) -> None:
    for messages in ([LEFT], [piece(b"half", more=True), LEFT]):
        assert talk(door, "POST", "/echo", *messages, content_length="100").sent == []
    assert talk(door, "POST", PAGE, LEFT, content_length="100").status == 405
    assert caplog.records == []


def test_head_of_an_answer_has_the_headers_of_get(door: AsgiDoor) -> None:
    got, head = (
        talk(door, method, "/echo?q", accept_encoding="gzip") for method in ("GET", "HEAD")
    )
    assert (head.status, head.said, head.body) == (got.status, got.said, b"")


def test_a_fault_of_the_application_is_a_page_and_tells_nothing(
    door: AsgiDoor, caplog: pytest.LogCaptureFixture
) -> None:
    answer = talk(door, target="/boom?secret", accept_language="es")
    assert answer.status == 500
    assert b'lang="es"' in answer.body
    assert b"Traceback" not in answer.body
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
    assert "typed" not in caplog.text


def test_a_fault_of_our_own_is_a_page_as_well(
    tiny_root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    serving = current(tiny_root)
    broken = serving.get()
    assert broken

    class Broken:
        def get(self) -> object:
            return replace(broken, page_file=BrokenShelf())

    class BrokenShelf:
        manifest = broken.page_file.manifest
        body = broken.page_file.body

        def entry(self, address: str) -> None:
            raise RuntimeError(address)

    answer = talk(AsgiDoor(Broken(), LIMITS), accept_language="es")  # type: ignore[arg-type]
    assert answer.status == 500
    assert PAGE not in caplog.text


def test_without_any_generation_the_answer_is_to_come_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = talk(AsgiDoor(current(tmp_path)))
    assert (answer.status, answer.said["retry-after"], answer.said["cache-control"]) == (
        503,
        "5",
        "no-store",
    )
    assert len(caplog.records) == 1


def test_the_lifespan_is_followed_to_its_end(tiny_root: Path) -> None:
    serving = current(tiny_root)
    request = Talk(messages=[{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    asyncio.run(AsgiDoor(serving)({"type": "lifespan"}, request.receive, request.send))
    assert [message["type"] for message in request.sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert serving.identifier == "one", "the generation is open before the first reader comes"


def test_a_websocket_is_refused(door: AsgiDoor) -> None:
    request = Talk(messages=[{"type": "websocket.connect"}])
    asyncio.run(door({"type": "websocket"}, request.receive, request.send))
    assert [message["type"] for message in request.sent] == ["websocket.close"]


def test_a_server_that_does_not_tell_the_raw_path_is_served_too(door: AsgiDoor) -> None:
    request = Talk()
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/es/café",
        "query_string": b"",
        "headers": [],
    }
    asyncio.run(door(scope, request.receive, request.send))
    assert request.status == 404
