"""Put the pages of a booklet two on a side of a sheet, so that the folded sheets read in order.

The structure for screen readers stays: a page becomes a form XObject, and what marked content of
the page is named as such of the XObject. Source: ISO 32000-1 §14.7.4, §8.10; PDF/UA-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

_SIDES = 4


def sides(pages: int) -> Iterator[tuple[int, int]]:
    """Yield left and right page, from 0, of each side of a sheet. ``pages`` fill whole sheets."""
    for sheet in range(0, pages // 2, 2):
        yield pages - 1 - sheet, sheet
        yield sheet + 1, pages - 2 - sheet


def impose(document: Pdf) -> None:
    """Change a document into sheets to print on both sides and to fold. Raises ValueError."""
    pages = list(document.pages)
    if len(pages) % _SIDES:
        raise ValueError(f"{len(pages)} pages do not fill sheets")
    width, height = (float(length) for length in pages[0].mediabox[2:4])
    pictures = [_picture(page) for page in pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pages)}
    order = list(sides(len(pages)))
    sheets = [
        _sheet(document, pictures[left], pictures[right], width, height) for left, right in order
    ]
    of_page = {page: sheet for pair, sheet in zip(order, sheets, strict=True) for page in pair}
    structure = _Structure(numbers=numbers, sheets=of_page, pictures=pictures)
    structure.move(document.Root.StructTreeRoot)
    if "/First" in document.Root.get("/Outlines", {}):
        structure.move_bookmarks(document.Root.Outlines.First, {right for _, right in order}, width)
    for name in ("/PageLabels", "/Names"):
        if name in document.Root:
            del document.Root[name]
    document.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
    )
    del document.pages[:]
    document.pages.extend(Page(sheet) for sheet in sheets)


def _picture(page: Page) -> Object:
    picture = page.as_form_xobject()
    if "/StructParents" in page.obj:
        picture.StructParents = page.obj.StructParents
    return picture


def _sheet(document: Pdf, left: Object, right: Object, width: float, height: float) -> Object:
    sheet = document.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 2 * width, height]),
            Resources=Dictionary(XObject=Dictionary(L=left, R=right)),
            Tabs=Name.S,
        )
    )
    sheet.Contents = document.make_stream(f"/L Do q 1 0 0 1 {width:g} 0 cm /R Do Q".encode())
    return sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure:
    """Moves structure elements and bookmarks from pages to sheets.

    ``numbers``: object of a page → its number; ``sheets``: number → sheet.
    """

    numbers: dict[tuple[int, int], int]
    sheets: dict[int, Object]
    pictures: list[Object]

    def move(self, element: Object, page: int | None = None) -> None:
        """Move an element of the structure and all below it."""
        if "/Pg" in element:
            page = self.numbers[element.Pg.objgen]
            element.Pg = self.sheets[page]
        if "/K" in element:
            content = element.K
            children: list[Object | int] = (
                list(content) if isinstance(content, Array) else [content]
            )
            element.K = Array(list(self._moved(element, children, page)))

    def _moved(
        self, element: Object, children: list[Object | int], page: int | None
    ) -> Iterator[Object]:
        for child in children:
            if isinstance(child, int):  # the number of marked content, on this page
                assert page is not None  # noqa: S101  # marked content is on a page
                yield self._marked(child, page)
            elif child.get("/Type") == Name.MCR:
                at = self.numbers[child.Pg.objgen] if "/Pg" in child else page
                assert at is not None  # noqa: S101  # marked content is on a page
                yield self._marked(int(child.MCID), at)
            elif child.get("/Type") == Name.OBJR:
                element.S = Name.Span  # a link on paper leads nowhere
            else:
                self.move(child, page)
                yield child

    def _marked(self, number: int, page: int) -> Object:
        return Dictionary(Type=Name.MCR, Pg=self.sheets[page], Stm=self.pictures[page], MCID=number)

    def move_bookmarks(self, bookmark: Object | None, on_right: set[int], width: float) -> None:
        """Move a bookmark, those after it, and those below."""
        while bookmark is not None:
            target = bookmark.Dest
            page = self.numbers[target[0].objgen]
            target[0] = self.sheets[page]
            if page in on_right:
                target[2] = float(target[2]) + width
            if "/First" in bookmark:
                self.move_bookmarks(bookmark.First, on_right, width)
            bookmark = bookmark.get("/Next")
