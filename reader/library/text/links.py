"""Links in texts. Those within the library are written without a language and shown with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from reader.library.model import LanguageTag
from reader.library.patterns import is_web_address

# As the sanitiser writes them: text has no bare "<", and attributes have double quotes.
_LINK: Final = re.compile(r'<a((?: [\w-]+="[^"]*")*)>')
_TARGET: Final = re.compile(r' href="([^"]*)"')


def is_internal(target: str) -> bool:
    """Return whether a link leads to the library. Two slashes, of any kind, lead elsewhere."""
    return target.startswith("/") and not target.startswith(("//", "/\\", "/%5C"))


def is_allowed(target: str) -> bool:
    """Return whether a text may link to this: the library, its own page, the web, mail, phone."""
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
    """Return a link within the library with its language: ``/zines/x`` → ``/es/zines/x``."""
    return f"/{language}{target}" if is_internal(target) else target


def targets(html: str) -> Iterator[str]:
    """Yield the target of every link in sanitised HTML, in reading order."""
    for attributes in _LINK.findall(html):
        if target := _TARGET.search(attributes):
            yield unescape(target[1])
