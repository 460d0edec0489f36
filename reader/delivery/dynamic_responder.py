"""Ask the application what is not on the shelf, and finish its answer: coding, validator, length, error pages.

The application's answers are small and whole, so they are collected before anything is sent. What it says last
decides: a fault half way through is still an error page, and never half a page.
"""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.delivery.http.conditional import held
from reader.delivery.http.content_codings import (
    PREFERRED,
    SMALLEST_LIVE_BYTES,
    Coding,
    choose,
    is_compressible,
    live_body,
)
from reader.delivery.http.messages import Headers, Request, Response
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.prebuilt.page_file import etag_of
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import READ_METHODS, error_page

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

_LOG: Final = logging.getLogger(__name__)
_FRAMES_LOGGED: Final = 6

# Ours to say, or the connection's; whatever the application put there is dropped.
_DROPPED: Final = frozenset(
    {"content-length", "connection", "keep-alive", "transfer-encoding", "date", "server"}
)
# Of the connection and not of the request, which the application gets whole. Source: RFC 9110 §7.6.1.
_HOP_BY_HOP: Final = frozenset({"HTTP_CONNECTION", "HTTP_TRANSFER_ENCODING", "HTTP_UPGRADE"})
# What an error page takes over from an empty answer.
_KEPT_ON_ERRORS: Final = frozenset({"allow", "retry-after"})
_BODILESS: Final = frozenset({204, 304})


def ask(
    serving: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
) -> Response:
    """Ask the application and finish its answer. Never raises; a fault is logged without what the reader asked for."""
    try:
        answered = _call(serving.application, _with_body(environ, body))
    except Exception as error:  # the outermost border: whatever it was, the reader gets a page
        log_fault(error)
        return error_page(serving, 500, request)
    return finish(answered, request, serving)


def finish(answered: Response, request: Request, serving: ServedGeneration) -> Response:
    """Return an application's answer as it goes on the wire. An error without a body becomes the ready page."""
    if answered.status in serving.page_file.manifest.errors and not answered.body:
        kept = (header for header in answered.headers if header[0] in _KEPT_ON_ERRORS)
        return error_page(serving, answered.status, request, *kept)
    body, headers = _coded(answered, request)
    caching = _caching(headers)
    if _may_be_kept(answered.status, request, caching):
        etag = etag_of(body)
        headers, caching = (*headers, ("etag", f'"{etag}"')), (*caching, ("etag", f'"{etag}"'))
        if held(request.headers.get("if-none-match", ""), {etag: etag}):
            return Response(status=304, headers=caching, body=b"")
    if answered.status not in _BODILESS:
        headers = (*headers, ("content-length", str(len(body))))
    return Response(
        status=answered.status, headers=headers, body=b"" if request.method == "HEAD" else body
    )


def log_fault(error: Exception) -> None:
    """Log what went wrong and where, without the exception's words: they may quote what a reader typed."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_LOGGED:]
    places = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    _LOG.error("A request failed: %s at %s", type(error).__name__, places)


def _with_body(environ: WSGIEnvironment, body: bytes) -> WSGIEnvironment:
    """Give the application the whole body at once, however it was sent.

    HEAD is asked as GET, so that both have the same headers; the body is dropped later. A chunked body becomes one
    of known length: most applications take an unknown length for an empty body.
    """
    asked = {name: value for name, value in environ.items() if name not in _HOP_BY_HOP}
    asked["wsgi.input"] = io.BytesIO(body)
    asked["wsgi.input_terminated"] = True
    asked["CONTENT_LENGTH"] = str(len(body))
    asked["REQUEST_METHOD"] = (
        "GET" if environ["REQUEST_METHOD"] == "HEAD" else environ["REQUEST_METHOD"]
    )
    return asked


def _call(application: WSGIApplication, environ: WSGIEnvironment) -> Response:
    """Call a WSGI application and collect its answer. Source: PEP 3333."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    chunks: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], _failure: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return chunks.append

    iterable = application(environ, start_response)
    try:
        chunks.extend(iterable)
    finally:
        _close(iterable)
    status, headers = started[-1]
    lowered = tuple(
        (name.lower(), value) for name, value in headers if name.lower() not in _DROPPED
    )
    return Response(status=int(status[:3]), headers=lowered, body=b"".join(chunks))


def _close(iterable: Iterable[bytes]) -> None:
    close = getattr(iterable, "close", None)
    if close:
        close()


def _coded(answered: Response, request: Request) -> tuple[bytes, Headers]:
    """Compress a body if that helps; say that it depended on the reader's codings even when it did not."""
    headers = answered.headers
    if not any(name == "cache-control" for name, _ in headers):
        headers = (*headers, ("cache-control", CACHE_CONTROL[CachePolicy.FAULT]))
    names = {name: value for name, value in headers}
    if (
        len(answered.body) < SMALLEST_LIVE_BYTES
        or "content-encoding" in names
        or not is_compressible(names.get("content-type", ""))
    ):
        return answered.body, headers
    vary = ", ".join(filter(None, ("Accept-Encoding", names.get("vary"))))
    headers = (*(header for header in headers if header[0] != "vary"), ("vary", vary))
    coding = choose(request.headers.get("accept-encoding", ""), PREFERRED) or Coding.IDENTITY
    if coding is Coding.IDENTITY:
        return answered.body, headers
    return live_body(answered.body, coding), (*headers, ("content-encoding", coding.value))


def _caching(headers: Headers) -> Headers:
    return tuple(header for header in headers if header[0] in {"cache-control", "vary", "etag"})


def _may_be_kept(status: int, request: Request, caching: Headers) -> bool:
    """Return whether a validator helps: an answer to a reading request that may be kept and has none yet."""
    if status != HTTPStatus.OK or request.method not in READ_METHODS:
        return False
    return not any(name == "etag" or "no-store" in value for name, value in caching)
