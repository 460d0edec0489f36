"""What the template of all PDFs is given: a book, its labels and its layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Final

from reader.i18n.formatting import format_number
from reader.i18n.labels import KIND_LABELS
from reader.library.model import Kind, LanguageTag
from reader.renditions.book import Book, Chapter
from reader.renditions.book_links import BookLinks
from reader.renditions.formats import Format
from reader.renditions.markup import MarkupChanges, rewrite
from reader.renditions.pdf.blocks import Json, blocks_of

_HEADING_AND_LIST: Final = 2
# Languages whose readers have Letter paper at hand; others have A4.
_ON_LETTER: Final = frozenset({"en"})


class UnsettableTextError(Exception):
    """A text that cannot be set, most often because no font has one of its characters."""


class Layout(StrEnum):
    """How a PDF is laid out. ``LARGE`` is on the paper of its language."""

    PHONE = "phone"
    LARGE = "large"
    LETTER_BOOKLET = "booklet-letter"
    A4_BOOKLET = "booklet-a4"

    @property
    def is_booklet(self) -> bool:
        """Whether it is folded, so that its pages stand in another order on the sheets."""
        return self in {Layout.LETTER_BOOKLET, Layout.A4_BOOKLET}


LAYOUTS: Final[Mapping[Format, Layout]] = {
    Format.PDF: Layout.PHONE,
    Format.LARGE_PDF: Layout.LARGE,
    Format.LETTER_BOOKLET: Layout.LETTER_BOOKLET,
    Format.A4_BOOKLET: Layout.A4_BOOKLET,
}


def usual_booklet(tag: LanguageTag) -> Format:
    """Return the booklet for the paper that readers of a language have at hand."""
    return Format.LETTER_BOOKLET if tag in _ON_LETTER else Format.A4_BOOKLET


def form_of(layout: Layout, tag: LanguageTag) -> str:
    """Return the name of a layout in the template."""
    if layout is Layout.LARGE:
        return f"{layout}-{'letter' if tag in _ON_LETTER else 'a4'}"
    return layout


def pdf_data(book: Book, layout: Layout) -> Json:
    """Return all that the template needs of a book. ``qr`` is the address for a QR code."""
    written = book.written
    return {
        "form": form_of(layout, book.imprint.tag),
        "lang": book.imprint.tag,
        "title": book.title,
        "titlelang": book.language,
        "summary": book.summary,
        "publisher": book.imprint.name,
        "cover": book.cover,
        "date": [written.year, written.month, written.day],
        "address": book.short_address.partition("://")[2],
        "qr": "" if layout is Layout.PHONE else book.short_address,
        "words": _words(book, layout),
        "chapters": list(_chapters(book)),
    }


def _words(book: Book, layout: Layout) -> Mapping[str, str]:
    gettext = book.imprint.translator.gettext
    booklet = gettext(
        "This booklet is for paper. With a screen reader, open the PDF for phones, "
        "which has the same words."
    )
    return {
        "kind": gettext(KIND_LABELS[book.kind]),
        "contents": gettext("Contents"),
        "notes": gettext("Notes"),
        "here": gettext("Read it here, as it is now"),
        "qr": gettext("A code for cameras, with this address: %(address)s", address=book.address),
        "booklet": booklet if layout.is_booklet else "",
    }


def _chapters(book: Book) -> Iterator[Json]:
    links = BookLinks(book, _place)
    parts = sum(chapter.level == 1 and not _is_last(book, chapter) for chapter in book.chapters)
    number = 0
    for at, chapter in enumerate(book.chapters):
        is_part = chapter.level == 1 and not _is_last(book, chapter)
        number += is_part
        changes = MarkupChanges(
            deeper=chapter.level, link=partial(links.link, at), anchor_prefix=f"{_name(at)}_"
        )
        yield {
            "name": _name(at),
            "title": chapter.title,
            "lang": chapter.language,
            "level": chapter.level,
            "number": str(number) if is_part else "",
            "label": _label(book, number, parts) if is_part else "",
            "sources": chapter.has_sources,
            "blocks": list(_framed(book, blocks_of(rewrite(chapter.html, changes)))),
        }


def _framed(book: Book, blocks: Iterable[Json]) -> Iterator[Json]:
    """Yield blocks, with what a text is in short in a frame."""
    title = [book.imprint.translator.gettext("In short")]
    frame: list[Json] = []
    for block in blocks:
        if frame or (block["t"] == "h" and block["c"] == title):
            frame.append(block)
        else:
            yield block
        if len(frame) == _HEADING_AND_LIST:
            yield {"t": "box", "c": frame}
            frame = []
    yield from frame


def _is_last(book: Book, chapter: Chapter) -> bool:
    return chapter is book.chapters[-1]


def _label(book: Book, number: int, count: int) -> str:
    translator = book.imprint.translator
    if book.kind is not Kind.ZINE:
        return ""
    return translator.gettext(
        "Part %(number)s of %(count)s",
        number=format_number(number, translator.language),
        count=format_number(count, translator.language),
    )


def _place(number: int, anchor: str) -> str:
    return f"#{_name(number)}" + (f"_{anchor}" if anchor else "")


def _name(number: int) -> str:
    return f"c{number}"
