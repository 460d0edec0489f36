"""A book as EPUB: what EPUBCheck does not see."""

from __future__ import annotations

import re
import time
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from renditions.written import document, file
from support.builders import EXPERIMENT, load_library, third_language

from reader.library.model import Kind
from reader.renditions.formats import Format

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BOOKS = [
    (Kind.EXPERIMENT, "free-fridge"),
    (Kind.ZINE, "stay-calm"),
    (Kind.EPISODE, "fridge-talk"),
    (Kind.LIST, "first-steps"),
]
# Role by EPUB type, as Ace asks for it.
ROLES = {"chapter": "doc-chapter", "bibliography": "doc-bibliography", "toc": "doc-toc"}


def archive(book: bytes) -> ZipFile:
    return ZipFile(BytesIO(book))


def read(book: bytes) -> dict[str, ET.Element]:
    """Return name → root of every XML file of a book."""
    files = archive(book)
    return {
        name: ET.fromstring(files.read(name))
        for name in files.namelist()
        if name.endswith(("xml", "xhtml", "opf"))
    }


def words_of(root: ET.Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


@pytest.mark.parametrize(("kind", "slug"), BOOKS)
def test_the_same_document_gives_the_same_bytes_at_any_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, slug: str
) -> None:
    library = load_library(tmp_path)
    first = file(library, Format.EPUB, kind, slug)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)

    assert file(library, Format.EPUB, kind, slug) == first


def test_the_first_file_tells_what_it_is_without_being_unpacked(tmp_path: Path) -> None:
    book = file(load_library(tmp_path), Format.EPUB, Kind.ZINE, "stay-calm")
    first = archive(book).infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert book[38:58] == b"application/epub+zip"


def test_a_zine_has_a_chapter_a_part_and_its_sources_last(tmp_path: Path) -> None:
    book = read(file(load_library(tmp_path), Format.EPUB, Kind.ZINE, "stay-calm"))

    chapters = [name for name in book if re.fullmatch(r"c\d+\.xhtml", name)]
    titles = [words_of(book[name].find(f".//{XHTML}h1")) for name in chapters]
    assert titles == ["Stay calm", "Before", "After", "Sources"]
    spine = [item.get("idref") for item in book["package.opf"].iter(f"{OPF}itemref")]
    assert [f"{each}.xhtml" for each in spine] == chapters


def test_the_contents_have_chapters_and_sections_in_the_order_of_reading(tmp_path: Path) -> None:
    book = read(file(load_library(tmp_path), Format.EPUB, Kind.ZINE, "stay-calm"))

    links = [(link.get("href"), words_of(link)) for link in book["nav.xhtml"].iter(f"{XHTML}a")]
    assert links == [
        ("c0.xhtml", "Stay calm"),
        ("c1.xhtml", "Before"),
        ("c1.xhtml#breathe", "Breathe"),
        ("c2.xhtml", "After"),
        ("c2.xhtml#rest", "Rest"),
        ("c3.xhtml", "Sources"),
        ("c0.xhtml", "Stay calm"),  # the landmark
    ]


def test_the_parts_of_a_zine_in_a_reading_list_are_below_it(tmp_path: Path) -> None:
    facts = "documents: [zines/stay-calm]\ntopics: [food]\nsources: []\n"
    library = load_library(tmp_path, {"lists/first-steps/document.yaml": facts})
    navigation = read(file(library, Format.EPUB, Kind.LIST, "first-steps"))["nav.xhtml"]

    zine = navigation.findall(f".//{XHTML}nav/{XHTML}ol/{XHTML}li")[1]
    assert words_of(zine.find(f"{XHTML}a")) == "Stay calm"
    below = [words_of(item.find(f"{XHTML}a")) for item in zine.findall(f"{XHTML}ol/{XHTML}li")]
    assert below == ["Before", "After"]


