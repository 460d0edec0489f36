"""What a screen reader is told of a PDF: its structure, in the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image


def opened(file: bytes) -> Pdf:
    return pikepdf.open(BytesIO(file))


def elements(document: Pdf) -> Iterator[Dictionary]:
    """Yield every element of the structure, in the order of reading."""
    yield from _below(document.Root.StructTreeRoot)


def _below(element: Dictionary) -> Iterator[Dictionary]:
    for child in children(element):
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _below(child)


def children(element: Dictionary) -> list[object]:
    content = element.get("/K", Array([]))
    return list(content) if isinstance(content, Array) else [content]


def roles(document: Pdf) -> list[str]:
    return [str(each.S).removeprefix("/") for each in elements(document)]


def heading_levels(document: Pdf) -> list[int]:
    return [int(role[1:]) for role in roles(document) if re.fullmatch(r"H\d", role)]


def bookmarks(document: Pdf) -> list[str]:
    with document.open_outline() as outline:
        return [str(item.title) for item in _items(outline.root)]


def _items(items) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _items(item.children)


def names_ua(document: Pdf) -> bool:
    with document.open_metadata() as metadata:
        return metadata.get("pdfuaid:part") == "1"


def marked(document: Pdf) -> list[Dictionary]:
    """Return every reference to marked content in the structure."""
    found = []
    for element in elements(document):
        for child in children(element):
            if isinstance(child, int):
                found.append(Dictionary(Type=Name.MCR, Pg=element.Pg, MCID=child))
            elif child.get("/Type") == Name.MCR:
                found.append(child)
    return found


def page_width(file: bytes) -> float:
    """Return the width of the first page in points."""
    with opened(file) as document:
        return float(document.pages[0].mediabox[2])


def page_texts(file: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def picture(file: bytes, page: int, *, pixels_per_inch: int = 110) -> Image.Image:
    document = pypdfium2.PdfDocument(file)
    shown = document[page].render(scale=pixels_per_inch / 72).to_pil()
    document.close()
    return shown
