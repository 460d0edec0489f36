"""A book as one HTML file with everything in it, to keep on a phone or pass on by Bluetooth."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import partial
from html import escape
from typing import Final

from reader.library.text.text_direction import direction
from reader.renditions.book import Book, Chapter
from reader.renditions.book_links import BookLinks
from reader.renditions.markup import MarkupChanges, element, in_language, rewrite

CSS: Final = (
    ":root{color-scheme:light dark}"
    "body{max-width:38em;margin:0 auto;padding:1em;font:1.1em/1.5 sans-serif;"
    "overflow-wrap:break-word}"
    "section{border-top:3px solid;margin-top:2em}"
    "h1,h2,h3{line-height:1.2}"
    "nav li,dd,dt{margin-top:.4em}"
    "dt{font-weight:bold}"
    "th,td{border:1px solid;padding:.2em .4em;text-align:start}"
    "table{border-collapse:collapse}"
)
# More chapters than the text and its sources.
_FEWEST_FOR_CONTENTS: Final = 3


def html_of(book: Book) -> str:
    """Return a book as one HTML file that asks for no other."""
    first, *others = enumerate(book.chapters)
    links = BookLinks(book, _place)
    contents = _contents(book) if len(book.chapters) >= _FEWEST_FOR_CONTENTS else ""
    sections = "".join(element("section", _chapter(book, links, *each)) for each in others)
    main = element("main", _chapter(book, links, *first) + contents + sections)
    tag = book.imprint.tag
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}" dir="{direction(tag)}"><head>{_head(book)}</head>'
        f"<body>{main}</body></html>\n"
    )


def _head(book: Book) -> str:
    digest = b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    return (
        '<meta charset="utf-8"/>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'
        '<meta name="viewport" content="width=device-width"/>'
        f"<title>{escape(book.title, quote=False)} - {escape(book.imprint.name, quote=False)}"
        f'</title><meta name="description" content="{escape(book.summary)}"/>'
        f'<link rel="canonical" href="{escape(book.address)}"/><style>{CSS}</style>'
    )


def _chapter(book: Book, links: BookLinks, number: int, chapter: Chapter) -> str:
    title = element(f"h{chapter.level + 1}", _title(book, chapter), id=_name(number))
    changes = MarkupChanges(
        deeper=chapter.level,
        link=partial(links.link, number),
        anchor_prefix=f"{_name(number)}_",
    )
    return title + rewrite(chapter.html, changes)


def _contents(book: Book) -> str:
    gettext = book.imprint.translator.gettext
    title = element("h2", escape(gettext("Contents"), quote=False), id="page_contents")
    links = (
        element("a", _title(book, chapter), href=_place(number, ""))
        for number, chapter in enumerate(book.chapters)
        if number
    )
    lines = "".join(element("li", link) for link in links)
    return f'<nav aria-labelledby="page_contents">{title}<ol>{lines}</ol></nav>'


def _title(book: Book, chapter: Chapter) -> str:
    title = escape(chapter.title, quote=False)
    return in_language(title, chapter.language, book.imprint.tag, "span")


def _place(number: int, anchor: str) -> str:
    return f"#{_name(number)}" + (f"_{anchor}" if anchor else "")


def _name(number: int) -> str:
    return f"c{number}"
