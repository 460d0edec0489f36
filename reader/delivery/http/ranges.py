"""Range requests, for readers whose download broke off. Pure. Source: RFC 9110 §14."""

from __future__ import annotations

import re
from typing import Final

# One range. Digits are bounded: no file is that long, and no number takes long to parse.
_BYTE_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)


def requested_range(header: str, length: int) -> range | None:
    """Return which bytes a Range header requests, or None to send all of them.

    The range is empty if the file has none of the bytes. Several ranges, other units and malformed
    ones count as not sent: a server may ignore them, and the whole file is shorter than its parts
    with what surrounds them.
    """
    matched = _BYTE_RANGE.fullmatch(header.strip())
    if not matched or matched[0].endswith("=-"):
        return None
    first, last = matched.groups()
    if not first:
        return range(max(0, length - int(last)), length) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(length, int(last) + 1) if last else length)


def if_range_matches(if_range: str, etag: str) -> bool:
    """Return whether a range fits the bytes that a reader has.

    Comparison is strong; a date is never enough. Source: RFC 9110 §13.1.5.
    """
    return if_range.strip() in {"", f'"{etag}"'}
