from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator

import brotli
import pytest
from delivery.tiny_site import negotiate, serving_of

from reader.delivery.dynamic_responder import finish, respond
from reader.delivery.http.messages import Request, Response
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration

HTML = ("content-type", "text/html; charset=utf-8")
KEEP = ("cache-control", "private,max-age=60")
LONG = b"<p>one result and another</p>" * 60


def request(method: str = "GET", path: str = "/es/search", **headers: str) -> Request:
    return Request(
        method=method,
        path=path,
        query="q=x",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def done(
    page_file: PageFile, answered: Response, asked: Request | None = None
) -> tuple[Response, dict[str, str]]:
    response = finish(serving_of(page_file), asked or request(), answered)
    assert len({name for name, _ in response.headers}) == len(response.headers), (
        "no header is said twice"
    )
    return response, dict(response.headers)


@pytest.mark.parametrize(
    ("accepted", "decode"),
    [("gzip, br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)],
)
def test_an_answer_is_compressed_as_the_reader_accepts(
    page_file: PageFile, accepted: str, decode: object
) -> None:
    response, headers = done(
        page_file,
        Response(status=200, headers=(HTML, KEEP), body=LONG),
        request(accept_encoding=accepted),
    )
    assert decode(response.body) == LONG  # type: ignore[operator]
    assert headers["content-length"] == str(len(response.body))
    assert headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((HTML,), b"short"),
        ((("content-type", "image/png"),), LONG),
        ((HTML, ("content-encoding", "gzip")), LONG),
        ((), LONG),
    ],
)
def test_what_would_not_shrink_is_left_as_it_is(
    page_file: PageFile, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    response, said = done(
        page_file, Response(status=200, headers=headers, body=body), request(accept_encoding="br")
    )
    assert response.body == body
    assert "vary" not in said


def test_what_the_application_varies_by_is_kept(page_file: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP, ("vary", "Accept-Language")), body=LONG)
    assert done(page_file, answered)[1]["vary"] == "Accept-Encoding, Accept-Language"


def test_an_answer_that_says_nothing_of_caches_is_kept_by_none(page_file: PageFile) -> None:
    assert (
        done(page_file, Response(status=200, headers=(HTML,), body=LONG))[1]["cache-control"]
        == "no-store"
    )


def test_the_same_results_again_cost_a_header(page_file: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP), body=LONG)
    full, said = done(page_file, answered, request(accept_encoding="br"))
    again, repeated = done(
        page_file, answered, request(accept_encoding="br", if_none_match=said["etag"])
    )
    assert (full.status, again.status, again.body) == (200, 304, b"")
    assert {name: said[name] for name in ("etag", "cache-control", "vary")} == repeated


@pytest.mark.parametrize(
    ("method", "status", "caching"),
    [
        ("POST", 200, KEEP),
        ("GET", 422, KEEP),
        ("GET", 200, ("cache-control", "no-store")),
        ("GET", 303, KEEP),
    ],
)
def test_only_what_may_be_kept_gets_a_validator(
    page_file: PageFile, method: str, status: int, caching: tuple[str, str]
) -> None:
    answered = Response(status=status, headers=(HTML, caching), body=LONG)
    assert "etag" not in done(page_file, answered, request(method))[1]


def test_head_has_the_headers_of_get_and_no_body(page_file: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP), body=LONG)
    got, head = (
        done(page_file, answered, request(method, accept_encoding="br"))[0]
        for method in ("GET", "HEAD")
    )
    assert head.headers == got.headers
    assert head.body == b""


def test_head_says_nothing_of_a_body_that_was_not_made(page_file: PageFile) -> None:
    empty = Response(status=200, headers=(HTML, KEEP), body=b"")
    _, said = done(page_file, empty, request("HEAD", accept_encoding="br"))
    assert "content-length" not in said
    assert "etag" not in said


