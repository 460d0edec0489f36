"""A part of a file, for whoever lost the line in the middle of it. Pure. Source: RFC 9110 §14."""

from __future__ import annotations

import re
from typing import Final

# One range. Digits are bounded: no file is that long, and no number takes long to read.
_ONE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)


def part(header: str, length: int) -> range | None:
    """Return which bytes a Range header asks for, an empty range when there are none of them, or None to send them all.

    Several ranges, other units and malformed ones are answered as if not sent: a server may, and the whole file is shorter
    than the parts with what surrounds them.
    """
    found = _ONE.fullmatch(header.strip())
    if not found or found[0].endswith("=-"):
        return None
    first, last = found.groups()
    if not first:
        return range(max(0, length - int(last)), length) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(length, int(last) + 1) if last else length)


def may_continue(if_range: str, etag: str) -> bool:
    """Return whether a part fits what a reader has. Strong comparison; a date is never enough. Source: RFC 9110 §13.1.5."""
    return if_range.strip() in {"", f'"{etag}"'}
