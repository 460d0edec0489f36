"""What a reader holds already: validators and dates. Pure. Source: RFC 9110 §13."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, TypeVar

T = TypeVar("T")

# What is read of If-None-Match: some sixty tags of ours. A tag that is cut is none.
_LONGEST_TAGS: Final = 1_024
# The longest form of a date has 33 characters. Source: RFC 9110 §5.6.7.
_LONGEST_DATE: Final = 64
_ENTITY_TAG: Final = re.compile(r'"([^"]*)"')
# Workers take up a generation within seconds of one another, and dates are whole seconds: for this long after a switch a
# date says nothing.
_MARGIN_SECONDS: Final = 60


def held(if_none_match: str, tags: Mapping[str, T]) -> T | None:
    """Return what belongs to the first of ``tags`` that a reader holds, or None. Weak comparison; ``*`` is any of them.

    Only the first 1,024 characters are read. Source: RFC 9110 §13.1.2.
    """
    read = if_none_match[:_LONGEST_TAGS]
    if read.strip() == "*":
        return next(iter(tags.values()), None)
    return next((tags[tag] for tag in _ENTITY_TAG.findall(read) if tag in tags), None)


def is_unchanged(if_modified_since: str, published: int) -> bool:
    """Return whether nothing was published after a date. ``published`` in seconds since 1970, 0 when it is not known.

    A malformed date is one that was not sent. Source: RFC 9110 §13.1.3.
    """
    since = _seconds(if_modified_since) if published else None
    return since is not None and (since == published or since >= published + _MARGIN_SECONDS)


def http_date(seconds: int) -> str:
    """Return a date as HTTP writes it. Source: RFC 9110 §5.6.7."""
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


def _seconds(date: str) -> int | None:
    if len(date) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
