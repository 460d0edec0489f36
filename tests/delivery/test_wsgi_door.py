from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from delivery.tiny_site import PAGE, current

from reader.delivery.connection_limits import Limits
from reader.delivery.wsgi_door import WsgiDoor

LIMITS = Limits(body_bytes=1000)


class Answer:
    def __init__(self, door: WsgiDoor, environ: dict[str, Any]) -> None:
        self.body = b"".join(
            door({"REQUEST_METHOD": "GET", "PATH_INFO": PAGE, **environ}, self.start)
        )  # type: ignore[arg-type]

    def start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status = status
        self.said = dict(headers)


class Slow:
    """A body of which nothing more arrives."""

    def read(self, _: int) -> bytes:
        raise TimeoutError


class Malformed:
    """A body whose chunks are none."""

    def read(self, _: int) -> bytes:
        raise LookupError("gunicorn's own")


class Socket:
    def __init__(self) -> None:
        self.calls: list[float | str | None] = []

    def settimeout(self, seconds: float | None) -> None:
        self.calls.append(seconds)

    def shutdown(self, side: int) -> None:
        self.calls.append(f"shut {side}")


@pytest.fixture
def door(tiny_root: Path) -> WsgiDoor:
    return WsgiDoor(current(tiny_root), LIMITS)


def test_a_ready_page_comes_in_the_coding_the_reader_accepts(door: WsgiDoor) -> None:
    answer = Answer(door, {"HTTP_ACCEPT_ENCODING": "gzip"})
    assert (answer.status, answer.said["content-encoding"], answer.body[:2]) == (
        "200 OK",
        "gzip",
        b"\x1f\x8b",
    )


def test_a_reader_who_holds_the_page_is_told_so(door: WsgiDoor) -> None:
    tag = Answer(door, {}).said["etag"]
    answer = Answer(door, {"HTTP_IF_NONE_MATCH": tag})
    assert (answer.status, answer.body) == ("304 Not Modified", b"")


def test_the_target_as_it_was_sent_counts_where_the_server_tells_it(door: WsgiDoor) -> None:
    assert (
        Answer(door, {"RAW_URI": "/en%2Fexperiments", "PATH_INFO": "/en/experiments"}).status
        == "301 Moved Permanently"
    )
    assert Answer(door, {"RAW_URI": "/healthz?x=1", "PATH_INFO": "/healthz"}).body == b"well"
    assert Answer(door, {"PATH_INFO": "/es/caf\u00c3\u00a9"}).status == "404 Not Found"


@pytest.mark.parametrize("form", [{"CONTENT_LENGTH": "6"}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_the_application_gets_the_whole_body_chunked_or_not(
    door: WsgiDoor, form: dict[str, str]
) -> None:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/echo",
        "QUERY_STRING": "q=1",
        "wsgi.input": io.BytesIO(b"name=x"),
        **form,
    }
    said = json.loads(Answer(door, environ).body)
    assert (said["body"], said["query"]) == ("name=x", "q=1")


REFUSED = {
    "declared too large": ({"CONTENT_LENGTH": "1001"}, io.BytesIO(b"x" * 1001), "413"),
    "declared beyond reason": ({"CONTENT_LENGTH": "9" * 5000}, io.BytesIO(b""), "413"),
    "too large in chunks": ({"HTTP_TRANSFER_ENCODING": "chunked"}, io.BytesIO(b"x" * 1001), "413"),
    "too slow": ({"CONTENT_LENGTH": "6"}, Slow(), "408"),
    "broken off": ({"CONTENT_LENGTH": "6"}, io.BytesIO(b"nam"), "400"),
    "malformed": ({"HTTP_TRANSFER_ENCODING": "chunked"}, Malformed(), "400"),
}


@pytest.mark.parametrize(("form", "body", "status"), REFUSED.values(), ids=REFUSED)
def test_a_body_that_cannot_be_taken_is_answered_with_a_page(
    door: WsgiDoor, form: dict[str, str], body: object, status: str
) -> None:
    answer = Answer(
        door,
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/echo",
            "wsgi.input": body,
            "HTTP_ACCEPT_LANGUAGE": "es",
            **form,
        },
    )
    assert answer.status.startswith(status)
    assert f"error {status}".encode() in answer.body
    assert b'lang="es"' in answer.body


def test_the_time_for_a_body_is_limited_where_the_server_hands_out_the_socket(
    door: WsgiDoor,
) -> None:
    socket = Socket()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/echo",
        "CONTENT_LENGTH": "6",
        "wsgi.input": Slow(),
        "gunicorn.socket": socket,
    }
    assert Answer(door, environ).status.startswith("408")
    assert socket.calls == [10.0, "shut 0", None], "nothing more is read of this connection"


def test_a_fault_of_the_application_is_a_page(door: WsgiDoor) -> None:
    answer = Answer(door, {"PATH_INFO": "/boom"})
    assert answer.status == "500 Internal Server Error"
    assert b"error 500" in answer.body


def test_a_fault_of_our_own_is_a_page_as_well(
    door: WsgiDoor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(PAGE)

    monkeypatch.setattr("reader.delivery.static_responder.respond", broken)
    assert Answer(door, {}).status == "500 Internal Server Error"
    assert PAGE not in caplog.text


def test_an_error_without_a_body_becomes_the_ready_page(door: WsgiDoor) -> None:
    assert b"error 404" in Answer(door, {"PATH_INFO": "/nothing"}).body


def test_without_any_generation_the_answer_is_to_come_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Answer(WsgiDoor(current(tmp_path)), {})
    assert (answer.status, answer.said["retry-after"]) == ("503 Service Unavailable", "5")
    assert len(caplog.records) == 1
