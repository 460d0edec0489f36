"""A document as a plain-text file: what its page says, for any device and without a connection.

A paragraph is one line: lines broken at 72 columns break again on a phone, and at every column of a
braille display. Links have numbers, and stand before the last line, which is the address of the
library.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.library.model import Html
from reader.library.text.plain_text import Block, blocks
from reader.renditions.book import Book, Chapter
from reader.renditions.markup import MarkupChanges, rewrite
from reader.renditions.text_layout import heading, lay_out

_SCHEMES = ("mailto:", "tel:", "https://", "http://")


def text_of(book: Book) -> str:
    """Return a book as text. Labels are in the language of its imprint."""
    held = frozenset(chapter.path for chapter in book.chapters)
    links = _LinkNumbers(book.imprint.base_url, held)
    *others, last = book.chapters
    written = [block for chapter in others for block in _chapter(chapter, links)]
    ending = list(_chapter(last, links))
    # The address of the library is the end, where it is looked for.
    kept = -1 if last.has_sources else 0
    written += ending[:kept]
    if not links.numbers:
        return lay_out([*written, *ending[kept:]])
    written.append(heading(2, book.imprint.translator.gettext("Links")))
    return "\n".join((lay_out(written), "".join(links.lines()), lay_out(ending[kept:])))


def _chapter(chapter: Chapter, links: _LinkNumbers) -> Iterator[Block]:
    yield heading(chapter.level + 1, chapter.title)
    numbered = rewrite(chapter.html, MarkupChanges(after_link=links.after_link))
    for block in blocks(Html(numbered)):
        deeper = block.level + chapter.level
        yield replace(block, level=deeper) if block.kind == "heading" else block


class _LinkNumbers:
    """Number the targets of links in the order in which they are met."""

    def __init__(self, base_url: str, held: frozenset[str]) -> None:
        self.numbers: dict[str, int] = {}
        self._base_url = base_url
        self._held = held

    def after_link(self, target: str, words: str) -> str:
        """Return the number of a link, unless it leads into this file or its words say where."""
        path, _, _ = target.partition("#")
        if not path or path in self._held or _without_scheme(target) in words.replace(" ", "-"):
            return ""
        address = self._base_url + target if target.startswith("/") else target
        return f" [{self.numbers.setdefault(address, len(self.numbers) + 1)}]"

    def lines(self) -> Iterator[str]:
        """Yield a line for each target."""
        yield from (f"[{number}] {address}\n" for address, number in self.numbers.items())


def _without_scheme(target: str) -> str:
    for scheme in _SCHEMES:
        target = target.removeprefix(scheme)
    return target.removeprefix("www.").rstrip("/")
