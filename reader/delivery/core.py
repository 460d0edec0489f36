"""Answer a request from the shelf. Pure: a shelf and a request in, an answer out; no server, no clock, no disk.

None means that the application has to be asked. Everything a reader can get wrong is answered here, from ready
pages, because asking the application costs a hundred times as much and is what an attacker would choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPMethod, HTTPStatus
from typing import Final, TypeAlias

from reader.delivery.codings import Coding, choose
from reader.delivery.messages import Headers, Request, Response
from reader.delivery.policies import CACHE_CONTROL, READY_HEADERS, Policy, policy_of_error
from reader.delivery.shelf import Entry, Shelf

# Accept-Language → one of the languages offered.
Negotiate: TypeAlias = Callable[[str], str]

# A search of 4,000 characters is at most 48,000 bytes (four each in UTF-8, three for each of those when
# percent-encoded); the rest is for the address and the filters.
LONGEST_TARGET_BYTES: Final = 49_152

READ_METHODS: Final = frozenset({HTTPMethod.GET, HTTPMethod.HEAD})
_ALLOW: Final = ("allow", "GET, HEAD, OPTIONS")
# What browsers and crawlers ask for by themselves, unless it is on the shelf.
_UNBIDDEN: Final = ("/favicon.ico", "/apple-touch-icon", "/.well-known/")
_ENTITY_TAG: Final = re.compile(r'"([^"]*)"')
_EMPTY: Final = ("content-length", "0")


def answer(shelf: Shelf, request: Request, negotiate: Negotiate) -> Response | None:
    """Return the answer, or None when the application must be asked. Never raises for anything a reader can send."""
    if len(request.path) + len(request.query) >= LONGEST_TARGET_BYTES:
        return error_page(shelf, HTTPStatus.REQUEST_URI_TOO_LONG, request, negotiate)
    path = request.path
    entry = shelf.entry(path)
    if entry is not None:
        if request.query and entry.takes_query:
            return None
        return _ready(shelf, entry, request, negotiate, vary=_vary(entry, negotiated=False))
    manifest = shelf.manifest
    if path in manifest.asked:
        return None
    variants = manifest.negotiated.get(path)
    if variants:
        language = negotiate(request.headers.get("accept-language", ""))
        entry = variants.get(language) or next(iter(variants.values()))
        return _ready(shelf, entry, request, negotiate, vary=_vary(entry, negotiated=True))
    return _elsewhere(shelf, request, negotiate)


def error_page(shelf: Shelf, status: int, request: Request, negotiate: Negotiate, *more: tuple[str, str]) -> Response:
    """Return the ready page of an error, in the language of the address or else the negotiated one.

    ``more`` are headers that belong to the status, such as Allow or Retry-After. Without a page for the status the
    answer is empty.
    """
    pages = shelf.manifest.errors.get(status)
    kept_for = ("cache-control", CACHE_CONTROL[policy_of_error(status)])
    if not pages:
        return Response(status=status, headers=(kept_for, *more, _EMPTY), body=b"")
    language = request.path.split("/", 2)[1] if request.path.count("/") > 1 else request.path[1:]
    negotiated = language not in pages
    if negotiated:
        language = negotiate(request.headers.get("accept-language", ""))
    entry = pages.get(language) or next(iter(pages.values()))
    # Somebody who refuses every coding we have still deserves to be told what happened.
    coding = choose(request.headers.get("accept-encoding", ""), entry.bodies) or Coding.IDENTITY
    headers = (*_described(entry, coding), kept_for, *_vary(entry, negotiated=negotiated), *more, *READY_HEADERS)
    return Response(status=status, headers=headers, body=_body(shelf, entry, coding, request))


def is_current(if_none_match: str, etag: str) -> bool:
    """Return whether what a reader holds is what we would send. Weak comparison. Source: RFC 9110 §13.1.2."""
    return if_none_match.strip() == "*" or etag in _ENTITY_TAG.findall(if_none_match)


def _ready(shelf: Shelf, entry: Entry, request: Request, negotiate: Negotiate, *, vary: Headers) -> Response:
    if request.method not in READ_METHODS:
        return _not_read(shelf, request, negotiate)
    coding = choose(request.headers.get("accept-encoding", ""), entry.bodies)
    if coding is None:
        return Response(status=406, headers=(("cache-control", CACHE_CONTROL[Policy.FAULT]), *vary, _EMPTY), body=b"")
    etag = entry.bodies[coding].etag
    caching = (("cache-control", CACHE_CONTROL[entry.policy]), ("etag", f'"{etag}"'), *vary)
    condition = request.headers.get("if-none-match")
    if condition and is_current(condition, etag):
        return Response(status=304, headers=caching, body=b"")
    headers = (*_described(entry, coding), *caching, *READY_HEADERS)
    return Response(status=200, headers=headers, body=_body(shelf, entry, coding, request))


def _described(entry: Entry, coding: Coding) -> Headers:
    described = (("content-type", entry.media_type), ("content-length", str(entry.bodies[coding].length)))
    return described if coding is Coding.IDENTITY else (*described, ("content-encoding", coding.value))


def _body(shelf: Shelf, entry: Entry, coding: Coding, request: Request) -> bytes:
    return b"" if request.method == HTTPMethod.HEAD else shelf.body(entry.bodies[coding])


def _vary(entry: Entry, *, negotiated: bool) -> Headers:
    """Name what the choice depended on, and nothing else: each name more keeps a cache from sharing."""
    depends = (*(["Accept-Encoding"] if len(entry.bodies) > 1 else []), *(["Accept-Language"] if negotiated else []))
    return (("vary", ", ".join(depends)),) if depends else ()


def _not_read(shelf: Shelf, request: Request, negotiate: Negotiate) -> Response:
    """Answer a method that does not read."""
    if request.method == HTTPMethod.OPTIONS:
        return Response(status=204, headers=(_ALLOW, ("cache-control", CACHE_CONTROL[Policy.FAULT])), body=b"")
    return error_page(shelf, HTTPStatus.METHOD_NOT_ALLOWED, request, negotiate, _ALLOW)


def _elsewhere(shelf: Shelf, request: Request, negotiate: Negotiate) -> Response:
    """Answer an address that is not, or no longer, on the shelf."""
    today = shelf.manifest.former.get(request.path)
    if request.method == HTTPMethod.OPTIONS and (today or request.path == "*"):
        return _not_read(shelf, request, negotiate)
    if today:
        headers = (("location", today), ("cache-control", CACHE_CONTROL[Policy.MOVED]), _EMPTY)
        return Response(status=301, headers=headers, body=b"")
    if request.path.startswith(_UNBIDDEN):
        return Response(status=404, headers=(("cache-control", CACHE_CONTROL[Policy.ABSENT]), _EMPTY), body=b"")
    return error_page(shelf, HTTPStatus.NOT_FOUND, request, negotiate)
