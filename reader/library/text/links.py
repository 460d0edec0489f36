"""Links in texts: those to the library are written without a language and shown with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from reader.library.model import Html, LanguageTag
from reader.library.patterns import is_web_address

# In sanitised HTML every attribute is in double quotes, and text has no "<".
_LINK: Final = re.compile(r'<a\s(?:[^">]|"[^"]*")*?href="([^"]*)"')


def is_internal(target: str) -> bool:
    """Return whether a link leads to the library. What begins with two slashes, of either kind, leads elsewhere."""
    return target.startswith("/") and not target.startswith(("//", "/\\", "/%5C"))


def is_allowed(target: str) -> bool:
    """Return whether a link leads to the library, to a place in its own text, to the web, to a mailbox or a telephone."""
    if (
        is_internal(target)
        or (target.startswith("#") and len(target) > 1)
        or is_web_address(target)
    ):
        return True
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in ("mailto", "tel") and bool(parts.path)


def localized(target: str, language: LanguageTag) -> str:
    """Return a link to the library with its language: ``/zines/x`` → ``/es/zines/x``. Other links stay."""
    return f"/{language}{target}" if is_internal(target) else target


def targets(html: Html) -> Iterator[str]:
    """Yield where the links of a body lead, as they are shown, in reading order."""
    for match in _LINK.finditer(html):
        yield unescape(match[1])
