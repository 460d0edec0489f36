"""Where a help page shows its entries: a paragraph ``[[entry]]``, as wikis transclude pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.library.model import Html, Slug

# The sanitiser writes paragraphs without attributes.
_PLACE: Final = re.compile(r"<p>\[\[([a-z0-9-]+)\]\]</p>\n?")
MENTION: Final = re.compile(r"\[\[([^\]]*)\]\]")


def pieces(html: Html) -> Iterator[tuple[Html, Slug]]:
    """Yield a body in pieces, each with the name of the entry after it, empty for the last."""
    start = 0
    for match in _PLACE.finditer(html):
        yield Html(html[start : match.start()]), Slug(match[1])
        start = match.end()
    yield Html(html[start:]), Slug("")


def placed(html: Html) -> tuple[Slug, ...]:
    """Return the entries that a body shows, in reading order."""
    return tuple(entry for _, entry in pieces(html) if entry)
