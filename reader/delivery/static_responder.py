"""Answer a request from the shelf. Pure: what is served and a request in, an answer out; no server, no clock, no disk.

None means that the application has to be asked. Everything a reader can get wrong is answered here, from ready
pages, because asking the application costs a hundred times as much and is what an attacker would choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPMethod, HTTPStatus
from typing import Final

from reader.delivery.http.conditional import held, http_date, is_unchanged
from reader.delivery.http.content_codings import Coding, accepted, choose
from reader.delivery.http.messages import Headers, Request, Response
from reader.delivery.http.ranges import may_continue, part
from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    OWN_POLICIES,
    READY_HEADERS,
    CachePolicy,
    policy_of_error,
)
from reader.delivery.prebuilt.compression_dictionaries import named
from reader.delivery.prebuilt.page_file import PageEntry
from reader.delivery.served_generation import ServedGeneration

# A search of 4,000 characters is at most 48,000 bytes (four each in UTF-8, three for each of those when
# percent-encoded); the rest is for the address and the filters.
LONGEST_TARGET_BYTES: Final = 49_152

# What each answer asks for, looked up once: Python 3.11 takes longer to find a member of an enumeration than a header.
_GET: Final = HTTPMethod.GET
_HEAD: Final = HTTPMethod.HEAD
_IDENTITY: Final = Coding.IDENTITY
_DICTIONARY: Final = Coding.DICTIONARY
_FILE: Final = CachePolicy.FILE
_CODED: Final[Mapping[Coding, Headers]] = {
    coding: () if coding is _IDENTITY else (("content-encoding", coding.value),)
    for coding in Coding
}

READ_METHODS: Final = frozenset({_GET, _HEAD})
_ALLOW: Final = ("allow", "GET, HEAD, OPTIONS")
# What browsers and crawlers ask for by themselves, unless it is on the shelf.
_UNBIDDEN: Final = ("/favicon.ico", "/apple-touch-icon", "/.well-known/")
_EMPTY: Final = ("content-length", "0")
# The same for every reader of the address, so that a date says enough.
_DATED: Final = frozenset({*OWN_POLICIES, _FILE})


def answer(serving: ServedGeneration, request: Request) -> Response | None:
    """Return the answer, or None when the application must be asked. Never raises for anything a reader can send."""
    if len(request.path) + len(request.query) >= LONGEST_TARGET_BYTES:
        return error_page(serving, HTTPStatus.REQUEST_URI_TOO_LONG, request)
    path = request.path
    entry = serving.shelf.entry(path)
    if entry is not None:
        if request.query and entry.takes_query:
            return None
        return _ready(serving, entry, request, negotiated=False)
    manifest = serving.shelf.manifest
    if path in manifest.asked:
        return None
    variants = manifest.negotiated.get(path)
    if variants:
        language = serving.negotiate(request.headers.get("accept-language", ""))
        entry = variants.get(language) or next(iter(variants.values()))
        return _ready(serving, entry, request, negotiated=True)
    return _elsewhere(serving, request)


def error_page(
    serving: ServedGeneration, status: int, request: Request, *more: tuple[str, str]
) -> Response:
    """Return the ready page of an error, in the language of the address or else the negotiated one.

    ``more`` are headers that belong to the status, such as Allow or Retry-After. Without a page for the status the
    answer is empty.
    """
    pages = serving.shelf.manifest.errors.get(status)
    kept_for = ("cache-control", CACHE_CONTROL[policy_of_error(status)])
    if not pages:
        return Response(status=status, headers=(kept_for, *more, _EMPTY), body=b"")
    language = request.path.split("/", 2)[1] if request.path.count("/") > 1 else request.path[1:]
    negotiated = language not in pages
    if negotiated:
        language = serving.negotiate(request.headers.get("accept-language", ""))
    entry = pages.get(language) or next(iter(pages.values()))
    # Somebody who refuses every coding we have still deserves to be told what happened.
    coding = choose(request.headers.get("accept-encoding", ""), entry.bodies) or _IDENTITY
    kept = entry.bodies[coding]
    headers = (
        *_described(entry, coding, kept.length),
        kept_for,
        *_vary(entry, request, negotiated=negotiated),
        *more,
        *READY_HEADERS,
    )
    body = b"" if request.method == _HEAD else serving.shelf.body(kept)
    return Response(status=status, headers=headers, body=body)


def _ready(
    serving: ServedGeneration, entry: PageEntry, request: Request, *, negotiated: bool
) -> Response:
    if request.method not in READ_METHODS:
        return _not_read(serving, request)
    vary = _vary(entry, request, negotiated=negotiated)
    codings = accepted(request.headers.get("accept-encoding", ""), entry.bodies)
    if not codings:
        return Response(
            status=406,
            headers=(("cache-control", CACHE_CONTROL[CachePolicy.FAULT]), *vary, _EMPTY),
            body=b"",
        )
    known = _held(serving, entry, request, codings)
    if known:
        return Response(status=304, headers=_caching(serving, entry, known, vary), body=b"")
    if entry.policy is _FILE and request.method == _GET and "range" in request.headers:
        partly = _part(serving, entry, request, codings[0], vary)
        if partly:
            return partly
    return _whole(serving, entry, request, codings[0], vary)


def _held(
    serving: ServedGeneration, entry: PageEntry, request: Request, codings: tuple[Coding, ...]
) -> Coding | None:
    """Return in which coding a reader holds what we would send: one that this reader can read, or from a dictionary once.

    The tag of that last one is the same whatever the dictionary was: the page is. No cache between us keeps it.
    """
    condition = request.headers.get("if-none-match")
    if condition:
        tags = {entry.bodies[coding].etag: coding for coding in codings}
        if entry.scope:
            tags[_own_tag(entry)] = _DICTIONARY
        return held(condition, tags)
    since = request.headers.get("if-modified-since")
    return (
        codings[0]
        if since and entry.policy in _DATED and is_unchanged(since, serving.published)
        else None
    )


def _whole(
    serving: ServedGeneration, entry: PageEntry, request: Request, coding: Coding, vary: Headers
) -> Response:
    kept = entry.bodies[coding]
    own = _against_what_is_held(serving, entry, request)
    if own is not None and len(own) < kept.length:
        coding, length, body = _DICTIONARY, len(own), own
    else:
        length, body = kept.length, b"" if request.method == _HEAD else serving.shelf.body(kept)
    headers = (
        *_described(entry, coding, length),
        *_caching(serving, entry, coding, vary),
        *_offered(entry, request),
        *READY_HEADERS,
    )
    return Response(status=200, headers=headers, body=body)


def _against_what_is_held(
    serving: ServedGeneration, entry: PageEntry, request: Request
) -> bytes | None:
    """Return the page coded against the one that the reader read last, or None when that one is not ours or not to be used."""
    digest = named(request.headers.get("available-dictionary", ""))
    if digest is None or request.method != _GET or not _may_use(entry, request):
        return None
    if choose(request.headers["accept-encoding"], (*entry.bodies, _DICTIONARY)) is not _DICTIONARY:
        return None
    return serving.dictionaries.coded(serving.shelf, entry.bodies[_IDENTITY], digest)


def _may_use(entry: PageEntry, request: Request) -> bool:
    """Return whether a dictionary is looked at: for a page that is the same for all, if the reader takes the coding and allows it."""
    is_public = entry.scope and entry.policy in OWN_POLICIES
    return (
        bool(is_public)
        and _DICTIONARY in request.headers.get("accept-encoding", "")
        and not _asks_for_privacy(request)
    )


def _asks_for_privacy(request: Request) -> bool:
    """Return whether a reader asked to be left alone: the name of a dictionary tells which page was read last."""
    return request.headers.get("sec-gpc", "").strip() == "1"


def _offered(entry: PageEntry, request: Request) -> Headers:
    """Offer a page as the dictionary for the next ones. Source: RFC 9842 §2.1."""
    return (
        (("use-as-dictionary", f'match="{entry.scope}"'),)
        if entry.scope and not _asks_for_privacy(request)
        else ()
    )


def _part(
    serving: ServedGeneration, entry: PageEntry, request: Request, coding: Coding, vary: Headers
) -> Response | None:
    """Return a part of a file, of the bytes in the coding a reader accepts, or None when all of it is to be sent."""
    kept = entry.bodies[coding]
    wanted = part(request.headers["range"], kept.length)
    if wanted is None or not may_continue(request.headers.get("if-range", ""), kept.etag):
        return None
    caching = _caching(serving, entry, coding, vary)
    if not wanted:
        headers = (("content-range", f"bytes */{kept.length}"), *caching, _EMPTY)
        return Response(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers, body=b""
        )
    where = ("content-range", f"bytes {wanted.start}-{wanted.stop - 1}/{kept.length}")
    headers = (*_described(entry, coding, len(wanted)), where, *caching, *READY_HEADERS)
    return Response(
        status=206, headers=headers, body=serving.shelf.body(kept)[wanted.start : wanted.stop]
    )


def _described(entry: PageEntry, coding: Coding, length: int) -> Headers:
    return (("content-type", entry.media_type), ("content-length", str(length)), *_CODED[coding])


def _caching(serving: ServedGeneration, entry: PageEntry, coding: Coding, vary: Headers) -> Headers:
    """Return what 200, 206 and 304 say alike."""
    if coding is _DICTIONARY:
        return (
            ("cache-control", CACHE_CONTROL[OWN_POLICIES[entry.policy]]),
            ("etag", f'W/"{_own_tag(entry)}"'),
            *vary,
        )
    caching = (
        ("cache-control", CACHE_CONTROL[entry.policy]),
        ("etag", f'"{entry.bodies[coding].etag}"'),
        *vary,
    )
    if entry.policy is not _FILE:
        return caching
    # Files are what people resume and mirror; on a page these 68 bytes would tell nothing that the ETag does not.
    dated = (("last-modified", http_date(serving.published)),) if serving.published else ()
    return (*caching, *dated, ("accept-ranges", "bytes"))


def _own_tag(entry: PageEntry) -> str:
    return f"{entry.bodies[_IDENTITY].etag}-d"


def _vary(entry: PageEntry, request: Request, *, negotiated: bool) -> Headers:
    """Name what the choice depended on, and nothing else: each name more keeps a cache from sharing."""
    depends = (
        *(["Accept-Encoding"] if len(entry.bodies) > 1 else []),
        *(["Available-Dictionary"] if _may_use(entry, request) else []),
        *(["Accept-Language"] if negotiated else []),
    )
    return (("vary", ", ".join(depends)),) if depends else ()


def _not_read(serving: ServedGeneration, request: Request) -> Response:
    """Answer a method that does not read."""
    if request.method == HTTPMethod.OPTIONS:
        return Response(
            status=204,
            headers=(_ALLOW, ("cache-control", CACHE_CONTROL[CachePolicy.FAULT])),
            body=b"",
        )
    return error_page(serving, HTTPStatus.METHOD_NOT_ALLOWED, request, _ALLOW)


def _elsewhere(serving: ServedGeneration, request: Request) -> Response:
    """Answer an address that is not, or no longer, on the shelf."""
    today = serving.shelf.manifest.former.get(request.path)
    if request.method == HTTPMethod.OPTIONS and (today or request.path == "*"):
        return _not_read(serving, request)
    if today:
        headers = (("location", today), ("cache-control", CACHE_CONTROL[CachePolicy.MOVED]), _EMPTY)
        return Response(status=301, headers=headers, body=b"")
    if request.path.startswith(_UNBIDDEN):
        return Response(
            status=404,
            headers=(("cache-control", CACHE_CONTROL[CachePolicy.ABSENT]), _EMPTY),
            body=b"",
        )
    return error_page(serving, HTTPStatus.NOT_FOUND, request)
