# ruff: noqa: PLC0415  # a server has its files ready
"""What writes the files to take away, for a build and for an editor's live preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.publishing.typesetting.earlier_files import EarlierFiles, no_files

if TYPE_CHECKING:
    from reader.i18n.translator import Translator
    from reader.library.library import Library
    from reader.library.model import Document, Edition, Slug
    from reader.publishing.typesetting.typesetter import Typesetter
    from reader.renditions.bundle import Bundle
    from reader.renditions.formats import Format
    from reader.web.site import FeedFile, Rendition


def rendition_writer(
    base_url: str, library: Library, earlier: EarlierFiles = no_files
) -> Rendition:
    """Return what writes an edition in any format.

    PDFs are set by one typesetter, unless one of ``earlier`` was made from the same.
    """
    typesetters: list[Typesetter] = []

    def file_of(
        file_format: Format,
        document: Document,
        edition: Edition,
        translator: Translator,
        part: Slug | None,
    ) -> bytes:
        from reader.renditions.book import book_of
        from reader.renditions.imprint import Imprint
        from reader.renditions.pdf.pdf_data import LAYOUTS
        from reader.renditions.rendition import rendition

        imprint = Imprint(library=library, translator=translator, base_url=base_url)
        if file_format.is_pdf:
            book, layout = book_of(imprint, document, edition), LAYOUTS[file_format]
            before = earlier(f"{imprint.path(document)}.{file_format}")
            return _typesetter(typesetters).pdf_of(book, layout, before)
        return rendition(imprint, file_format, document, edition, part)

    return file_of


def _typesetter(typesetters: list[Typesetter]) -> Typesetter:
    """Return the one typesetter, made for the first PDF: its packages are an extra."""
    from reader.publishing.typesetting.typesetter import Typesetter

    if not typesetters:
        typesetters.append(Typesetter())
    return typesetters[0]


def feed_writer(
    base_url: str,
    library: Library,
    bundles: tuple[Bundle, ...] = (),
    file_sizes: dict[str, int] | None = None,
) -> FeedFile:
    """Return what writes the files that tell of a library.

    ``file_sizes`` is path of a file → its size. Those that are missing are found, and added.
    """
    sizes = {} if file_sizes is None else file_sizes

    def feed_of(route: str, translator: Translator) -> bytes:
        from reader.renditions.feeds.feed_files import feed_file
        from reader.renditions.imprint import Imprint

        imprint = Imprint(
            library=library,
            translator=translator,
            base_url=base_url,
            bundles=bundles,
            file_sizes=sizes,
        )
        return feed_file(imprint, route)

    return feed_of
