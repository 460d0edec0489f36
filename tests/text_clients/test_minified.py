"""What the minifier takes from a page parts no words and joins none, in any text browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.sites import client_of
from support.text_browsers import DUMPING, dumped

from reader.publishing.build.static_pages import minify_page

pytestmark = pytest.mark.browser

# A page of each kind.
PAGES = (
    *("", "experiments", "experiments/free-fridge", "experiments/free-fridge/keep", "podcast"),
    *("podcast/fridge-talk", "zines", "zines/stay-calm", "zines/stay-calm/all", "lists"),
    *("zines/stay-calm/before", "new", "follow", "search?q=fridge", "about", "glossary", "nowhere"),
)


@pytest.mark.parametrize("program", DUMPING)
def test_a_minified_page_is_shown_with_the_words_of_the_plain_one(
    tmp_path: Path, program: str
) -> None:
    client, file = client_of(tmp_path / "site"), tmp_path / "page.html"

    def shown(html: bytes) -> list[str]:
        file.write_bytes(html)
        return " ".join(dumped(DUMPING[program], str(file), tmp_path)).split()

    for page in PAGES:
        plain = client.get(f"/es/{page}").data
        assert len(minify_page(plain)) < len(plain)
        assert shown(minify_page(plain)) == shown(plain), page


def test_a_space_taken_from_between_two_links_is_found(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    words = []
    for html in ("<a href=#>Zines</a> <a href=#>New</a>", "<a href=#>Zines</a><a href=#>New</a>"):
        file.write_text(html, encoding="utf-8")
        words.append(" ".join(dumped(DUMPING["lynx"], str(file), tmp_path)).split())

    assert words == [["Zines", "New"], ["ZinesNew"]]
