"""Respond with what the application says, finished: coding, validator, length, error pages.

The application's responses are small, so each is collected before anything is sent. A fault half
way through is still an error page, and never half a page.
"""

from __future__ import annotations

import logging
import traceback
from http import HTTPMethod, HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.delivery.http.conditional import matching_etag
from reader.delivery.http.content_codings import (
    PREFERRED,
    SMALLEST_LIVE_BYTES,
    Coding,
    best_coding,
    is_compressible,
    live_body,
)
from reader.delivery.http.messages import READ_METHODS, Headers, Request, Response
from reader.delivery.http.response_headers import CACHE_CONTROL, IS_HEAD, CachePolicy
from reader.delivery.prebuilt.bodies import etag_of
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.static_responder import error_page
from reader.delivery.wsgi_client import call_wsgi, with_body

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_LOG: Final = logging.getLogger(__name__)
_FRAMES_LOGGED: Final = 6

# What an error page takes over from an empty response.
_PASSED_TO_ERROR_PAGES: Final = frozenset({"allow", "retry-after"})
_BODILESS: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


def respond(
    generation: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
) -> Response:
    """Return the application's response, finished. Never raises.

    A fault is logged without what the reader typed.
    """
    environ = with_body(environ, body)
    if request.method == HTTPMethod.HEAD:
        # Both have the same headers; but what costs much need not be made for them.
        environ |= {"REQUEST_METHOD": "GET", IS_HEAD: True}
    try:
        response = call_wsgi(generation.application, environ)
    except Exception as error:  # the outermost border: whatever it was, the reader gets a page
        log_fault(error)
        return error_page(generation, 500, request)
    return finish(generation, request, response)


def finish(generation: ServedGeneration, request: Request, response: Response) -> Response:
    """Return an application's response as it is sent. An error without a body gets its page."""
    if response.status in generation.page_file.manifest.errors and not response.body:
        passed = (header for header in response.headers if header[0] in _PASSED_TO_ERROR_PAGES)
        return error_page(generation, response.status, request, *passed)
    body, headers = _coded(response, request)
    caching = _caching(headers)
    if _needs_etag(response.status, request, caching) and not _is_not_made(response, request):
        etag = etag_of(body)
        headers = (*headers, ("etag", f'"{etag}"'))
    if response.status not in _BODILESS and not _is_not_made(response, request):
        headers = (*headers, ("content-length", str(len(body))))
    return conditional(Response(status=response.status, headers=headers, body=body), request)


def conditional(response: Response, request: Request) -> Response:
    """Return a whole response as this request gets it: without a body, or as 304."""
    validator = next((value for name, value in response.headers if name == "etag"), "")
    etag = validator.strip('"')
    if etag and matching_etag(request.headers.get("if-none-match", ""), {etag: etag}):
        return Response(status=304, headers=_caching(response.headers), body=b"")
    if request.method != HTTPMethod.HEAD:
        return response
    return Response(status=response.status, headers=response.headers, body=b"")


def log_fault(error: Exception) -> None:
    """Log the type and place of an error, not its words: they may quote what a reader typed."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES_LOGGED:]
    places = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    _LOG.error("A request failed: %s at %s", type(error).__name__, places)


def _coded(response: Response, request: Request) -> tuple[bytes, Headers]:
    """Return the body, compressed if that helps, and the headers that go with it.

    ``Vary`` names Accept-Encoding even if the body was not compressed: that, too, depended on it.
    """
    headers = response.headers
    if not any(name == "cache-control" for name, _ in headers):
        headers = (*headers, ("cache-control", CACHE_CONTROL[CachePolicy.FAULT]))
    named = dict(headers)
    if (
        len(response.body) < SMALLEST_LIVE_BYTES
        or "content-encoding" in named
        or not is_compressible(named.get("content-type", ""))
    ):
        return response.body, headers
    vary = ", ".join(filter(None, ("Accept-Encoding", named.get("vary"))))
    headers = (*(header for header in headers if header[0] != "vary"), ("vary", vary))
    coding = best_coding(request.headers.get("accept-encoding", ""), PREFERRED) or Coding.IDENTITY
    if coding is Coding.IDENTITY:
        return response.body, headers
    return live_body(response.body, coding), (*headers, ("content-encoding", coding.value))


def _caching(headers: Headers) -> Headers:
    return tuple(header for header in headers if header[0] in {"cache-control", "vary", "etag"})


def _needs_etag(status: int, request: Request, caching: Headers) -> bool:
    """Return whether a validator helps: the page may be stored, and has none yet."""
    if status != HTTPStatus.OK or request.method not in READ_METHODS:
        return False
    return not any(name == "etag" or "no-store" in value for name, value in caching)


def _is_not_made(response: Response, request: Request) -> bool:
    """Return whether a body was not made for HEAD: nothing is said of it. RFC 9110 §9.3.2."""
    return request.method == HTTPMethod.HEAD and not response.body
