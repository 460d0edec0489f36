"""Conditional requests: entity tags and dates. Pure. Source: RFC 9110 §13."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, TypeVar

T = TypeVar("T")

# Read of If-None-Match, some sixty tags of ours. A tag that is cut off matches nothing.
_TAGS_READ: Final = 1_024
# The longest form of a date has 33 characters. Source: RFC 9110 §5.6.7.
_LONGEST_DATE: Final = 64
_ENTITY_TAG: Final = re.compile(r'"([^"]*)"')
_WEAK_OR_STRONG: Final = re.compile(r'(W/)?"([^"]*)"')
# Workers switch within seconds of one another, and dates are whole seconds: for this long after a
# switch a date proves nothing.
_MARGIN_SECONDS: Final = 60


def matching_etag(if_none_match: str, etags: Mapping[str, T]) -> T | None:
    """Return the value of the first tag in If-None-Match that is in ``etags``, or None.

    Comparison is weak; ``*`` matches any. Only the first 1,024 characters are read.
    Source: RFC 9110 §13.1.2.
    """
    read = if_none_match[:_TAGS_READ]
    if read.strip() == "*":
        return next(iter(etags.values()), None)
    return next((etags[tag] for tag in _ENTITY_TAG.findall(read) if tag in etags), None)


def is_not_modified(if_modified_since: str, published: int) -> bool:
    """Return whether nothing was published after a date.

    ``published`` is in seconds since 1970, 0 if not known. A malformed date counts as not sent.
    Source: RFC 9110 §13.1.3.
    """
    since = _seconds(if_modified_since) if published else None
    return since is not None and (since == published or since >= published + _MARGIN_SECONDS)


def is_changed(
    if_match: str | None, if_unmodified_since: str | None, etags: Collection[str], published: int
) -> bool:
    """Return whether a reader has another version than the one that would be sent.

    ``etags`` are its strong tags, compared strongly. ``published`` is as in ``is_not_modified``;
    without it, a date counts as not sent, as does a malformed one, or one beside If-Match.
    Source: RFC 9110 §13.1.1, §13.1.4, §13.2.2.
    """
    if if_match is not None:
        read = if_match[:_TAGS_READ]
        strong = (tag for weak, tag in _WEAK_OR_STRONG.findall(read) if not weak)
        return read.strip() != "*" and not any(tag in etags for tag in strong)
    if not (if_unmodified_since and published):
        return False
    is_date = _seconds(if_unmodified_since) is not None
    return is_date and not is_not_modified(if_unmodified_since, published)


def http_date(seconds: int) -> str:
    """Return a date in the format of HTTP. Source: RFC 9110 §5.6.7."""
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


def _seconds(date: str) -> int | None:
    if len(date) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(date)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
