"""Find the address that somebody meant who typed one that is nearly right. Pure.

It is only ever compared with those that exist: what is found is one of them, for a few look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from reader.delivery.prebuilt.normal_form import normal_form, without_extension
from reader.delivery.prebuilt.page_file import PageFile

# Accept-Language or a tag → one of the languages offered.
Negotiate: TypeAlias = Callable[[str], str]
# A language with a script or a region, such as es-MX or es_419, in its normal form.
_WITH_REGION: Final = re.compile(r"([a-z]{2,3})[-_][a-z0-9]{2,8}(?:[-_][a-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgivenAddress:
    """The address that was meant. ``for_all`` is False if its language depends on the reader."""

    address: str
    for_all: bool


def forgiven_address(
    page_file: PageFile, negotiate: Negotiate, path: str, accept_language: str
) -> ForgivenAddress | None:
    """Return the address that a path as sent is nearly, or None if there is none."""
    normal = normal_form(path)
    for spelling in dict.fromkeys((normal, without_extension(normal))):
        found, for_all = _existing(page_file, negotiate, spelling, accept_language)
        if found:
            return ForgivenAddress(address=found, for_all=for_all)
    return None


def _existing(
    page_file: PageFile, negotiate: Negotiate, normal: str, accept_language: str
) -> tuple[str | None, bool]:
    """Return the address of a normal form, and whether it is that for every reader."""
    manifest = page_file.manifest
    first, _, rest = normal.partition("/")
    for language in manifest.languages:
        if language.lower() == first:
            return _in_language(page_file, language, rest), True
    address = f"/{normal}"
    if address in manifest.negotiated or address in page_file.pages:
        return address, True
    return _in_language(
        page_file, *_with_language(page_file, negotiate, normal, accept_language)
    ), False


def _with_language(
    page_file: PageFile, negotiate: Negotiate, normal: str, accept_language: str
) -> tuple[str, str]:
    """Return the language that a reader is sent to, and the rest of the address."""
    first, _, rest = normal.partition("/")
    region = _WITH_REGION.fullmatch(first)
    if region:
        named = negotiate(first)
        if re.split("[-_]", named.lower())[0] == region[1]:
            return named, rest
    language = negotiate(accept_language)
    aliases = page_file.manifest.aliases
    if first not in aliases.get(language, {}):
        # A name in another language tells which language its reader has.
        language = next((tag for tag, names in aliases.items() if first in names), language)
    return language, normal


def _in_language(page_file: PageFile, language: str, rest: str) -> str | None:
    """Return the address that exists in a language, with the name of a section in any language."""
    manifest, pages = page_file.manifest, page_file.pages
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
