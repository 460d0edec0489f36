"""What a page says, its text file, EPUB, HTML file and PDF say in the same words and order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html import unescape
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from publishing.typesetting.pdf_structure import page_texts
from support.own_content import own_library

from reader.i18n.languages import offered
from reader.i18n.translator import Translator
from reader.library.library import Library
from reader.library.model import Document, Edition, Kind, LanguageTag, ReadingList, Slug
from reader.library.text.help_placements import pieces
from reader.library.text.plain_text import blocks
from reader.renditions.formats import Format
from reader.renditions.imprint import Imprint
from reader.wiring.file_writers import rendition_writer


@pytest.fixture(scope="module")
def library() -> Library:
    return own_library()


def text_words(file: bytes) -> str:
    """Return the words of a text file, without marks and the numbers of links."""
    lines = (re.sub(r"^(#+|-|\d+\.|>) ", "", line.strip()) for line in file.decode().splitlines())
    return re.sub(r" \[\d+\]", "", " ".join(filter(None, lines)))


def epub_words(file: bytes) -> str:
    archive = ZipFile(BytesIO(file))
    names = [name for name in archive.namelist() if re.fullmatch(r"c\d+\.xhtml", name)]
    bodies = (ET.fromstring(archive.read(name))[1] for name in names)
    return " ".join(" ".join(" ".join(body.itertext()).split()) for body in bodies)


def html_words(file: bytes) -> str:
    body = file.decode().partition("<main>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def pdf_words(file: bytes) -> str:
    """Return the words of a PDF, without numbers of pages and marks of items.

    The hyphen of a word that was broken is U+FFFE or U+0002, whether it has one of its own or not.
    """
    pages = (re.sub(r"\d+\s*$", "", page) for page in page_texts(file))
    return re.sub(r"[\ufffe\u00ad\u0002-]\s*", "", " ".join(pages))


WORDS = {
    Format.TEXT: text_words,
    Format.EPUB: epub_words,
    Format.HTML: html_words,
    Format.PDF: pdf_words,
}


def letters(words: str) -> str:
    """Return words without spaces: an element may end where no word does."""
    return "".join(words.split())


def said(library: Library, document: Document, tag: LanguageTag) -> Iterator[str]:
    """Yield what the pages of a document say, in the order of reading."""
    edition = document.edition_for(tag, library.languages)
    yield from (edition.title, edition.summary, *edition.in_short)
    yield from text_of(library, document, edition)
    for part in edition.parts:
        yield from (part.title, part.summary)
        yield from text_of(library, document, edition, part.slug)
    for reference in document.documents if isinstance(document, ReadingList) else ():
        listed = library.find(reference.kind, reference.slug)
        assert listed
        shown = listed.edition_for(tag, library.languages)
        if reference.part:
            yield from text_of(library, listed, shown, reference.part)
        else:
            yield from said(library, listed, tag)


def text_of(
    library: Library, document: Document, edition: Edition, part: Slug | None = None
) -> Iterator[str]:
    for html, _ in pieces(library.text(document, edition, part).html):
        yield from (block.text for block in blocks(html))


@pytest.mark.parametrize("file_format", WORDS)
@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_document_says_the_same_in_every_format(
    library: Library, file_format: Format, tag: str
) -> None:
    language = {each.tag: each for each in offered(library.identity)}[LanguageTag(tag)]
    imprint = Imprint(
        library=library,
        translator=Translator(language=language, catalogue=NullTranslations()),
        base_url="https://reader.example",
    )
    write = rendition_writer(imprint.base_url, library)
    documents = [each for each in library.documents() if each.kind is not Kind.PAGE]
    assert len(documents) > 25
    for document in documents:
        edition = document.edition_for(language.tag, library.languages)
        file = write(file_format, document, edition, imprint.translator, None)
        written, at = letters(WORDS[file_format](file)), 0
        for words in said(library, document, language.tag):
            sought = letters(words.replace("-", "") if file_format.is_pdf else words)
            found = written.find(sought, at)
            assert found >= 0, (document.slug, words)
            at = found + len(sought)
