"""Links in texts. Those within the library are written without a language and shown with one."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from reader.library.model import LanguageTag
from reader.library.patterns import is_web_address


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
    """Yield the target of every link in HTML, a page or a part of one, in reading order."""
    parser = _LinkParser()
    parser.feed(html)
    parser.close()
    yield from parser.targets


class _LinkParser(HTMLParser):
    """Collect the ``href`` of every ``a``."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.targets += [value or "" for name, value in attrs if name == "href"]
