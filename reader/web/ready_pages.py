"""Render a page once, and fill in what differs: most of a page is the same for everybody.

The form for a correction takes four milliseconds to render, and one differs from the next in its
stamp alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, quote_plus

from flask import Flask, current_app
from markupsafe import escape

from reader.web.inline_css import keep_digest, style_digest

_EXTENSION: Final = "reader-ready-pages"
# A private-use character, which our own texts cannot hold: it is refused on input.
_SIGN: Final = "\uf8fe"
_BLANK: Final = re.compile(f"(?:{_SIGN}|{quote(_SIGN)})([a-z]+)(?:{_SIGN}|{quote(_SIGN)})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """A page in pieces; every second one is a name, in an address if it begins with a percent sign.

    ``digest`` is that of its style rules.
    """

    pieces: tuple[str, ...]
    digest: str | None


def blank(name: str) -> str:
    """Return what stands for a value, in the text of a page or in the query of an address."""
    return f"{_SIGN}{name}{_SIGN}"


def filled(key: tuple[str, ...], render: Callable[[], str], values: Mapping[str, str]) -> str:
    """Return a page with its values, rendered with blanks the first time.

    ``key`` holds all that the page depends on beside the values, whose names are small letters.
    """
    ready = make_ready(key, render)
    keep_digest(ready.digest)
    return "".join(
        _shown(piece, values) if number % 2 else piece for number, piece in enumerate(ready.pieces)
    )


def make_ready(key: tuple[str, ...], render: Callable[[], str]) -> ReadyPage:
    """Return the page with blanks that ``key`` stands for, rendered the first time."""
    pages: dict[tuple[str, ...], ReadyPage] = current_app.extensions[_EXTENSION]
    ready = pages.get(key)
    if ready is None:
        pages[key] = ready = _taken_apart(render())
    return ready


def _taken_apart(html: str) -> ReadyPage:
    pieces: list[str] = []
    end = 0
    for found in _BLANK.finditer(html):
        is_quoted = found[0].startswith("%")
        pieces += (html[end : found.start()], f"{'%' * is_quoted}{found[1]}")
        end = found.end()
    return ReadyPage(pieces=(*pieces, html[end:]), digest=style_digest())


def _shown(name: str, values: Mapping[str, str]) -> str:
    value = values[name.removeprefix("%")]
    return quote_plus(value) if name.startswith("%") else str(escape(value))


def init_app(app: Flask) -> None:
    """Keep the pages of an application: another library has others."""
    app.extensions[_EXTENSION] = {}
