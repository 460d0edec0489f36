"""PDFs as phones, printers and screen readers get them."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
import zxingcpp
from publishing.typesetting.pdf_structure import (
    bookmarks,
    elements,
    heading_levels,
    marked,
    names_ua,
    opened,
    page_texts,
    page_width,
    picture,
    roles,
)
from renditions.written import document, translator
from support.builders import EXPERIMENT, FILES, LIST, ZINE, edition, load_library, third_language

from reader.library.library import Library
from reader.library.model import Kind, LanguageTag
from reader.library.zines import COVERS
from reader.publishing.typesetting.imposition import sides
from reader.publishing.typesetting.typesetter import Typesetter
from reader.renditions.book import book_of
from reader.renditions.imprint import Imprint
from reader.renditions.pdf.pdf_data import Layout, UnsettableTextError

POINTS_OF_A_MILLIMETER = 72 / 25.4
KINDS = {Kind.EXPERIMENT: EXPERIMENT, Kind.ZINE: ZINE, Kind.LIST: LIST}


def pdf(
    typesetter: Typesetter, library: Library, kind: Kind, layout: Layout, tag: str = "en"
) -> bytes:
    found = document(library, kind, KINDS[kind].partition("/")[2])
    imprint = Imprint(
        library=library, translator=translator(library, tag), base_url="https://reader.example"
    )
    shown = found.edition_for(LanguageTag(tag), library.languages)
    return typesetter.pdf_of(book_of(imprint, found, shown), layout)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("tag", ["en", "es"])
def test_a_screen_reader_gets_title_language_headings_and_order(
    tmp_path: Path, typesetter: Typesetter, layout: Layout, tag: str
) -> None:
    library = load_library(tmp_path)
    made = opened(pdf(typesetter, library, Kind.ZINE, layout, tag))

    assert names_ua(made)
    assert str(made.Root.Lang) == tag
    assert bool(made.Root.MarkInfo.Marked)
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    levels = heading_levels(made)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"L", "LI", "LBody", "P"} <= set(roles(made))
    zine = document(library, Kind.ZINE, "stay-calm").editions[LanguageTag(tag)]
    assert bookmarks(made)[0] == zine.title
    assert set(bookmarks(made)) > {part.title for part in zine.parts}


def test_pages_have_the_size_of_what_they_are_for(tmp_path: Path, typesetter: Typesetter) -> None:
    library = load_library(tmp_path)
    widths = {
        (layout, tag): page_width(pdf(typesetter, library, Kind.ZINE, layout, tag))
        for layout in Layout
        for tag in ("en", "es")
    }
    inches = {key: round(width / 72, 2) for key, width in widths.items()}
    assert round(widths[Layout.PHONE, "en"] / POINTS_OF_A_MILLIMETER) == 105
    assert inches[Layout.LARGE, "en"] == 8.5
    assert round(widths[Layout.LARGE, "es"] / POINTS_OF_A_MILLIMETER) == 210
    assert inches[Layout.LETTER_BOOKLET, "es"] == 11
    assert round(widths[Layout.A4_BOOKLET, "en"] / POINTS_OF_A_MILLIMETER) == 297


def test_folded_sheets_have_every_page_once_and_in_order() -> None:
    for pages in (4, 8, 16, 20):
        printed = list(sides(pages))
        assert sorted(page for side in printed for page in side) == list(range(pages))
        # Folded, the front of each sheet is followed by its back, then by the next one.
        assert [right for _, right in printed[::2]] == list(range(0, pages // 2, 2))
        assert [left for left, _ in printed[1::2]] == list(range(1, pages // 2, 2))
        assert all(left + right == pages - 1 for left, right in printed)


def test_a_booklet_keeps_its_structure_and_its_first_side_is_back_and_cover(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    library = load_library(tmp_path)
    file = pdf(typesetter, library, Kind.ZINE, Layout.LETTER_BOOKLET)
    made = opened(file)

    sheets = {sheet.obj.objgen for sheet in made.pages}
    assert len(made.pages) % 2 == 0
    references = marked(made)
    assert references
    assert {each.Pg.objgen for each in references} == sheets
    assert all("/StructParents" in each.Stm for each in references)
    assert str(made.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
    assert "Link" not in roles(made)
    first = page_texts(file)[0]
    assert "Stay calm" in first
    assert "READ IT HERE" in first
    assert "This booklet is for paper." in " ".join(first.split())


def test_a_camera_reads_the_short_address_from_the_back(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    library = load_library(tmp_path)
    file = pdf(typesetter, library, Kind.ZINE, Layout.A4_BOOKLET)

    (code,) = zxingcpp.read_barcodes(picture(file, 0))
    assert code.text.startswith("https://reader.example/")


def test_a_work_in_another_language_says_which(tmp_path: Path, typesetter: Typesetter) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})
    made = opened(pdf(typesetter, library, Kind.EXPERIMENT, Layout.PHONE, "es"))

    assert str(made.Root.Lang) == "es"
    assert {str(each.Lang) for each in elements(made) if "/Lang" in each} >= {"en"}


def test_a_language_of_a_region_is_named_with_it(tmp_path: Path, typesetter: Typesetter) -> None:
    library = load_library(tmp_path, third_language("pt-BR"))
    made = opened(pdf(typesetter, library, Kind.ZINE, Layout.PHONE, "pt-BR"))

    assert str(made.Root.Lang) == "pt-BR"


@pytest.mark.parametrize("words", ["A smile \N{GRINNING FACE}", "مرحبا", "你好"])
def test_a_text_that_no_font_has_is_refused_with_words_and_the_next_is_set(
    tmp_path: Path, typesetter: Typesetter, words: str
) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/en.md": edition("Fridge", f"{words}\n")})

    with pytest.raises(UnsettableTextError, match="could not be displayed"):
        pdf(typesetter, library, Kind.EXPERIMENT, Layout.PHONE)
    assert pdf(typesetter, library, Kind.ZINE, Layout.PHONE).startswith(b"%PDF-")


def test_words_are_never_read_as_markup(tmp_path: Path, typesetter: Typesetter) -> None:
    nasty = "#panic() $x$ @ref `code` \\u{41} _a_ =1 /* c */ <b> [x] //"
    escaped = nasty.replace("_", "\\_").replace("<", "\\<").replace("`", "\\`")
    library = load_library(tmp_path, {f"{EXPERIMENT}/en.md": edition("#[Title]", f"{escaped}\n")})
    said = "".join(page_texts(pdf(typesetter, library, Kind.EXPERIMENT, Layout.PHONE)))

    for word in ("#panic()", "$x$", "@ref", "#[Title]", "/* c */", "//"):
        assert "".join(word.split()) in "".join(said.split())


def test_every_markup_that_a_text_may_have_is_set(tmp_path: Path, typesetter: Typesetter) -> None:
    body = (
        "## First {#first}\n\nA *b* **c** `d` [e](https://a.example/x/y) [f](#first)\n\n"
        "[hola]{lang=es}\n\n"
        "> quoted\n\n1. one\n2. two\n   - deep\n\n| h | i |\n|---|---|\n| j | k |\n\n---\n\n"
        "term\n:   defined\n\n    again\n\n```\ncode\n```\n"
    )
    library = load_library(tmp_path, {f"{EXPERIMENT}/en.md": edition("Fridge", body)})
    made = opened(pdf(typesetter, library, Kind.EXPERIMENT, Layout.PHONE))

    assert {"BlockQuote", "Table", "TH", "TD", "Link", "L", "Em", "Strong"} <= set(roles(made))


def test_every_cover_of_the_site_is_drawn(tmp_path: Path, typesetter: Typesetter) -> None:
    drawn = set()
    for cover in COVERS:
        facts = f"{FILES[f'{ZINE}/document.yaml']}cover: {cover}\n"
        library = load_library(tmp_path / cover, {f"{ZINE}/document.yaml": facts})
        shown = picture(pdf(typesetter, library, Kind.ZINE, Layout.PHONE), 0, pixels_per_inch=20)
        drawn.add(shown.tobytes())
    assert len(drawn) == len(COVERS)


def test_the_same_book_has_the_same_bytes_in_another_process(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    library = load_library(tmp_path)
    for layout in (Layout.PHONE, Layout.A4_BOOKLET):
        again = pdf(Typesetter(), library, Kind.ZINE, layout)
        assert pdf(typesetter, library, Kind.ZINE, layout) == again


def test_a_pdf_made_from_the_same_is_taken_over_and_any_change_sets_it_anew(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    library = load_library(tmp_path / "before")
    found = document(library, Kind.LIST, "first-steps")
    imprint = Imprint(
        library=library, translator=translator(library, "en"), base_url="https://reader.example"
    )
    book = book_of(imprint, found, found.editions[LanguageTag("en")])
    earlier = typesetter.pdf_of(book, Layout.PHONE)

    assert typesetter.pdf_of(book, Layout.PHONE, earlier) is earlier
    for changed, layout in ((replace(book, title="Other"), Layout.PHONE), (book, Layout.LARGE)):
        anew = typesetter.pdf_of(changed, layout, earlier)
        assert anew == typesetter.pdf_of(changed, layout)
        assert anew != earlier


def test_a_fork_sets_pdfs_in_a_process_of_its_own(tmp_path: Path, typesetter: Typesetter) -> None:
    library = load_library(tmp_path)
    here = pdf(typesetter, library, Kind.LIST, Layout.PHONE)
    ours, theirs = get_context("fork").Pipe()

    def work() -> None:
        theirs.send(pdf(typesetter, library, Kind.LIST, Layout.PHONE))

    process = get_context("fork").Process(target=work)
    process.start()
    assert ours.recv() == here
    process.join(20)
    assert process.exitcode == 0


def test_a_process_that_ended_is_an_error_and_not_a_wait(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ChildProcessError):
        pdf(Typesetter(), load_library(tmp_path), Kind.LIST, Layout.PHONE)


def test_the_process_ends_with_its_typesetter(tmp_path: Path) -> None:
    typesetter = Typesetter()
    pdf(typesetter, load_library(tmp_path), Kind.LIST, Layout.PHONE)
    worker = typesetter._worker
    assert worker
    assert worker.poll() is None
    del typesetter

    assert worker.poll() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