@pytest.mark.parametrize(("kind", "slug"), BOOKS)
@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_file_has_a_title_a_language_one_first_heading_and_a_role_for_each_type(
    tmp_path: Path, kind: Kind, slug: str, tag: str
) -> None:
    pages = {
        name: root
        for name, root in read(file(load_library(tmp_path), Format.EPUB, kind, slug, tag)).items()
        if name.endswith(".xhtml")
    }
    for name, root in pages.items():
        assert root.get("lang") == root.get(XML_LANG) == tag, name
        assert words_of(root.find(f".//{XHTML}title")), name
        levels = [int(each.tag[-1]) for each in root.iter() if re.search(r"\}h\d$", each.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
        for each in root.iter():
            if each.get(EPUB_TYPE) in ROLES:
                assert each.get("role") == ROLES[each.get(EPUB_TYPE)]
            assert each.get("lang") == each.get(XML_LANG)


@pytest.mark.parametrize(("kind", "slug"), BOOKS)
def test_every_link_leads_into_the_book_or_to_an_address_with_a_scheme(
    tmp_path: Path, kind: Kind, slug: str
) -> None:
    book = read(file(load_library(tmp_path), Format.EPUB, kind, slug))
    anchors = {
        name: {each.get("id") for each in root.iter() if each.get("id")}
        for name, root in book.items()
    }
    for name, root in book.items():
        for link in root.iter(f"{XHTML}a"):
            target = link.get("href")
            if re.match(r"[a-z]+:", target):
                continue
            to, _, anchor = target.partition("#")
            assert to in book, (name, target)
            assert not anchor or anchor in anchors[to], (name, target)


def test_the_package_says_what_the_book_is_and_for_whom_it_can_be_read(tmp_path: Path) -> None:
    package = read(file(load_library(tmp_path), Format.EPUB, Kind.ZINE, "stay-calm", "es"))[
        "package.opf"
    ]
    core = {(each.tag.removeprefix(DC), each.text) for each in package.iter() if DC in each.tag}
    said = {(each.get("property"), each.text) for each in package.iter(f"{OPF}meta")}

    assert {
        ("title", "Mantén la calma"),
        ("language", "es"),
        ("source", "https://reader.example/es/zines/stay-calm"),
        ("date", "2026-11-23"),
    } <= core
    assert {
        ("dcterms:modified", "2026-11-23T00:00:00Z"),
        ("schema:accessMode", "textual"),
        ("schema:accessibilityHazard", "none"),
        ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
    } <= said
    assert {"schema:accessibilitySummary", "a11y:certifiedBy"} <= {name for name, _ in said}


def test_a_stand_in_says_its_language_wherever_its_words_are(tmp_path: Path) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})
    book = read(file(library, Format.EPUB, Kind.EXPERIMENT, "free-fridge", "es"))

    languages = [each.text for each in book["package.opf"].iter(f"{DC}language")]
    assert languages == ["en", "es"]
    (heading,) = book["c0.xhtml"].iter(f"{XHTML}h1")
    assert heading.get(XML_LANG) == "en"
    english = [words_of(each) for each in book["c0.xhtml"].iter() if each.get("lang") == "en"]
    assert any("A fridge stands on the street." in words for words in english)


def test_a_language_that_runs_from_right_to_left_says_so(tmp_path: Path) -> None:
    library = load_library(tmp_path, third_language("ar"))
    book = read(file(library, Format.EPUB, Kind.ZINE, "stay-calm", "ar"))

    assert book["c0.xhtml"].get("dir") == "rtl"
    assert book["package.opf"].get("dir") == "rtl"
    assert next(book["c0.xhtml"].iter(f"{XHTML}h1")).get("dir") == "ltr"


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    for kind, slug in BOOKS:
        for name, root in read(file(library, Format.EPUB, kind, slug)).items():
            for each in root.iter():
                assert not each.get("src")
                assert each.tag != f"{XHTML}link" or each.get("href") == "style.css", name
        assert document(library, kind, slug)
