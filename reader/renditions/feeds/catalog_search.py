"""What a reader of e-books gets for a search: works with their files, as one page of a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from reader.library.addresses import address
from reader.library.model import Document
from reader.renditions.feeds.entries import FileEntry
from reader.renditions.formats import MEDIA_TYPES, Format
from reader.renditions.imprint import Imprint
from reader.renditions.rendition import rendition

OPEN_SEARCH: Final = "application/opensearchdescription+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSearch:
    """A page of what was found for a ``text``: ``works`` in the language asked for.

    ``help_page`` stands before them if somebody who asks so may need help.
    """

    text: str = ""
    works: tuple[Document, ...] = ()
    page: int = 1
    page_count: int = 0
    help_page: Document | None = None

    def address(self, imprint: Imprint, route: str, page: int | None = None) -> str:
        """Return the full address of this page of the search, or of another one."""
        number = self.page if page is None else page
        query = {"q": self.text, **({"page": str(number)} if number > 1 else {})}
        path = imprint.base_url + address(route, language=imprint.tag)
        return f"{path}?{urlencode(query)}" if self.text else path

    def neighbors(self) -> Iterator[tuple[str, int]]:
        """Yield the link type and number of the pages before and after."""
        if 1 < self.page <= self.page_count:
            yield "previous", self.page - 1
        if self.page < self.page_count:
            yield "next", self.page + 1


NO_SEARCH: Final = CatalogSearch()


def help_file(imprint: Imprint, document: Document) -> FileEntry:
    """Return the one file of a page that helps."""
    path = f"{imprint.path(document)}.{Format.TEXT}"
    if path not in imprint.file_sizes:
        edition = document.edition_for(imprint.tag, imprint.library.languages)
        imprint.file_sizes[path] = len(rendition(imprint, Format.TEXT, document, edition))
    return FileEntry(
        address=imprint.base_url + path,
        media_type=MEDIA_TYPES[Format.TEXT].partition(";")[0],
        size_bytes=imprint.file_sizes[path],
    )
