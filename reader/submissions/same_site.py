"""Whether a form was sent from one of our own pages, by what a browser says of it.

Source: Fetch Metadata Request Headers §2.3; RFC 6454 §7.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

# "none" is a person who reloads the page, or opens it from a bookmark.
_OWN: Final = frozenset({"same-origin", "none"})


def is_from_here(sec_fetch_site: str, origin: str, hosts: frozenset[str]) -> bool:
    """Return whether a browser says that one of our pages sent a form.

    ``hosts`` are our own, with the port if there is one. Text browsers and old phones send neither
    header: then the stamp, which only our pages have, has to do.
    """
    if sec_fetch_site:
        return sec_fetch_site in _OWN
    if not origin:
        return True
    try:
        return urlsplit(origin).netloc in hosts
    except ValueError:
        return False
