"""Content codings: how each is made, and which one a reader gets.

Ready bodies are coded once, as small as possible; live ones, and those against a dictionary, within
a millisecond. All are deterministic: none holds a time or a file name.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard


class Coding(StrEnum):
    """Content codings by their registered names, best first.

    Source: RFC 9110 §8.4.1, RFC 9842 §5.2.
    """

    DICTIONARY = "dcz"
    BROTLI = "br"
    # Whatever takes zstd takes one of these two, and both are smaller.
    GZIP = "gzip"
    IDENTITY = "identity"


# Those without a dictionary, best first: of equal weights a reader gets the first available.
PREFERRED: Final = tuple(coding for coding in Coding if coding is not Coding.DICTIONARY)

# Windows of brotli, as powers of two. The small one is named in one bit, the usual one in four; at
# quality 5 it saves ten bytes a page, and a tenth of the time. Source: RFC 7932 §9.1.
_SMALL_WINDOW: Final = 16
_LARGE_WINDOW: Final = 22
# Splitting into blocks takes zopfli three times as long, and saves nothing in a body this small.
_ONE_BLOCK_BYTES: Final = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """How one coding is made. ``suffix`` is that of files which web servers look for."""

    coding: Coding
    suffix: str
    ready: Callable[[bytes], bytes]
    live: Callable[[bytes], bytes]
    made_with: Callable[[], str]


def _version(package: str) -> str:
    # Takes a twentieth of a start, and only a build asks.
    from importlib.metadata import version  # noqa: PLC0415

    return version(package)


def _brotli(body: bytes, quality: int) -> bytes:
    window = _SMALL_WINDOW if len(body) <= (1 << _SMALL_WINDOW) - 16 else _LARGE_WINDOW
    compressed: bytes = brotli.compress(body, quality=quality, lgwin=window)
    return compressed


def _best_gzip(body: bytes) -> bytes:
    # Two megabytes with the C++ library, which only builds need.
    import zopfli.gzip  # type: ignore[import-untyped]  # noqa: PLC0415

    # 6 ms a page; 15 iterations take three times as long and save one byte.
    compressed: bytes = zopfli.gzip.compress(
        body, numiterations=5, blocksplitting=len(body) > _ONE_BLOCK_BYTES
    )
    return compressed


CODERS: Final = (
    Coder(
        coding=Coding.BROTLI,
        suffix=".br",
        ready=lambda body: _brotli(body, 11),
        live=lambda body: _brotli(body, 5),
        made_with=lambda: f"brotli {_version('brotli')} quality 11, window {_SMALL_WINDOW}",
    ),
    Coder(
        coding=Coding.GZIP,
        suffix=".gz",
        ready=_best_gzip,
        live=lambda body: gzip.compress(body, compresslevel=6, mtime=0),
        made_with=lambda: (
            f"zopfli {_version('zopfli')} iterations 5, one block to {_ONE_BLOCK_BYTES}"
        ),
    ),
)
SUFFIXES: Final[Mapping[Coding, str]] = {
    Coding.IDENTITY: "",
    **{coder.coding: coder.suffix for coder in CODERS},
}

# Brotli at quality 11, as a share of quality 5, over pages of our own content.
_BEST_TO_QUICK: Final = 0.885
# 0.1 ms a page; 19 takes ten times as long and saves 24 bytes of 1,250.
_DICTIONARY_LEVEL: Final = 7
# The head of a skippable frame of 32 bytes: the dictionary's digest. Source: RFC 9842 §5.
_DICTIONARY_MAGIC: Final = bytes.fromhex("5e2a4d1820000000")

# Below this a coding saves less than the header that names it.
SMALLEST_LIVE_BYTES: Final = 200

_COMPRESSIBLE: Final = ("text/", "application/json", "application/xml", "image/svg")
# Browsers send a tenth of this. A longer header counts as not sent: cut off, it might accept what
# it refuses.
_LONGEST_HEADER: Final = 512
# The same coding under an older name. Source: RFC 9110 §8.4.1.3.
_ALIASES: Final = {"x-gzip": "gzip"}
# Identity is acceptable unless refused, but anything else named is preferred: it weighs less than
# the smallest weight that can be sent. Source: RFC 9110 §12.4.2, §12.5.3.
_DEFAULT_WEIGHTS: Final[Mapping[Coding, float]] = {Coding.IDENTITY: 0.0005}


def coder_versions() -> str:
    """Return the coders of ready bodies and their settings.

    Other coders give other bytes, so it is part of the build id.
    """
    return ", ".join(coder.made_with() for coder in CODERS)


def is_compressible(media_type: str) -> bool:
    """Return whether a body of this type is text; images, sound and EPUB are compressed already."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.startswith(_COMPRESSIBLE) or essence.endswith(("+xml", "+json"))


