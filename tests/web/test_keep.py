"""What can be done with a document: keep it, send it, correct it, on a page of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.builders import EXPERIMENT, EXPERIMENT_FACTS, ZINE, ZINE_FACTS, load_library
from support.sites import client_of, make_site

from reader.library.addresses import document_address, short_address
from reader.library.model import Document
from reader.library.site_places import places
from reader.renditions.formats import Format
from reader.renditions.pdf.pdf_data import UnsettableTextError
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.views.keep import sharing

CODE = {f"{EXPERIMENT}/document.yaml": f"{EXPERIMENT_FACTS}code: k7m2\n"}
VIOLENT = {f"{ZINE}/document.yaml": f"{ZINE_FACTS}code: x3zz\n"}
TITLES = {"en": "Keep, send, correct", "es": "Guardar, enviar, corregir"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_document_has_one_line_that_leads_to_its_page_of_its_own(
    tmp_path: Path, language: str
) -> None:
    client = client_of(tmp_path)
    for document in load_library(tmp_path / "again").documents():
        address = document_address(document.kind, document.slug, language)
        line = f'<a href="{address}/keep">{TITLES[language]}</a>'

        assert client.get(address).text.count(line) == 1, address
        assert f"<h1>{TITLES[language]}</h1>" in client.get(f"{address}/keep").text
        assert f'href="{address}.txt"' in client.get(f"{address}/keep").text
    part = client.get(f"/{language}/zines/stay-calm/before").text
    assert f'<a href="/{language}/zines/stay-calm/keep">{TITLES[language]}</a>' in part


def test_a_page_sends_its_short_address_and_its_title(tmp_path: Path) -> None:
    page = client_of(tmp_path, CODE).get("/en/experiments/free-fridge/keep").text

    assert '<a href="/x/k7m2">reader.example/x/k7m2</a>' in page
    assert 'href="sms:?body=Free%20fridge%20https://reader.example/x/k7m2"' in page
    assert 'href="https://wa.me/?text=Free%20fridge%20https://reader.example/x/k7m2"' in page
    assert 'href="mailto:?subject=Free%20fridge&amp;body=https://reader.example/x/k7m2"' in page
    assert "Whoever carries it can know that you sent it." in page


@pytest.mark.parametrize(("language", "other"), [("en", "es"), ("es", "en")])
def test_a_cover_offers_the_file_of_the_other_language_in_its_words_with_its_size(
    tmp_path: Path, language: str, other: str
) -> None:
    client = client_of(tmp_path)
    page = client.get(f"/{language}/zines/stay-calm").text
    address = f"/{other}/zines/stay-calm.epub"
    label = re.search(rf'href="{address}" hreflang="{other}" lang="{other}"[^>]*>([^<]+)<', page)[1]
    own = client.get(f"/{other}/zines/stay-calm").text

    name = {"en": "English", "es": "Español"}[other]
    size = re.search(rf'href="{address}">EPUB, ([^<]+)<', own)[1]
    assert label == f"{name}: EPUB, {size}"


def test_a_page_about_violence_sends_its_address_alone_and_says_so(tmp_path: Path) -> None:
    page = client_of(tmp_path, VIOLENT).get("/en/zines/stay-calm/keep").text
    sent = re.findall(r'href="((?:sms|https://wa|mailto)[^"]+)"', page)

    assert sent == [
        "sms:?body=https://reader.example/x/x3zz",
        "https://wa.me/?text=https://reader.example/x/x3zz",
        "mailto:?body=https://reader.example/x/x3zz",
    ]
    assert "The message has the address alone." in page
    assert 'href="/en/zines/stay-calm/all"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_part_of_a_zine_offers_its_own_text_file(tmp_path: Path, language: str) -> None:
    client = client_of(tmp_path)
    page = client.get(f"/{language}/zines/stay-calm/before").text
    words = {"en": "Text file", "es": "Archivo de texto"}[language]

    assert re.search(rf'href="/{language}/zines/stay-calm/before\.txt">{words}, \d+\.\d', page)


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"]
)
def test_an_address_that_only_this_computer_finds_is_not_sent(tmp_path: Path, base: str) -> None:
    (experiment,) = load_library(tmp_path, CODE).experiments

    assert short_address(base, experiment) is None
    assert short_address("https://a.example", experiment) == "https://a.example/x/k7m2"


def test_a_document_without_a_short_address_sends_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    client = client_of(tmp_path / "again")

    assert sharing(site, site.library.experiments[0], "Free fridge") is None
    assert "sms:" not in client.get("/en/experiments/free-fridge/keep").text


def test_a_page_to_keep_is_not_listed_and_has_a_title_of_its_own(tmp_path: Path) -> None:
    page = client_of(tmp_path).get("/es/experiments/free-fridge/keep").text
    kept = [place for place in places(load_library(tmp_path / "again")) if "keep" in place.route]

    assert "<title>Guardar, enviar, corregir: La nevera libre – " in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    assert len({place.path for place in kept}) == len(kept) > 10


def printing_client(tmp_path: Path, *unsettable: str) -> FlaskClient:
    """Return a client of a site that makes PDFs, but not those of some formats."""

    def rendition(file_format: Format, document: Document, *_: object) -> bytes:
        if file_format in unsettable:
            raise UnsettableTextError("no font")
        return b"%PDF-" + document.slug.encode()

    site = replace(make_site(tmp_path), has_pdf=True, rendition=rendition)
    return create_app(site, PAGE_VIEWS).test_client()


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_can_be_printed_is_offered_with_its_size(tmp_path: Path, language: str) -> None:
    client = printing_client(tmp_path)
    page = client.get(f"/{language}/zines/stay-calm/keep").text

    for name in ("pdf", "large.pdf", "letter.pdf", "a4.pdf"):
        address = f"/{language}/zines/stay-calm.{name}"
        size = {"en": "0.1\u00a0kB", "es": "0.1\u00a0kB"}[language]
        assert re.search(rf'href="{address}">[^<]+, {size}</a>', page), name
        assert client.get(address).headers["content-type"] == "application/pdf"
    assert {"en": "two staples", "es": "dos grapas"}[language] in page


def test_a_cover_offers_the_pdf_for_phones_and_the_booklet_for_the_paper_at_hand(
    tmp_path: Path,
) -> None:
    client = printing_client(tmp_path)
    offered = {
        tag: set(
            re.findall(r"stay-calm\.([a-z0-9.]*pdf)", client.get(f"/{tag}/zines/stay-calm").text)
        )
        for tag in ("en", "es")
    }
    assert offered == {"en": {"pdf", "letter.pdf"}, "es": {"pdf", "a4.pdf"}}


def test_only_a_zine_is_offered_as_a_booklet(tmp_path: Path) -> None:
    page = printing_client(tmp_path).get("/en/experiments/free-fridge/keep").text

    assert "free-fridge.large.pdf" in page
    assert "free-fridge.a4.pdf" not in page
    assert "staples" not in page


def test_a_pdf_that_cannot_be_made_is_not_offered(tmp_path: Path) -> None:
    client = printing_client(tmp_path, "large.pdf")
    page = client.get("/en/zines/stay-calm/keep").text

    assert "stay-calm.pdf" in page
    assert "large.pdf" not in page
    assert client.get("/en/zines/stay-calm.large.pdf").status_code == 404


def test_without_what_makes_them_no_page_knows_of_pdfs(tmp_path: Path) -> None:
    client = client_of(tmp_path)

    for path in ("/en/zines/stay-calm", "/en/zines/stay-calm/keep", "/es/lists/first-steps/keep"):
        assert "pdf" not in client.get(path).text.lower()
    assert client.get("/en/zines/stay-calm.pdf").status_code == 404
