"""Send a prebuilt page or file in the representation that suits a reader. Pure.

That is a content coding, also against a dictionary, a 304 to a reader who has it, or one range.
Source: RFC 9110 §8, §12 to §14; RFC 9842.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPMethod, HTTPStatus
from typing import Final

from reader.delivery.http.conditional import http_date, is_changed, is_not_modified, matching_etag
from reader.delivery.http.content_codings import Coding, accepted_codings, best_coding
from reader.delivery.http.messages import Headers, Request, Response
from reader.delivery.http.ranges import if_range_matches, requested_range
from reader.delivery.http.response_headers import (
    CACHE_CONTROL,
    OWN_POLICIES,
    READY_HEADERS,
    CachePolicy,
)
from reader.delivery.prebuilt.bodies import PIECE_BYTES, BodyRef
from reader.delivery.prebuilt.compression_dictionaries import dictionary_digest
from reader.delivery.prebuilt.manifest import PageEntry
from reader.delivery.served_generation import ServedGeneration

EMPTY: Final = ("content-length", "0")

# Looked up once: Python 3.11 takes longer to find a member of an enumeration than a header.
_GET: Final = HTTPMethod.GET
_HEAD: Final = HTTPMethod.HEAD
_IDENTITY: Final = Coding.IDENTITY
_DICTIONARY: Final = Coding.DICTIONARY
_FILE: Final = CachePolicy.FILE
_CONTENT_ENCODING: Final[Mapping[Coding, Headers]] = {
    coding: () if coding is _IDENTITY else (("content-encoding", coding.value),)
    for coding in Coding
}
# The same for every reader of the address, so a date is enough of a validator.
_DATED: Final = frozenset({*OWN_POLICIES, _FILE})


def represent(
    generation: ServedGeneration, entry: PageEntry, request: Request, *, negotiated: bool
) -> Response:
    """Return the response to a GET or HEAD of an entry.

    ``negotiated`` says whether the entry was chosen by language.
    """
    vary = vary_header(entry, request, negotiated=negotiated)
    codings = accepted_codings(request.headers.get("accept-encoding", ""), entry.bodies)
    if not codings:
        headers = (("cache-control", CACHE_CONTROL[CachePolicy.FAULT]), *vary, EMPTY)
        return Response(status=HTTPStatus.NOT_ACCEPTABLE, headers=headers, body=b"")
    if _has_another_version(generation, entry, request, codings[0]):
        headers = (("cache-control", CACHE_CONTROL[CachePolicy.FAULT]), *vary, EMPTY)
        return Response(status=HTTPStatus.PRECONDITION_FAILED, headers=headers, body=b"")
    cached = _cached_coding(generation, entry, request, codings)
    if cached:
        headers = _caching_headers(generation, entry, cached, vary)
        return Response(status=304, headers=headers, body=b"")
    if entry.policy is _FILE and request.method == _GET and "range" in request.headers:
        partial = _range_response(generation, entry, request, codings[0], vary)
        if partial:
            return partial
    return _full_response(generation, entry, request, codings[0], vary)


def content_headers(entry: PageEntry, coding: Coding, length: int) -> Headers:
    """Return the headers that describe a body."""
    return (
        ("content-type", entry.media_type),
        ("content-length", str(length)),
        *_CONTENT_ENCODING[coding],
    )


def vary_header(entry: PageEntry, request: Request, *, negotiated: bool) -> Headers:
    """Name what the choice depended on, and nothing else: with each name caches share less."""
    depends = (
        *(["Accept-Encoding"] if len(entry.bodies) > 1 else []),
        *(["Available-Dictionary"] if _may_use_dictionary(entry, request) else []),
        *(["Accept-Language"] if negotiated else []),
    )
    return (("vary", ", ".join(depends)),) if depends else ()


def _has_another_version(
    generation: ServedGeneration, entry: PageEntry, request: Request, coding: Coding
) -> bool:
    """Return whether a request is only for a version that is not the one to be sent.

    Otherwise a file that is resumed would be spliced from two. What depends on the reader has no
    date.
    """
    return is_changed(
        request.headers.get("if-match"),
        request.headers.get("if-unmodified-since"),
        {entry.bodies[coding].etag},
        generation.published if entry.policy in _DATED else 0,
    )


def _cached_coding(
    generation: ServedGeneration, entry: PageEntry, request: Request, codings: tuple[Coding, ...]
) -> Coding | None:
    """Return the coding in which a reader has the entry already, or None.

    It is one that the request accepts, or the one against a dictionary. That one has the same tag
    whatever the dictionary was, because the page is the same, and no shared cache stores it.
    """
    if_none_match = request.headers.get("if-none-match")
    if if_none_match:
        etags = {entry.bodies[coding].etag: coding for coding in codings}
        if entry.scope:
            etags[_dictionary_etag(entry)] = _DICTIONARY
        return matching_etag(if_none_match, etags)
    since = request.headers.get("if-modified-since")
    if since and entry.policy in _DATED and is_not_modified(since, generation.published):
        return codings[0]
    return None


def _full_response(
    generation: ServedGeneration, entry: PageEntry, request: Request, coding: Coding, vary: Headers
) -> Response:
    ref = entry.bodies[coding]
    rest: Iterable[bytes] = ()
    with_dictionary = _body_with_dictionary(generation, entry, request)
    if with_dictionary is not None and len(with_dictionary) < ref.length:
        coding, length, body = _DICTIONARY, len(with_dictionary), with_dictionary
    else:
        length = ref.length
        if request.method == _HEAD:
            body = b""
        else:
            body, rest = _begun(generation, ref, range(length))
    headers = (
        *content_headers(entry, coding, length),
        *_caching_headers(generation, entry, coding, vary),
        *_dictionary_offer(entry, request),
        *READY_HEADERS,
    )
    return Response(status=200, headers=headers, body=body, rest=rest)


def _begun(
    generation: ServedGeneration, ref: BodyRef, wanted: range
) -> tuple[bytes, Iterable[bytes]]:
    """Return the first piece of a body, and the others."""
    if wanted.start == 0 and wanted.stop == ref.length <= PIECE_BYTES:
        return generation.page_file.body(ref), ()
    pieces = generation.page_file.pieces(ref, wanted)
    return next(pieces), pieces if len(wanted) > PIECE_BYTES else ()


def _range_response(
    generation: ServedGeneration, entry: PageEntry, request: Request, coding: Coding, vary: Headers
) -> Response | None:
    """Return a range of the coded bytes, or None if all of them are to be sent."""
    ref = entry.bodies[coding]
    wanted = requested_range(request.headers["range"], ref.length)
    if wanted is None or not if_range_matches(request.headers.get("if-range", ""), ref.etag):
        return None
    caching = _caching_headers(generation, entry, coding, vary)
    if not wanted:
        headers = (("content-range", f"bytes */{ref.length}"), *caching, EMPTY)
        return Response(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers, body=b""
        )
    content_range = ("content-range", f"bytes {wanted.start}-{wanted.stop - 1}/{ref.length}")
    headers = (
        *content_headers(entry, coding, len(wanted)),
        content_range,
        *caching,
        *READY_HEADERS,
    )
    body, rest = _begun(generation, ref, wanted)
    return Response(status=206, headers=headers, body=body, rest=rest)


def _caching_headers(
    generation: ServedGeneration, entry: PageEntry, coding: Coding, vary: Headers
) -> Headers:
    """Return the headers that 200, 206 and 304 have in common."""
    if coding is _DICTIONARY:
        cache_control = ("cache-control", CACHE_CONTROL[OWN_POLICIES[entry.policy]])
        return (cache_control, ("etag", f'W/"{_dictionary_etag(entry)}"'), *vary)
    cache_control = ("cache-control", CACHE_CONTROL[entry.policy])
    caching = (cache_control, ("etag", f'"{entry.bodies[coding].etag}"'), *vary)
    if entry.policy is not _FILE:
        return caching
    # People resume and mirror files; on a page these 68 bytes would say no more than the ETag.
    published = generation.published
    last_modified = (("last-modified", http_date(published)),) if published else ()
    return (*caching, *last_modified, ("accept-ranges", "bytes"))


def _body_with_dictionary(
    generation: ServedGeneration, entry: PageEntry, request: Request
) -> bytes | None:
    """Return the page coded against the one that the reader read last, or None.

    None if that page is not ours, or if no dictionary may be used.
    """
    digest = dictionary_digest(request.headers.get("available-dictionary", ""))
    if digest is None or request.method != _GET or not _may_use_dictionary(entry, request):
        return None
    available = (*entry.bodies, _DICTIONARY)
    if best_coding(request.headers["accept-encoding"], available) is not _DICTIONARY:
        return None
    return generation.dictionaries.coded(generation.page_file, entry.bodies[_IDENTITY], digest)


def _may_use_dictionary(entry: PageEntry, request: Request) -> bool:
    """Return whether the page is the same for all and the reader takes and allows the coding."""
    is_public = entry.scope and entry.policy in OWN_POLICIES
    return (
        bool(is_public)
        and _DICTIONARY in request.headers.get("accept-encoding", "")
        and not _asks_for_privacy(request)
    )


def _dictionary_offer(entry: PageEntry, request: Request) -> Headers:
    """Offer a page as the dictionary of the next ones. Source: RFC 9842 §2.1.

    Only to browsers that know Zstandard: it is the coding of dictionaries (§5), and the others,
    those of older phones, save the line.
    """
    knows_it = "zstd" in request.headers.get("accept-encoding", "")
    if not entry.scope or not knows_it or _asks_for_privacy(request):
        return ()
    return (("use-as-dictionary", f'match="{entry.scope}"'),)


def _dictionary_etag(entry: PageEntry) -> str:
    return f"{entry.bodies[_IDENTITY].etag}-d"


def _asks_for_privacy(request: Request) -> bool:
    """Return whether a reader wants privacy: a dictionary's name tells which page was read last."""
    return request.headers.get("sec-gpc", "").strip() == "1"