def ready_bodies(body: bytes, made: Mapping[Coding, bytes] | None = None) -> dict[Coding, bytes]:
    """Return a body as it is and in every coding that makes it smaller.

    ``made`` are the codings made before. Takes some 20 ms for a page.
    """
    before = made or {}
    coded = (
        {coder.coding: before.get(coder.coding) or coder.ready(body) for coder in CODERS}
        if body
        else {}
    )
    smaller = {coding: each for coding, each in coded.items() if len(each) < len(body)}
    return {Coding.IDENTITY: body, **smaller}


def ready_body(body: bytes, coding: Coding) -> bytes:
    """Return a body in one coding, as small as possible."""
    return next((coder.ready(body) for coder in CODERS if coder.coding is coding), body)


def wire_bytes(body: bytes) -> int:
    """Return the size of a body as most readers get it: in brotli, or uncoded if that is less."""
    return min(len(ready_body(body, Coding.BROTLI)), len(body))


def estimate_wire_bytes(body: bytes) -> int:
    """Return about ``wire_bytes``, in a twentieth of the time.

    Off by 35 bytes in the mean, over pages of our own content.
    """
    return round(min(_BEST_TO_QUICK * len(live_body(body, Coding.BROTLI)), len(body)))


def live_body(body: bytes, coding: Coding) -> bytes:
    """Return a body in one coding, made quickly."""
    return next((coder.live(body) for coder in CODERS if coder.coding is coding), body)


def compress_with_dictionary(dictionary: bytes, body: bytes) -> bytes:
    """Return a body coded as ``dcz`` against a dictionary, an uncoded body sent before.

    Source: RFC 9842 §5.
    """
    known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    coded = zstandard.ZstdCompressor(level=_DICTIONARY_LEVEL, dict_data=known).compress(body)
    return _DICTIONARY_MAGIC + hashlib.sha256(dictionary).digest() + coded


def best_coding(accept_encoding: str, available: Collection[Coding]) -> Coding | None:
    """Return the best coding that a reader accepts, or None if every available one is refused."""
    return next(iter(accepted_codings(accept_encoding, available)), None)


def accepted_codings(accept_encoding: str, available: Collection[Coding]) -> tuple[Coding, ...]:
    """Return the codings that a reader accepts, best first.

    A header that is empty or longer than 512 characters counts as not sent. Malformed members are
    skipped. Source: RFC 9110 §12.5.3.
    """
    read = accept_encoding if len(accept_encoding) <= _LONGEST_HEADER else ""
    return tuple([coding for coding in _ranked(read) if coding in available])


# Cache 64 header values; clients send about a dozen.
@lru_cache(maxsize=64)
def _ranked(accept_encoding: str) -> tuple[Coding, ...]:
    """Return every coding that a reader accepts, best first."""
    if not accept_encoding:
        return (Coding.IDENTITY,)
    weights = _weights(accept_encoding)
    others = weights.get("*")
    weight_of = {
        coding: weights.get(coding, _DEFAULT_WEIGHTS.get(coding, 0.0) if others is None else others)
        for coding in Coding
    }
    return tuple(
        sorted(
            (coding for coding in Coding if weight_of[coding] > 0),
            key=lambda coding: -weight_of[coding],
        )
    )


def _weights(header: str) -> dict[str, float]:
    """Return coding name → weight, by whole tokens."""
    weights: dict[str, float] = {}
    for member in header.split(","):
        name, _, parameters = member.partition(";")
        weight = _weight(parameters) if parameters else 1.0
        if weight is not None:
            token = name.strip().lower()
            weights[_ALIASES.get(token, token)] = weight
    return weights


def _weight(parameters: str) -> float | None:
    """Return a weight between 0 and 1, or None if it is malformed. Source: RFC 9110 §12.4.2."""
    name, _, value = parameters.partition("=")
    digits = value.strip()
    if name.strip().lower() != "q" or not digits.isascii() or digits[:1] not in {"0", "1"}:
        return None
    if not digits.replace(".", "", 1).isdigit():
        return None
    weight = float(digits)
    return weight if weight <= 1 else None
