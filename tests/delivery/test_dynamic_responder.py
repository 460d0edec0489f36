from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator

import brotli
import pytest
from delivery.tiny_site import negotiate, serving_of

from reader.delivery.dynamic_responder import ask, finish
from reader.delivery.http.messages import Request, Response
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.served_generation import ServedGeneration

HTML = ("content-type", "text/html; charset=utf-8")
KEEP = ("cache-control", "private, max-age=60")
LONG = b"<p>one result and another</p>" * 60


def request(method: str = "GET", path: str = "/es/search", **headers: str) -> Request:
    return Request(
        method=method,
        path=path,
        query="q=x",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def done(
    shelf: PageFile, answered: Response, asked: Request | None = None
) -> tuple[Response, dict[str, str]]:
    response = finish(answered, asked or request(), serving_of(shelf))
    assert len({name for name, _ in response.headers}) == len(response.headers), (
        "no header is said twice"
    )
    return response, dict(response.headers)


@pytest.mark.parametrize(
    ("accepted", "decode"),
    [("gzip, br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)],
)
def test_an_answer_is_compressed_as_the_reader_accepts(
    shelf: PageFile, accepted: str, decode: object
) -> None:
    response, headers = done(
        shelf,
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
    shelf: PageFile, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    response, said = done(
        shelf, Response(status=200, headers=headers, body=body), request(accept_encoding="br")
    )
    assert response.body == body
    assert "vary" not in said


def test_what_the_application_varies_by_is_kept(shelf: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP, ("vary", "Accept-Language")), body=LONG)
    assert done(shelf, answered)[1]["vary"] == "Accept-Encoding, Accept-Language"


def test_an_answer_that_says_nothing_of_caches_is_kept_by_none(shelf: PageFile) -> None:
    assert (
        done(shelf, Response(status=200, headers=(HTML,), body=LONG))[1]["cache-control"]
        == "no-store"
    )


def test_the_same_results_again_cost_a_header(shelf: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP), body=LONG)
    full, said = done(shelf, answered, request(accept_encoding="br"))
    again, repeated = done(
        shelf, answered, request(accept_encoding="br", if_none_match=said["etag"])
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
    shelf: PageFile, method: str, status: int, caching: tuple[str, str]
) -> None:
    answered = Response(status=status, headers=(HTML, caching), body=LONG)
    assert "etag" not in done(shelf, answered, request(method))[1]


def test_head_has_the_headers_of_get_and_no_body(shelf: PageFile) -> None:
    answered = Response(status=200, headers=(HTML, KEEP), body=LONG)
    got, head = (
        done(shelf, answered, request(method, accept_encoding="br"))[0]
        for method in ("GET", "HEAD")
    )
    assert head.headers == got.headers
    assert head.body == b""


@pytest.mark.parametrize("status", [404, 405, 413, 500, 503])
def test_an_error_without_a_body_becomes_the_ready_page_of_its_language(
    shelf: PageFile, status: int
) -> None:
    empty = Response(
        status=status,
        headers=(HTML, ("allow", "GET"), ("retry-after", "9"), ("x-secret", "1")),
        body=b"",
    )
    response, said = done(shelf, empty)
    assert response.status == status
    assert b'lang="es"' in response.body
    assert (said["allow"], said["retry-after"]) == ("GET", "9")
    assert "x-secret" not in said


def test_an_error_that_has_a_body_keeps_it(shelf: PageFile) -> None:
    assert (
        done(shelf, Response(status=404, headers=(HTML,), body=b"<p>No such draft."))[0].body
        == b"<p>No such draft."
    )


def test_an_error_nobody_made_a_page_for_goes_out_as_it_is(shelf: PageFile) -> None:
    response, said = done(shelf, Response(status=429, headers=(("retry-after", "9"),), body=b""))
    assert (response.status, response.body, said["retry-after"]) == (429, b"", "9")


def test_an_answer_that_must_have_no_body_has_no_length(shelf: PageFile) -> None:
    assert "content-length" not in done(shelf, Response(status=204, headers=(), body=b""))[1]


def test_an_application_is_told_nothing_of_the_connection(shelf: PageFile) -> None:
    """How a body was sent and what becomes of the connection is settled; a long list there would cost as much as a page."""
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
    ask(
        ServedGeneration(page_file=shelf, application=application, negotiate=negotiate),
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


def serving(shelf: PageFile, chunks: Chunks, *, starts: bool = True) -> ServedGeneration:
    def application(environ: dict[str, object], start_response: object) -> Chunks:
        if starts:
            start_response(
                "200 Fine",
                [("Content-Type", "text/plain"), ("Connection", "close"), ("Date", "today")],
            )(b"written ")  # type: ignore[operator]
        return chunks

    return ServedGeneration(page_file=shelf, application=application, negotiate=negotiate)  # type: ignore[arg-type]


def test_an_answer_in_pieces_is_collected_and_closed(shelf: PageFile) -> None:
    chunks = Chunks(b"one ", b"two")
    response = ask(serving(shelf, chunks), request(), {"REQUEST_METHOD": "GET"}, b"")
    assert (response.status, response.body) == (200, b"written one two")
    assert {"connection", "date"}.isdisjoint(dict(response.headers))
    assert chunks.closed


def test_a_fault_half_way_is_an_error_page_and_the_log_says_where_but_not_what(
    shelf: PageFile, caplog: pytest.LogCaptureFixture
) -> None:
    chunks = Chunks(b"half a page", ValueError("what the reader typed"))
    with caplog.at_level(logging.ERROR):
        response = ask(serving(shelf, chunks), request(), {"REQUEST_METHOD": "GET"}, b"")
    assert response.status == 500
    assert b'lang="es"' in response.body
    assert b"half a page" not in response.body
    assert chunks.closed
    assert "ValueError at test_live.py:" in caplog.text
    assert "what the reader typed" not in caplog.text
    assert "/es/search" not in caplog.text


def test_an_application_that_never_starts_its_answer_is_an_error_page(shelf: PageFile) -> None:
    assert (
        ask(
            serving(shelf, Chunks(), starts=False), request(), {"REQUEST_METHOD": "GET"}, b""
        ).status
        == 500
    )
