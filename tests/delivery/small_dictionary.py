"""The browser's side of RFC 9842: store a page, and decode one that is coded against it."""

from __future__ import annotations

import base64
import hashlib

import zstandard

MAGIC = bytes.fromhex("5e2a4d1820000000")
# As Chromium 156 sends them once it has a dictionary for an address.
ACCEPTED = "gzip, deflate, br, zstd, dcb, dcz"


def naming(page: bytes) -> str:
    """Return the Available-Dictionary header for a page that a browser keeps."""
    return f":{base64.b64encode(hashlib.sha256(page).digest()).decode()}:"


def holding(page: bytes) -> dict[str, str]:
    """Return what a browser that keeps a page sends, by lower-case names."""
    return {"accept-encoding": ACCEPTED, "available-dictionary": naming(page)}


def from_dictionary(coded: bytes, dictionary: bytes) -> bytes:
    """Decode a ``dcz`` body as a browser does. Raises AssertionError for another dictionary."""
    assert coded[:8] == MAGIC
    assert coded[8:40] == hashlib.sha256(dictionary).digest(), "a browser would show nothing"
    known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=known).decompress(
        coded[40:], max_output_size=1_000_000
    )