@pytest.mark.parametrize("status", [404, 405, 413, 500, 503])
def test_an_error_without_a_body_becomes_the_ready_page_of_its_language(
    page_file: PageFile, status: int
) -> None:
    empty = Response(
        status=status,
        headers=(HTML, ("allow", "GET"), ("retry-after", "9"), ("x-secret", "1")),
        body=b"",
    )
    response, said = done(page_file, empty)
    assert response.status == status
    assert b'lang="es"' in response.body
    assert (said["allow"], said["retry-after"]) == ("GET", "9")
    assert "x-secret" not in said


def test_an_error_that_has_a_body_keeps_it(page_file: PageFile) -> None:
    assert (
        done(page_file, Response(status=404, headers=(HTML,), body=b"<p>No such draft."))[0].body
        == b"<p>No such draft."
    )


def test_an_error_nobody_made_a_page_for_goes_out_as_it_is(page_file: PageFile) -> None:
    response, said = done(
        page_file, Response(status=429, headers=(("retry-after", "9"),), body=b"")
    )
    assert (response.status, response.body, said["retry-after"]) == (429, b"", "9")


def test_an_answer_that_must_have_no_body_has_no_length(page_file: PageFile) -> None:
    assert "content-length" not in done(page_file, Response(status=204, headers=(), body=b""))[1]


def test_an_application_is_told_nothing_of_the_connection(page_file: PageFile) -> None:
    """Those headers were acted on; a long list in one of them would cost as much as a page."""
    seen: dict[str, object] = {}

    def application(environ: dict[str, object], start_response: object) -> list[bytes]:
        seen.update(environ)
        start_response("200 OK", [])  # type: ignore[operator]
        return []

    environ = {
        "REQUEST_METHOD": "POST",
        "HTTP_CONNECTION": "upgrade",
        "HTTP_UPGRADE": "h2c",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_X": "y",
    }
    respond(
        ServedGeneration(page_file=page_file, application=application, negotiate=negotiate),
        request(),
        environ,
        b"name=x",
    )  # type: ignore[arg-type]

    assert {name for name in seen if name.startswith("HTTP_")} == {"HTTP_X"}
    assert seen["CONTENT_LENGTH"] == "6"


class Chunks:
    """An answer in pieces, as an application may give it; remembers that it was closed."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self) -> None:
        self.closed = True


def serving(page_file: PageFile, chunks: Chunks, *, starts: bool = True) -> ServedGeneration:
    def application(environ: dict[str, object], start_response: object) -> Chunks:
        if starts:
            start_response(
                "200 Fine",
                [("Content-Type", "text/plain"), ("Connection", "close"), ("Date", "today")],
            )(b"written ")  # type: ignore[operator]
        return chunks

    return ServedGeneration(
        page_file=page_file,
        application=application,  # type: ignore[arg-type]
        negotiate=negotiate,
    )


def test_an_answer_in_pieces_is_collected_and_closed(page_file: PageFile) -> None:
    chunks = Chunks(b"one ", b"two")
    response = respond(serving(page_file, chunks), request(), {"REQUEST_METHOD": "GET"}, b"")
    assert (response.status, response.body) == (200, b"written one two")
    assert {"connection", "date"}.isdisjoint(dict(response.headers))
    assert chunks.closed


def test_a_fault_half_way_is_an_error_page_and_the_log_says_where_but_not_what(
    page_file: PageFile, caplog: pytest.LogCaptureFixture
) -> None:
    chunks = Chunks(b"half a page", ValueError("what the reader typed"))
    with caplog.at_level(logging.ERROR):
        response = respond(serving(page_file, chunks), request(), {"REQUEST_METHOD": "GET"}, b"")
    assert response.status == 500
    assert b'lang="es"' in response.body
    assert b"half a page" not in response.body
    assert chunks.closed
    assert "ValueError at test_dynamic_responder.py:" in caplog.text
    assert "what the reader typed" not in caplog.text
    assert "/es/search" not in caplog.text


def test_an_application_that_never_starts_its_answer_is_an_error_page(page_file: PageFile) -> None:
    assert (
        respond(
            serving(page_file, Chunks(), starts=False), request(), {"REQUEST_METHOD": "GET"}, b""
        ).status
        == 500
    )
