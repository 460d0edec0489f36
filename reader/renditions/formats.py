"""The file formats of renditions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Format(StrEnum):
    """A file format. The value is the extension of its files."""

    TEXT = "txt"
    EPUB = "epub"
    HTML = "html"


# The end of the name of a route → what its files are.
FORMATS: Final[Mapping[str, Format]] = {
    "text": Format.TEXT,
    "epub": Format.EPUB,
    "html": Format.HTML,
}
MEDIA_TYPES: Final[Mapping[Format, str]] = {
    Format.TEXT: "text/plain; charset=utf-8",
    Format.EPUB: "application/epub+zip",
    Format.HTML: "text/html; charset=utf-8",
}
