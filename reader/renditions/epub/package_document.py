"""The package document of an EPUB: what the book is, and what it consists of.

Source: EPUB 3.3 §5; EPUB Accessibility 1.1 §2, §5.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from reader.library.text.text_direction import direction
from reader.renditions.book import Book
from reader.renditions.epub.chapter_files import NAVIGATION, STYLE, chapter_file

# The exact words that the standard asks for. Source: EPUB Accessibility 1.1 §5.2.
_CONFORMS_TO: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
# What is the same of every book. Source: EPUB Accessibility 1.1 §2.2; schema.org.
_ACCESSIBILITY: Final = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "unlocked"),
    ("schema:accessibilityHazard", "none"),
)


def package_document(book: Book) -> str:
    """Return the package document of a book."""
    tag = book.imprint.tag
    chapters = range(len(book.chapters))
    items = (
        f'<item id="nav" href="{NAVIGATION}" media-type="application/xhtml+xml" properties="nav"/>',
        f'<item id="css" href="{STYLE}" media-type="text/css"/>',
        *(
            f'<item id="c{number}" href="{chapter_file(number)}"'
            ' media-type="application/xhtml+xml"/>'
            for number in chapters
        ),
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in chapters)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{tag}" dir="{direction(tag)}">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(_metadata(book))}'
        f"</metadata><manifest>{''.join(items)}</manifest><spine>{spine}</spine></package>"
    )


def _metadata(book: Book) -> Iterator[str]:
    publisher = book.imprint.library.identity.publisher
    yield f'<dc:identifier id="id">{escape(book.address)}</dc:identifier>'
    core = (
        ("title", book.title),
        *(("language", tag) for tag in dict.fromkeys((book.language, book.imprint.tag))),
        ("creator", publisher),
        *(("contributor", name) for name in book.translators),
        ("publisher", publisher),
        ("description", book.summary),
        ("date", book.written.isoformat()),
        ("source", book.address),
        *(("subject", subject) for subject in book.subjects),
    )
    for name, value in core:
        language = f' xml:lang="{book.language}"' if name in {"title", "description"} else ""
        yield f"<dc:{name}{language}>{escape(value, quote=False)}</dc:{name}>"
    summary = book.imprint.translator.gettext(
        "Everything in this book is text, with headings and a table of contents."
    )
    properties = (
        ("dcterms:modified", f"{book.written.isoformat()}T00:00:00Z"),
        *_ACCESSIBILITY,
        ("schema:accessibilitySummary", summary),
        ("dcterms:conformsTo", _CONFORMS_TO),
        ("a11y:certifiedBy", publisher),
    )
    for name, value in properties:
        yield f'<meta property="{name}">{escape(value, quote=False)}</meta>'
