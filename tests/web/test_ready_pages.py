"""A page that is rendered once and filled in is the page that would be rendered."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from support.form_sender import form_sender, receipt_of
from support.sites import make_site

from reader.web.inline_css import digest

STAMP = re.compile(r'name="stamp" value="[^"]*"')
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
ABOUT = (
    "",
    "?page=/en/about",
    "?page=%26%22%3C%C3%B1%EF%A3%BEstamp%EF%A3%BE",
    "?page=",
    "?page=+x",
)


@pytest.mark.parametrize("form", ["correct", "share"])
def test_a_form_is_the_same_whoever_opened_it_before(tmp_path: Path, form: str) -> None:
    site = make_site(tmp_path)
    used = form_sender(site, tmp_path / "kept")
    for about in reversed(ABOUT):
        used.client.get(f"/en/{form}{about}")

    for language in ("en", "es"):
        for about in ABOUT:
            fresh = form_sender(site, tmp_path / "kept")
            first, later = (each.client.get(f"/{language}/{form}{about}") for each in (fresh, used))
            assert STAMP.sub("", first.text) == STAMP.sub("", later.text)
            assert first.text != later.text
            style = STYLE.search(later.text)
            assert style
            assert digest(style[1]) in later.headers["Content-Security-Policy"]
            fresh.desk.close()
    used.desk.close()


def test_a_form_names_the_page_that_it_is_about_in_its_field_and_in_its_links(
    tmp_path: Path,
) -> None:
    sender = form_sender(make_site(tmp_path), tmp_path / "kept")
    for about in ("/en/about", '/en/a&b"<ñ'):
        page = sender.client.get("/en/correct", query_string={"page": about}).text
        assert f'value="https://reader.example{html.escape(about)}"' in page.replace(
            "&#34;", "&quot;"
        )
        assert html.unescape(page).count("\uf8fe") == 0
    assert "/es/correct?page=%2Fen%2Fa%26b%22%3C%C3%B1" in page
    sender.desk.close()


def test_every_receipt_has_its_own_reference(tmp_path: Path) -> None:
    sender = form_sender(make_site(tmp_path), tmp_path / "kept")
    receipts = {receipt_of(sender.post("correct", what=f"Words {number}.")) for number in range(3)}
    assert len(receipts) == len({reference for reference, _ in receipts}) == 3
    sender.desk.close()
