"""Respond from prebuilt bytes. Pure: a generation and a request in, a response out; no clock.

Everything a reader can get wrong is answered here, from prebuilt pages: calling the application
costs a hundred times as much, and is what an attacker would choose.
"""

from __future__ import annotations

from http import HTTPMethod, HTTPStatus
from typing import Final
from urllib.parse import quote

from reader.delivery.http.content_codings import Coding, best_coding
from reader.delivery.http.messages import READ_METHODS, Headers, Request, Response
from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    READY_HEADERS,
    CachePolicy,
    policy_of_error,
)
from reader.delivery.prebuilt.forgiven_addresses import forgiven_address
from reader.delivery.prebuilt.manifest import NEGOTIATED, PageEntry
from reader.delivery.representation import EMPTY, content_headers, represent, vary_header
from reader.delivery.served_generation import ServedGeneration

# A search of 4,000 characters is at most 48,000 bytes (four each in UTF-8, three for each of those
# when percent-encoded); the rest is for the address and the filters.
LONGEST_TARGET_BYTES: Final = 49_152

_ALLOW: Final = ("allow", "GET, HEAD, OPTIONS")
_FAULT: Final = ("cache-control", CACHE_CONTROL[CachePolicy.FAULT])
# What a query may hold as it is. Source: RFC 3986 §3.4.
_IN_QUERY: Final = "!$&'()*+,;=:@/?%-._~"
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
        if entry.status != HTTPStatus.OK:
            return _withdrawn(generation, entry, request)
        if entry.depends_on(request.query):
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
    if not pages:
        cache_control = ("cache-control", CACHE_CONTROL[policy_of_error(status)])
        return Response(status=status, headers=(cache_control, *more, EMPTY), body=b"")
    language = request.path.split("/", 2)[1] if request.path.count("/") > 1 else request.path[1:]
    negotiated = language not in pages
    if negotiated:
        language = generation.negotiate(request.headers.get("accept-language", ""))
    entry = pages.get(language) or next(iter(pages.values()))
    more = (*vary_header(entry, request, negotiated=negotiated), *more)
    return _error_response(generation, entry, status, request, more)


def _error_response(
    generation: ServedGeneration, entry: PageEntry, status: int, request: Request, more: Headers
) -> Response:
    # Whoever refuses every coding we have still deserves to be told what happened.
    accept_encoding = request.headers.get("accept-encoding", "")
    coding = best_coding(accept_encoding, entry.bodies) or Coding.IDENTITY
    ref = entry.bodies[coding]
    headers = (
        *content_headers(entry, coding, ref.length),
        ("cache-control", CACHE_CONTROL[policy_of_error(status)]),
        *more,
        *READY_HEADERS,
    )
    body = b"" if request.method == HTTPMethod.HEAD else generation.page_file.body(ref)
    return Response(status=status, headers=headers, body=body)


def _withdrawn(generation: ServedGeneration, entry: PageEntry, request: Request) -> Response:
    """Say that a document was here, and is so no longer, whatever the method."""
    vary = vary_header(entry, request, negotiated=False)
    return _error_response(generation, entry, entry.status, request, vary)


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
    for above in (request.path.rpartition(".")[0], request.path.rpartition("/")[0]):
        entry = generation.page_file.pages.get(above)
        if entry is not None and entry.status != HTTPStatus.OK:
            return _withdrawn(generation, entry, request)  # a file or a part of the document
    return _redirect_to_existing(generation, request) or error_page(
        generation, HTTPStatus.NOT_FOUND, request
    )


def _redirect_to_existing(generation: ServedGeneration, request: Request) -> Response | None:
    """Lead to the address that was meant: one of ours, and none that leads on.

    A query is kept if the page there depends on it.
    """
    if request.method not in READ_METHODS:
        return None
    accept_language = request.headers.get("accept-language", "")
    page_file = generation.page_file
    found = forgiven_address(page_file, generation.negotiate, request.path, accept_language)
    if found is None:
        return None
    entry = page_file.pages.get(found.address)
    kept = entry is not None and entry.depends_on(request.query)
    query = quote(request.query, _IN_QUERY, "latin-1", "replace") if kept else ""
    return _redirect(f"{found.address}?{query}" if query else found.address, for_all=found.for_all)


def _moved(generation: ServedGeneration, request: Request, target: str) -> Response:
    """Lead to where a page is now; from a short address, in the language of the reader."""
    if not target.startswith(f"/{NEGOTIATED}/"):
        return _redirect(target, for_all=True)
    language = generation.negotiate(request.headers.get("accept-language", ""))
    return _redirect(target.replace(NEGOTIATED, language, 1), for_all=False)


def _redirect(address: str, *, for_all: bool) -> Response:
    """Lead to an address; no cache keeps it for others unless it is the same for every reader."""
    policy = CachePolicy.MOVED if for_all else CachePolicy.HOME
    headers = (
        ("location", address),
        ("cache-control", CACHE_CONTROL[policy]),
        *(() if for_all else (("vary", "Accept-Language"),)),
        EMPTY,
    )
    return Response(status=301 if for_all else 302, headers=headers, body=b"")
