"""A zine as one thing: its cover, and all of it on one page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import ZINE, edition, load_library
from support.sites import client_of, make_site

from reader.checks.page_facts import read_page
from reader.library import zines
from reader.library.model import Zine
from reader.library.site_places import places
from reader.library.zines import COVERS, volumes
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.view_models.whole_zine import below

STYLE = Path(__file__).parents[2] / "reader/web/templates/style.css"


@pytest.mark.parametrize(
    ("language", "before", "after"), [("en", "Before", "After"), ("es", "Antes", "Después")]
)
def test_a_whole_zine_has_its_cover_first_and_then_each_part_under_its_heading(
    tmp_path: Path, language: str, before: str, after: str
) -> None:
    page = client_of(tmp_path).get(f"/{language}/zines/stay-calm/all").text
    facts = read_page(page)
    sections = [heading.text for heading in facts.all("h2") if "id" in heading.attributes]

    assert page.index('<div class="cover') < page.index('class="short"') < page.index(before)
    assert sections[1:] == [before, after]
    assert {'href="#page_before"', 'href="#page_after"'} <= set(re.findall(r'href="#\w+"', page))
    assert f'href="/{language}/zines/stay-calm/keep"' in page
    assert f'href="/{language}/zines/stay-calm/all"' in (
        client_of(tmp_path / "again").get(f"/{language}/zines/stay-calm").text
    )


def test_two_parts_may_have_the_same_anchor_and_lead_to_it(tmp_path: Path) -> None:
    text = "## List {#list}\n\nSee [the list](#list).\n\n### More {#more}\n\nWords.\n"
    parts = {f"{ZINE}/en/{part}.md": edition(part.title(), text) for part in ("before", "after")}
    page = read_page(client_of(tmp_path, parts).get("/en/zines/stay-calm/all").text)
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]

    assert len(ids) == len(set(ids))
    assert [
        (each.tag, each.attributes["id"])
        for each in page.all("h3", "h4")
        if "id" in each.attributes
    ] == [("h3", "list-before"), ("h4", "more-before"), ("h3", "list-after"), ("h4", "more-after")]
    assert [link.attributes["href"] for link in page.all("a") if link.text == "the list"] == [
        "#list-before",
        "#list-after",
    ]


def test_a_text_is_put_below_the_heading_of_its_part() -> None:
    html = '<h2 id="a">A</h2><p><a href="#a">x</a> <a href="/en/b#a">y</a></p><h4 id="c">C</h4>'

    assert below(html, "look") == (
        '<h3 id="a-look">A</h3><p><a href="#a-look">x</a> <a href="/en/b#a">y</a></p>'
        '<h4 id="c-look">C</h4>'
    )


def test_a_zine_too_long_for_one_page_is_in_two_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zines, "MAX_WORDS", 3)
    client = client_of(tmp_path)
    first, second = (client.get(f"/en/zines/stay-calm/{name}").text for name in zines.VOLUMES)

    assert "Before</h2>" in first
    assert "After</h2>" not in first
    assert '<a rel="next" href="/en/zines/stay-calm/all-2">Second half</a>' in first
    assert "After</h2>" in second
    assert '<a rel="prev" href="/en/zines/stay-calm/all">First half</a>' in second
    assert "<title>Stay calm – second half" in second
    assert 'class="short"' not in second
    assert {"/en/zines/stay-calm/all-2", "/es/zines/stay-calm/all-2"} <= {
        place.path for place in places(load_library(tmp_path / "content-again"))
    }


def test_a_short_zine_has_no_second_half(tmp_path: Path) -> None:
    assert client_of(tmp_path).get("/en/zines/stay-calm/all-2").status_code == 404
    assert [len(each) for each in volumes(load_library(tmp_path / "again").zines[0])] == [2]


def test_every_cover_has_a_pattern_and_a_border_of_its_own() -> None:
    css = STYLE.read_text(encoding="utf-8")
    base = re.search(r"border: ([^;]+);", css[css.index("\n.cover {") :])[1]
    looks = {}
    for name in COVERS:
        rule = re.search(rf"^\.{name} {{(.*?)}}$", css, re.MULTILINE | re.DOTALL)[1]
        borders = re.findall(r"border-\w+: ([^;}]+)", rule)
        looks[name] = (" ".join(borders).strip() or base, re.search(r"background:([^;]+)", rule)[1])

    assert len({border for border, _ in looks.values()}) == len(COVERS)
    assert len({pattern for _, pattern in looks.values()}) == len(COVERS)


@pytest.mark.parametrize("name", COVERS)
def test_a_cover_is_small_on_the_shelf_and_large_on_the_zine(tmp_path: Path, name: str) -> None:
    site = make_site(tmp_path)
    (zine,) = site.library.zines
    library = replace(site.library, zines=(replace(zine, cover=name),))
    client = create_app(replace(site, library=library), PAGE_VIEWS).test_client()

    assert isinstance(zine, Zine)
    assert f'<div class="cover {name}"><h2><a' in client.get("/en/zines").text
    page = client.get("/en/zines/stay-calm").text
    assert f'<div class="cover {name}">' in page
    assert "A zine in 2 parts." in page
    assert f"\n.{name}{{" in page.replace("}", "}\n")
