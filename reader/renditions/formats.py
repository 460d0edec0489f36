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
    PDF = "pdf"
    LARGE_PDF = "large.pdf"
    LETTER_BOOKLET = "letter.pdf"
    A4_BOOKLET = "a4.pdf"

    @property
    def is_pdf(self) -> bool:
        """Whether making it takes an extra."""
        return self.endswith("pdf")


# The end of the name of a route → what its files are.
FORMATS: Final[Mapping[str, Format]] = {
    "text": Format.TEXT,
    "epub": Format.EPUB,
    "html": Format.HTML,
    "pdf": Format.PDF,
    "large": Format.LARGE_PDF,
    "letter": Format.LETTER_BOOKLET,
    "a4": Format.A4_BOOKLET,
}
# What readers of e-books like best first.
CATALOG_FORMATS: Final = (Format.EPUB, Format.HTML, Format.TEXT)
# The end of the name of a route → the media type of a file that tells of the library.
FEED_TYPES: Final[Mapping[str, str]] = {
    "feed": "application/atom+xml; charset=utf-8",
    "opds": "application/atom+xml;profile=opds-catalog;kind=acquisition; charset=utf-8",
    "opds2": "application/opds+json",
    "opensearch": "application/opensearchdescription+xml; charset=utf-8",
    "sitemap": "application/xml; charset=utf-8",
    "robots": "text/plain; charset=utf-8",
}
OPDS_ROOT: Final = "application/atom+xml;profile=opds-catalog;kind=navigation; charset=utf-8"
MEDIA_TYPES: Final[Mapping[Format, str]] = {
    Format.TEXT: "text/plain; charset=utf-8",
    Format.EPUB: "application/epub+zip",
    Format.HTML: "text/html; charset=utf-8",
    **dict.fromkeys(filter(lambda each: each.is_pdf, Format), "application/pdf"),
}
