"""Choose the best offered language for the Accept-Language header of a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from reader.library.model import LanguageTag

# Browsers send less; reading more would let a header cost more than a page.
_MAX_CHARACTERS: Final = 512
_MAX_RANGES: Final = 20
# A language range of at most eight subtags and its weight.
# Source: RFC 9110 §12.5.4 and §12.4.2, RFC 4647 §2.1.
_RANGE: Final = re.compile(
    r"(?P<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,7})"
    r"(?:[ \t]*;[ \t]*q=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?",
)
_ANY: Final = "*"


def negotiate(accept_language: str, offered: Sequence[LanguageTag]) -> LanguageTag:
    """Return the best of ``offered``, which is not empty, or its first if none fits. Never raises.

    Ranges are looked up by weight, the highest first, each shortened from its end until it equals a
    tag; a range that is a prefix of a tag (``pt`` for ``pt-BR``) fits as well. Weight 0 refuses a
    language. A malformed range is skipped. Only the first 512 characters and the first 20 ranges
    are read. Source: RFC 9110 §12.5.4, RFC 4647 §3.4.
    """
    return _best(_whole_ranges(accept_language), tuple(offered))


def _whole_ranges(header: str) -> str:
    """Return the part of a header that is read, cut between two ranges."""
    if len(header) <= _MAX_CHARACTERS:
        return header
    return header[: _MAX_CHARACTERS + 1].rpartition(",")[0]


# Cache 64 header values; clients send about a dozen.
@lru_cache(maxsize=64)
def _best(accept_language: str, offered: tuple[LanguageTag, ...]) -> LanguageTag:
    weights: dict[str, float] = {}
    for wanted, weight in _ranges(accept_language):
        weights.setdefault(wanted, weight)
    refused = [wanted for wanted, weight in weights.items() if not weight]
    named = [wanted for wanted in weights if wanted != _ANY]
    acceptable = [tag for tag in offered if not _matches(tag, refused)]
    for wanted in sorted(weights, key=lambda each: -weights[each]):
        candidates = (
            [tag for tag in acceptable if not _matches(tag, named)]
            if wanted == _ANY
            else _fitting(wanted, acceptable)
        )
        if candidates and weights[wanted]:
            return candidates[0]
    return offered[0]


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    # Some old phones write es_MX instead of es-MX.
    for element in header.lower().replace("_", "-").split(",", _MAX_RANGES)[:_MAX_RANGES]:
        match = _RANGE.fullmatch(element.strip(" \t"))
        if match:
            yield match["range"], float(match["weight"] or 1)


def _fitting(wanted: str, tags: Sequence[LanguageTag]) -> list[LanguageTag]:
    """Return the tags that equal a range, shortened as little as possible, then those it begins."""
    equal = [tag for shorter in _shortened(wanted) for tag in tags if tag.lower() == shorter]
    return equal + [tag for tag in tags if _matches(tag, [wanted])]


def _shortened(wanted: str) -> Iterator[str]:
    """Yield a range and its prefixes, the longest first; none ends in a single letter or digit."""
    parts = wanted.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        while parts and len(parts[-1]) == 1:
            parts.pop()


def _matches(tag: LanguageTag, ranges: Sequence[str]) -> bool:
    """Return whether one of the ranges is the tag or a prefix of it.

    Source: basic filtering, RFC 4647 §3.3.1.
    """
    return any(tag.lower() == wanted or tag.lower().startswith(wanted + "-") for wanted in ranges)
