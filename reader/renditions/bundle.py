"""A whole language of the library as one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reader.library.addresses import address
from reader.library.model import LanguageTag

# Route → media type.
BUNDLE_TYPES: Final[Mapping[str, str]] = {
    "bundle_zip": "application/zip",
    "bundle_epub": "application/epub+zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A file with all of a language. ``route`` says which: all pages, or all texts as a book."""

    route: str
    language: LanguageTag
    size_bytes: int

    @property
    def path(self) -> str:
        """Its path on the site."""
        return address(self.route, language=self.language)

    @property
    def media_type(self) -> str:
        """Its media type."""
        return BUNDLE_TYPES[self.route]
