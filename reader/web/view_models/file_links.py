"""The links to the files in which a page can be taken along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reader.i18n.catalogues import catalogue
from reader.i18n.formatting import format_size
from reader.i18n.translator import N_, Translator
from reader.library.addresses import DOCUMENT_ROUTES, document_address, file_routes, print_routes
from reader.library.model import Document, Edition, LanguageTag, Slug
from reader.renditions.formats import FORMATS, Format
from reader.renditions.pdf.pdf_data import UnsettableTextError, usual_booklet
from reader.web.site import Site
from reader.web.translations import translator

_LABELS: Final[Mapping[Format, str]] = {
    Format.TEXT: N_("Text file, %(size)s"),
    # L10n: a file format for books.
    Format.EPUB: N_("EPUB, %(size)s"),
    # L10n: a file format: a web page in one file.
    Format.HTML: N_("HTML, %(size)s"),
    Format.PDF: N_("PDF for phones, %(size)s"),
    Format.LARGE_PDF: N_("PDF in large print, %(size)s"),
    # L10n: a PDF to print on both sides of sheets, fold and staple. Letter is a size of paper.
    Format.LETTER_BOOKLET: N_("Booklet for Letter paper, %(size)s"),
    # L10n: as above. A4 is a size of paper.
    Format.A4_BOOKLET: N_("Booklet for A4 paper, %(size)s"),
}
# L10n: a file in another language: that language in its own words, and the format of the file.
_ELSEWHERE: Final = N_("%(language)s: %(file)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A file of a document. ``label`` says its format and its size before any coding.

    A browser would show a file that ``is_kept`` in place of the page. One that is not ``is_usual``
    is for few: in large print, or on another paper.
    """

    label: str
    address: str
    is_kept: bool
    is_pdf: bool
    is_usual: bool = True


def file_links(
    site: Site, document: Document, edition: Edition, tag: LanguageTag, part: Slug | None
) -> Iterator[FileLink]:
    """Yield the files of a document, or of one part, for a reader of ``tag``."""
    page = document_address(document.kind, document.slug, tag, part)
    route = "zine_part" if part else DOCUMENT_ROUTES[document.kind]
    for name in (*file_routes(route), *(print_routes(route) if site.has_pdf else ())):
        file_format = FORMATS[name.rpartition("_")[2]]
        try:
            file = site.rendition(file_format, document, edition, translator(), part)
        except UnsettableTextError:  # a finding says so
            continue
        yield FileLink(
            label=_label(file_format, file, translator()),
            address=f"{page}.{file_format}",
            is_kept=file_format is Format.HTML,
            is_pdf=file_format.is_pdf,
            is_usual=not file_format.is_pdf or file_format in {Format.PDF, usual_booklet(tag)},
        )


def epubs_elsewhere(
    site: Site, document: Document, tag: LanguageTag
) -> Iterator[tuple[LanguageTag, FileLink]]:
    """Yield the EPUB of a document in its other languages, each in the words of its own."""
    for language in site.languages:
        edition = document.editions.get(language.tag)
        if edition is not None and language.tag != tag:
            labels = Translator(
                language=language, catalogue=catalogue(site.translations, language.tag)
            )
            label = _label(
                Format.EPUB,
                site.rendition(Format.EPUB, document, edition, labels, None),
                labels,
            )
            page = document_address(document.kind, document.slug, language.tag)
            yield (
                language.tag,
                FileLink(
                    label=labels.gettext(_ELSEWHERE, language=language.autonym, file=label),
                    address=f"{page}.{Format.EPUB}",
                    is_kept=False,
                    is_pdf=False,
                ),
            )


def _label(file_format: Format, file: bytes, labels: Translator) -> str:
    return labels.gettext(_LABELS[file_format], size=format_size(len(file), labels.language))
