"""Lead from an address that is nearly right to the one that exists. Pure.

An address is only ever compared with those that exist, and the target is one of them: a redirect
never leaves the site, never leads to another redirect, and costs a few look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from reader.delivery.http.messages import READ_METHODS, Request, Response
from reader.delivery.http.response_headers import CACHE_CONTROL, CachePolicy
from reader.delivery.prebuilt.normal_form import normal_form, without_extension
from reader.delivery.representation import EMPTY
from reader.delivery.served_generation import ServedGeneration

_LASTING: Final = (301, CachePolicy.MOVED)
_FOR_ONE_READER: Final = (302, CachePolicy.HOME)
# A language with a script or a region, such as es-MX or es_419, in its normal form.
_WITH_REGION: Final = re.compile(r"([a-z]{2,3})[-_][a-z0-9]{2,8}(?:[-_][a-z0-9]{2,8})?")
# What a query may hold as it is. Source: RFC 3986 §3.4.
_IN_QUERY: Final = "!$&'()*+,;=:@/?%-._~"


def redirect_to_existing(generation: ServedGeneration, request: Request) -> Response | None:
    """Return a redirect to the address that a reader meant, or None if there is none.

    It is permanent, unless the language had to be chosen: that depends on the reader.
    """
    if request.method not in READ_METHODS:
        return None
    normal = normal_form(request.path)
    for spelling in dict.fromkeys((normal, without_extension(normal))):
        found, is_lasting = _existing(generation, spelling, request)
        if found:
            status, policy = _LASTING if is_lasting else _FOR_ONE_READER
            return _redirect(generation, request, found, status, policy)
    return None


def _existing(
    generation: ServedGeneration, normal: str, request: Request
) -> tuple[str | None, bool]:
    """Return the address of a normal form, and whether it is that for every reader."""
    manifest = generation.page_file.manifest
    first, _, rest = normal.partition("/")
    for language in manifest.languages:
        if language.lower() == first:
            return _in_language(generation, language, rest), True
    address = f"/{normal}"
    if address in manifest.negotiated or address in generation.page_file.pages:
        return address, True
    return _in_language(generation, *_with_language(generation, normal, request)), False


def _with_language(generation: ServedGeneration, normal: str, request: Request) -> tuple[str, str]:
    """Return the language that a reader is sent to, and the rest of the address."""
    first, _, rest = normal.partition("/")
    region = _WITH_REGION.fullmatch(first)
    if region:
        named = generation.negotiate(first)
        if re.split("[-_]", named.lower())[0] == region[1]:
            return named, rest
    language = generation.negotiate(request.headers.get("accept-language", ""))
    aliases = generation.page_file.manifest.aliases
    if first not in aliases.get(language, {}):
        # A name in another language tells which language its reader has.
        language = next((tag for tag, names in aliases.items() if first in names), language)
    return language, normal


def _in_language(generation: ServedGeneration, language: str, rest: str) -> str | None:
    """Return the address that exists in a language, with the name of a section in any language."""
    manifest, pages = generation.page_file.manifest, generation.page_file.pages
    for spelling in _spellings(manifest.aliases, language, rest):
        address = f"/{language}/{spelling}"
        if address in pages:
            return address
        if address in manifest.redirects:
            return manifest.redirects[address]
    return None


def _spellings(aliases: dict[str, dict[str, str]], language: str, rest: str) -> Iterator[str]:
    """Yield the rest of an address, then with its section named as addresses name it."""
    yield rest
    first, slash, more = rest.partition("/")
    for names in (aliases.get(language, {}), *aliases.values()):
        if first in names:
            yield f"{names[first]}{slash}{more}"


def _redirect(
    generation: ServedGeneration, request: Request, target: str, status: int, policy: CachePolicy
) -> Response:
    entry = generation.page_file.pages.get(target)
    kept = entry is not None and entry.depends_on(request.query)
    query = quote(request.query, _IN_QUERY, "latin-1", "replace") if kept else ""
    headers = (
        ("location", f"{target}?{query}" if query else target),
        ("cache-control", CACHE_CONTROL[policy]),
        *((("vary", "Accept-Language"),) if policy is CachePolicy.HOME else ()),
        EMPTY,
    )
    return Response(status=status, headers=headers, body=b"")
