"""Where the links of a book lead: into the book itself, or to the library and beyond."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from reader.library.model import Html
from reader.library.text.plain_text import blocks
from reader.renditions.book import Book, Chapter

# The sanitiser writes headings with this attribute and no other.
_HEADING: Final = re.compile(r'<h([2-6]) id="([^"]*)">(.*?)</h[2-6]>', re.DOTALL)
_SECTION_LEVEL: Final = 2
# Number of a chapter, an anchor in it or nothing → the link from another place in the book.
Place: TypeAlias = Callable[[int, str], str]


def sections_of(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Yield anchor and title, as plain text, of the sections of a chapter that links lead to."""
    for level, anchor, title in _HEADING.findall(chapter.html):
        if int(level) == _SECTION_LEVEL:
            words = blocks(Html(f"<p>{title}</p>"))
            yield anchor, " ".join(block.text for block in words)


class BookLinks:
    """Change the links of a book. ``place`` says how the book's own chapters are linked to."""

    def __init__(self, book: Book, place: Place) -> None:
        self._base_url = book.imprint.base_url
        self._place = place
        self._chapters = {
            chapter.path: number for number, chapter in enumerate(book.chapters) if chapter.path
        }
        self._anchors = tuple(
            frozenset(anchor for _, anchor, _ in _HEADING.findall(chapter.html))
            for chapter in book.chapters
        )

    def link(self, number: int, target: str) -> str:
        """Return where a link of chapter ``number`` leads."""
        path, _, anchor = target.partition("#")
        chapter = self._chapters.get(path) if path else number
        if chapter is None:
            return self._base_url + target if target.startswith("/") else target
        return self._place(chapter, anchor if anchor in self._anchors[chapter] else "")
