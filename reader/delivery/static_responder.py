"""Respond from prebuilt bytes. Pure: a generation and a request in, a response out; no clock.

Everything a reader can get wrong is answered here, from prebuilt pages: calling the application
costs a hundred times as much, and is what an attacker would choose.
"""

from __future__ import annotations

from http import HTTPMethod, HTTPStatus
from typing import Final

from reader.delivery.http.content_codings import Coding, best_coding
from reader.delivery.http.messages import READ_METHODS, Request, Response
from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    READY_HEADERS,
    CachePolicy,
    policy_of_error,
)
from reader.delivery.prebuilt.page_file import NEGOTIATED, PageEntry
from reader.delivery.representation import EMPTY, content_headers, represent, vary_header
from reader.delivery.served_generation import ServedGeneration

# A search of 4,000 characters is at most 48,000 bytes (four each in UTF-8, three for each of those
# when percent-encoded); the rest is for the address and the filters.
LONGEST_TARGET_BYTES: Final = 49_152

_ALLOW: Final = ("allow", "GET, HEAD, OPTIONS")
_FAULT: Final = ("cache-control", CACHE_CONTROL[CachePolicy.FAULT])
# Browsers and crawlers ask for these by themselves. If there are none, an empty 404 will do.
_UNREQUESTED: Final = ("/favicon.ico", "/apple-touch-icon", "/.well-known/")


def respond(generation: ServedGeneration, request: Request) -> Response | None:
    """Return the response, or None if the application has to be called.

    Never raises for anything a reader can send.
    """
    if len(request.path) + len(request.query) >= LONGEST_TARGET_BYTES:
        return error_page(generation, HTTPStatus.REQUEST_URI_TOO_LONG, request)
    path = request.path
    entry = generation.page_file.entry(path)
    if entry is not None:
        if request.query and entry.takes_query:
            return None
        return _read(generation, entry, request, negotiated=False)
    manifest = generation.page_file.manifest
    if path in manifest.dynamic:
        return None
    variants = manifest.negotiated.get(path)
    if variants:
        language = generation.negotiate(request.headers.get("accept-language", ""))
        entry = variants.get(language) or next(iter(variants.values()))
        return _read(generation, entry, request, negotiated=True)
    return _not_found(generation, request)


def error_page(
    generation: ServedGeneration, status: int, request: Request, *more: tuple[str, str]
) -> Response:
    """Return the page of an error, in the language of the address or else the negotiated one.

    ``more`` are headers that belong to the status, such as Allow or Retry-After. Without a page for
    the status the response is empty.
    """
    pages = generation.page_file.manifest.errors.get(status)
    cache_control = ("cache-control", CACHE_CONTROL[policy_of_error(status)])
    if not pages:
        return Response(status=status, headers=(cache_control, *more, EMPTY), body=b"")
    language = request.path.split("/", 2)[1] if request.path.count("/") > 1 else request.path[1:]
    negotiated = language not in pages
    if negotiated:
        language = generation.negotiate(request.headers.get("accept-language", ""))
    entry = pages.get(language) or next(iter(pages.values()))
    # Whoever refuses every coding we have still deserves to be told what happened.
    accept_encoding = request.headers.get("accept-encoding", "")
    coding = best_coding(accept_encoding, entry.bodies) or Coding.IDENTITY
    ref = entry.bodies[coding]
    headers = (
        *content_headers(entry, coding, ref.length),
        cache_control,
        *vary_header(entry, request, negotiated=negotiated),
        *more,
        *READY_HEADERS,
    )
    body = b"" if request.method == HTTPMethod.HEAD else generation.page_file.body(ref)
    return Response(status=status, headers=headers, body=body)


def _read(
    generation: ServedGeneration, entry: PageEntry, request: Request, *, negotiated: bool
) -> Response:
    if request.method not in READ_METHODS:
        return _method_not_allowed(generation, request)
    return represent(generation, entry, request, negotiated=negotiated)


def _method_not_allowed(generation: ServedGeneration, request: Request) -> Response:
    """Refuse a method that does not read, or say which ones do."""
    if request.method == HTTPMethod.OPTIONS:
        return Response(status=204, headers=(_ALLOW, _FAULT), body=b"")
    return error_page(generation, HTTPStatus.METHOD_NOT_ALLOWED, request, _ALLOW)


def _not_found(generation: ServedGeneration, request: Request) -> Response:
    """Respond for an address that has no page, or has it no longer."""
    target = generation.page_file.manifest.redirects.get(request.path)
    if request.method == HTTPMethod.OPTIONS and (target or request.path == "*"):
        return _method_not_allowed(generation, request)
    if target:
        return _moved(generation, request, target)
    if request.path.startswith(_UNREQUESTED):
        cache_control = ("cache-control", CACHE_CONTROL[CachePolicy.ABSENT])
        return Response(status=404, headers=(cache_control, EMPTY), body=b"")
    return error_page(generation, HTTPStatus.NOT_FOUND, request)


def _moved(generation: ServedGeneration, request: Request, target: str) -> Response:
    """Lead to where a page is now; from a short address, in the language of the reader."""
    vary: tuple[tuple[str, str], ...] = ()
    if target.startswith(f"/{NEGOTIATED}/"):
        language = generation.negotiate(request.headers.get("accept-language", ""))
        target, vary = target.replace(NEGOTIATED, language, 1), (("vary", "Accept-Language"),)
    cache_control = ("cache-control", CACHE_CONTROL[CachePolicy.MOVED])
    headers = (("location", target), cache_control, *vary, EMPTY)
    return Response(status=301, headers=headers, body=b"")
