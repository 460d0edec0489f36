"""The files of an EPUB that are read: a file a chapter, and the navigation.

Source: EPUB 3.3 §6.1, §7; EPUB Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from typing import Final

from reader.library.model import LanguageTag
from reader.library.text.links import targets
from reader.library.text.text_direction import direction
from reader.renditions.book import Book, Chapter
from reader.renditions.book_links import BookLinks, sections_of
from reader.renditions.markup import MarkupChanges, element, in_language, rewrite
from reader.storage.zip_archive import ArchiveFile

NAVIGATION: Final = "nav.xhtml"
STYLE: Final = "style.css"
# What readers of e-books do not do by themselves. Type and colors are theirs to choose.
CSS: Final = (
    "dt{font-weight:bold}th,td{border:1px solid;padding:.2em .4em;text-align:start}"
    "table{border-collapse:collapse}"
)
_TITLE: Final = "page_title"
# A longer table of contents is no shorter way on a small screen.
_MOST_SECTIONS: Final = 30
_CHAPTER: Final = ("chapter", "doc-chapter")


def chapter_file(number: int) -> str:
    """Return the name of the file of a chapter."""
    return f"c{number}.xhtml"


def chapter_files(book: Book) -> Iterator[ArchiveFile]:
    """Yield every chapter as a file of XHTML."""
    links = BookLinks(book, _place)
    for number, chapter in enumerate(book.chapters):
        html, link = _heading(book, chapter) + chapter.html, partial(links.link, number)
        # The same chapter is another file if it or what it leads to has moved.
        facts = (book.imprint.tag, chapter.title, "sources" if chapter.has_sources else "", html)
        yield ArchiveFile(
            name=chapter_file(number),
            make=partial(_chapter_page, book, chapter, html, link),
            inputs=(*facts, *map(link, targets(html))),
        )


def _chapter_page(book: Book, chapter: Chapter, html: str, link: Callable[[str], str]) -> bytes:
    written = rewrite(html, MarkupChanges(link=link, for_xml=True))
    role = ("bibliography", "doc-bibliography") if chapter.has_sources else _CHAPTER
    section = _section("section", role, written, _TITLE)
    return _page(book, chapter.title, section).encode()


def navigation(book: Book) -> str:
    """Return the table of contents, in the order of reading, and the landmarks."""
    gettext = book.imprint.translator.gettext
    contents = gettext("Contents")
    title = element("h1", escape(contents, quote=False), id=_TITLE)
    entries = _list(_entries(book, list(enumerate(book.chapters)), _sections_of(book)))
    toc = _section("nav", ("toc", "doc-toc"), title + entries, _TITLE)
    start = _plain_title(book, book.chapters[0])
    mark = f'<a epub:type="bodymatter" href="{chapter_file(0)}">{start}</a>'
    landmarks = f'<nav epub:type="landmarks" hidden="hidden">{_list([mark])}</nav>'
    return _page(book, contents, toc + _for_xml(landmarks))


def _for_xml(html: str) -> str:
    """Return HTML with its languages named as XML does."""
    return rewrite(html, MarkupChanges(for_xml=True))


def _place(number: int, anchor: str) -> str:
    return chapter_file(number) + (f"#{anchor}" if anchor else "")


def _section(name: str, role: tuple[str, str], content: str, label: str) -> str:
    kind, aria = role
    return f'<{name} epub:type="{kind}" role="{aria}" aria-labelledby="{label}">{content}</{name}>'


def _page(book: Book, title: str, body: str) -> str:
    """Return a file of XHTML. It needs neither declaration nor doctype. Source: XML 1.0 §2.8."""
    tag = book.imprint.tag
    head = element("title", escape(title, quote=False))
    way = ' dir="rtl"' if direction(tag) == "rtl" else ""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{tag}" xml:lang="{tag}"{way}><head>{head}'
        f'<link rel="stylesheet" href="{STYLE}"/></head><body>{body}</body></html>'
    )


def _heading(book: Book, chapter: Chapter) -> str:
    return element(
        "h1", escape(chapter.title, quote=False), id=_TITLE, **_language(book, chapter.language)
    )


def _language(book: Book, tag: LanguageTag) -> dict[str, str]:
    around = book.imprint.tag
    if tag == around:
        return {}
    differs = direction(tag) != direction(around)
    return {"lang": tag, **({"dir": direction(tag)} if differs else {})}


def _plain_title(book: Book, chapter: Chapter) -> str:
    title = escape(chapter.title, quote=False)
    return in_language(title, chapter.language, book.imprint.tag, "span")


def _list(entries: Sequence[str] | Iterator[str]) -> str:
    return element("ol", "".join(element("li", entry) for entry in entries))


def _entries(
    book: Book, chapters: list[tuple[int, Chapter]], sections: Sequence[Sequence[str]]
) -> Iterator[str]:
    """Yield the entries of chapters that stand side by side, each with those below it."""
    while chapters:
        number, chapter = chapters.pop(0)
        below = []
        while chapters and chapters[0][1].level > max(chapter.level, 1):
            below.append(chapters.pop(0))
        link = element("a", _plain_title(book, chapter), href=chapter_file(number))
        inner = [*sections[number], *_entries(book, below, sections)]
        yield _for_xml(link + (_list(inner) if inner else ""))


def _sections_of(book: Book) -> list[list[str]]:
    """Return for each chapter the entries of its sections, or none if they are too many."""
    sections = [list(_sections(book, *each)) for each in enumerate(book.chapters)]
    return sections if sum(map(len, sections)) <= _MOST_SECTIONS else [[] for _ in sections]


def _sections(book: Book, number: int, chapter: Chapter) -> Iterator[str]:
    for anchor, title in sections_of(chapter):
        words = in_language(escape(title, quote=False), chapter.language, book.imprint.tag, "span")
        yield element("a", words, href=f"{chapter_file(number)}#{anchor}")
