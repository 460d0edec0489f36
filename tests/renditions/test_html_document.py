"""A book as one HTML file: everything in it, and nothing fetched."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from renditions.written import file
from support.builders import EXPERIMENT, load_library, third_language
from support.html_validators import nu_messages, parse_errors

from reader.library.model import Kind
from reader.renditions.formats import Format

BOOKS = [
    (Kind.EXPERIMENT, "free-fridge"),
    (Kind.ZINE, "stay-calm"),
    (Kind.EPISODE, "fridge-talk"),
    (Kind.LIST, "first-steps"),
]


def page(folder: Path, kind: Kind, slug: str, tag: str = "en") -> str:
    return file(load_library(folder), Format.HTML, kind, slug, tag).decode()


@pytest.mark.parametrize(("kind", "slug"), BOOKS)
def test_every_link_inside_leads_to_one_place_and_others_have_a_scheme(
    tmp_path: Path, kind: Kind, slug: str
) -> None:
    html = page(tmp_path, kind, slug)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for target in re.findall(r' href="([^"]+)"', html):
        assert re.match(r"[a-z]+:", target) or target.removeprefix("#") in ids, target


def test_chapters_are_linked_from_the_contents_and_from_one_another(tmp_path: Path) -> None:
    html = page(tmp_path, Kind.LIST, "first-steps")

    assert '<li><a href="#c1">Before</a></li>' in html
    assert 'Read <a href="#c1_breathe">the zine</a>' in html
    assert '<h3 id="c1_breathe">' in html


def test_nothing_is_fetched_and_nothing_can_run(tmp_path: Path) -> None:
    html = page(tmp_path, Kind.ZINE, "stay-calm")

    assert "default-src 'none'" in html
    assert not re.search(r"<(script|img|iframe|object|form)|src=|@import|url\(", html)
    assert re.findall("<link [^>]*>", html) == [
        '<link rel="canonical" href="https://reader.example/en/zines/stay-calm"/>'
    ]


@pytest.mark.parametrize(("kind", "slug"), BOOKS)
def test_headings_go_one_level_deeper_at_a_time(tmp_path: Path, kind: Kind, slug: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page(tmp_path, kind, slug))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_words_in_another_language_are_marked(tmp_path: Path) -> None:
    library = load_library(tmp_path, {f"{EXPERIMENT}/es.md": None})
    html = file(library, Format.HTML, Kind.EXPERIMENT, "free-fridge", "es").decode()

    assert '<h1 id="c0"><span lang="en">Free fridge</span></h1>' in html
    assert "<title>Free fridge - Pruébalo</title>" in html


def test_the_files_are_valid_html(tmp_path: Path) -> None:
    library = load_library(tmp_path / "library", third_language("ar"))
    files = {
        f"{slug} {tag}": file(library, Format.HTML, kind, slug, tag).decode()
        for kind, slug in BOOKS
        for tag in ("en", "es", "ar")
    }
    assert [fault for html in files.values() for fault in parse_errors(html)] == []
    (tmp_path / "files").mkdir()
    said = nu_messages(tmp_path / "files", files)
    assert [line for line in said if "Trailing slash on void elements" not in line] == []
