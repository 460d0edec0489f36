"""Which offered language suits a reader best, by the Accept-Language header of the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from reader.library.model import LanguageTag

# What is read of a header: browsers send less, and more would let a request cost more than a page.
_LONGEST_HEADER: Final = 512
_MOST_RANGES: Final = 20
# A language range of at most eight subtags and its weight.
# Source: RFC 9110 §12.5.4 and §12.4.2, RFC 4647 §2.1.
_RANGE: Final = re.compile(
    r"(?P<range>\*|[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,7})"
    r"(?:[ \t]*;[ \t]*q=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?",
)
_ANY: Final = "*"


def negotiate(accept_language: str, offered: Sequence[LanguageTag]) -> LanguageTag:
    """Return the best of ``offered``, which is not empty; the first of it when nothing fits. Never raises.

    Looked up range by range, heaviest first, each shortened from its end until a tag equals it; a range that is only
    a beginning of a tag (``pt`` for ``pt-BR``) fits too. Weight 0 refuses a language. What cannot be read is skipped.
    Only the first 512 characters are read, and the first 20 ranges.
    Source: RFC 9110 §12.5.4, RFC 4647 §3.4.
    """
    return _best(_whole_ranges(accept_language), tuple(offered))


def _whole_ranges(header: str) -> str:
    """Return as much of a header as is read, cut between two ranges."""
    if len(header) <= _LONGEST_HEADER:
        return header
    return header[: _LONGEST_HEADER + 1].rpartition(",")[0]


# Clients send about a dozen different ones.
@lru_cache(maxsize=64)
def _best(accept_language: str, offered: tuple[LanguageTag, ...]) -> LanguageTag:
    weights: dict[str, float] = {}
    for wanted, weight in _ranges(accept_language):
        weights.setdefault(wanted, weight)
    refused = [wanted for wanted, weight in weights.items() if not weight]
    named = [wanted for wanted in weights if wanted != _ANY]
    open_to = [tag for tag in offered if not _spoken_of(tag, refused)]
    for wanted in sorted(weights, key=lambda each: -weights[each]):
        candidates = (
            [tag for tag in open_to if not _spoken_of(tag, named)]
            if wanted == _ANY
            else _fitting(wanted, open_to)
        )
        if candidates and weights[wanted]:
            return candidates[0]
    return offered[0]


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    # Some old phones write es_MX where the standard has es-MX.
    for element in header.lower().replace("_", "-").split(",", _MOST_RANGES)[:_MOST_RANGES]:
        match = _RANGE.fullmatch(element.strip(" \t"))
        if match:
            yield match["range"], float(match["weight"] or 1)


def _fitting(wanted: str, tags: Sequence[LanguageTag]) -> list[LanguageTag]:
    """Return the tags a range fits: equal to it when shortened as little as possible, then those it begins."""
    equal = [tag for shorter in _shortened(wanted) for tag in tags if tag.lower() == shorter]
    return equal + [tag for tag in tags if _spoken_of(tag, [wanted])]


def _shortened(wanted: str) -> Iterator[str]:
    """Yield a range and its ever shorter beginnings; a single letter or digit goes with what followed it."""
    parts = wanted.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        while parts and len(parts[-1]) == 1:
            parts.pop()


def _spoken_of(tag: LanguageTag, ranges: Sequence[str]) -> bool:
    """Whether one of the ranges is a tag or a beginning of it. Source: basic filtering, RFC 4647 §3.3.1."""
    return any(tag.lower() == wanted or tag.lower().startswith(wanted + "-") for wanted in ranges)
