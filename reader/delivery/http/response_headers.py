"""How long a response may be stored, and which security headers go with it.

One table each, so that no view and no page invents its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from reader.delivery.http.messages import Headers

# In the environment of a request that is handed on as GET and answered without a body.
IS_HEAD: Final = "reader.is_head"
# In that of a form which cannot be taken now: what was typed is only to be shown again.
NO_ROOM: Final = "reader.no_room"


class CachePolicy(StrEnum):
    """Who may store a response, and for how long."""

    PAGE = "page"
    OWN = "own"
    HELP = "help"
    OWN_HELP = "own_help"
    HOME = "home"
    RESULT = "result"
    FORM = "form"
    SENT = "sent"
    FILE = "file"
    MOVED = "moved"
    ERROR = "error"
    ABSENT = "absent"
    FAULT = "fault"
    HEALTH = "health"


# A week: somebody without signal since Monday still reads on Sunday what the phone has.
_STALE: Final = "stale-while-revalidate=604800,stale-if-error=604800"

# Help is fresh within five minutes. Without signal, what a phone has is better than nothing.
_FRESH: Final = "max-age=60,stale-while-revalidate=240,stale-if-error=604800"

CACHE_CONTROL: Final[Mapping[CachePolicy, str]] = {
    # More than zero: a browser keeps a page as a dictionary only while it is fresh or may be
    # stale.
    CachePolicy.PAGE: f"max-age=60,{_STALE}",
    # The same page coded against what one reader has: even a cache that ignores Vary gives it to
    # nobody else.
    CachePolicy.OWN: f"private,max-age=60,{_STALE}",
    CachePolicy.HELP: _FRESH,
    CachePolicy.OWN_HELP: f"private,{_FRESH}",
    # The language was negotiated, so no shared cache may store it.
    CachePolicy.HOME: "private,max-age=60",
    # Depends on what a reader typed. Short, yet enough to go back from a result without asking
    # again.
    CachePolicy.RESULT: "private,max-age=60",
    # Each has a number of its own. Not "no-store": a browser would forget what was typed when its
    # reader goes back to it.
    CachePolicy.FORM: "private,no-cache",
    CachePolicy.SENT: "no-store",
    CachePolicy.FILE: f"max-age=3600,{_STALE}",
    # A day and not for good: an editor may give a former address back.
    CachePolicy.MOVED: "max-age=86400",
    # The address may exist a minute later.
    CachePolicy.ERROR: "max-age=60",
    # Icons and well-known files that browsers ask for by themselves.
    CachePolicy.ABSENT: "max-age=86400",
    # A fault passes; whoever stored it would show it after it is mended.
    CachePolicy.FAULT: "no-store",
    CachePolicy.HEALTH: "no-store",
}

# The policy of a page → that of the same page coded against what one reader has.
OWN_POLICIES: Final[Mapping[CachePolicy, CachePolicy]] = {
    CachePolicy.PAGE: CachePolicy.OWN,
    CachePolicy.HELP: CachePolicy.OWN_HELP,
}

# Errors that depend on the address alone; any other status from 400 on is a fault of the moment.
_LASTING_ERRORS: Final = frozenset({404, 405, 410, 414})


def policy_of_error(status: int) -> CachePolicy:
    """Return the policy of an error page, by its status."""
    return CachePolicy.ERROR if status in _LASTING_ERRORS else CachePolicy.FAULT


_NOSNIFF: Final = ("x-content-type-options", "nosniff")
_REFERRER_POLICY: Final = "same-origin"

# Only what a page cannot say of itself: the rest is in <meta>, where it is compressed.
# The older word for `frame-ancestors 'none'`: half its bytes, and phones of 2012 know it, too.
READY_HEADERS: Final[Headers] = (("x-frame-options", "deny"), _NOSNIFF)


def page_policy(*style_digests: str) -> str:
    """Return the content policy for a page's ``<meta>``.

    ``style_digests`` are those of the inline style sheets, such as ``sha256-…``; with none, no
    style is allowed. ``frame-ancestors`` is left out: browsers ignore it there and complain.
    Source: Content Security Policy 3 §3.3.
    """
    styles = " ".join(f"'{digest}'" for digest in style_digests) or "'none'"
    return f"default-src 'none';style-src {styles};img-src data:;form-action 'self';base-uri 'none'"


def answer_headers(*style_digests: str) -> Headers:
    """Return the security headers of a response to what a reader typed.

    They say everything: its ``<meta>`` is not relied on.
    """
    return (
        ("content-security-policy", f"{page_policy(*style_digests)}; frame-ancestors 'none'"),
        ("referrer-policy", _REFERRER_POLICY),
        _NOSNIFF,
    )
