"""What a build makes ahead, and how its work is divided."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from support.sample_project import FakeViews
from support.sites import make_site

from reader.library.addresses import places
from reader.publishing.build.static_pages import static_pages
from reader.web.app import create_app
from reader.web.page_views import PAGE_VIEWS
from reader.web.site import cache_last
from reader.web.static_render import render


def test_each_file_is_rendered_once_although_its_page_states_its_size(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    rendered: list[str] = []
    application = create_app(
        replace(site, rendition=cache_last(lambda *_: rendered.append("a text") or b"a text")),
        PAGE_VIEWS,
    )
    views = FakeViews(library=site.library).renderer()

    groups = static_pages(site.library, replace(views, page=partial(render, application)))
    made = [make().address for group in groups for make in group]

    made = [address for address in made if address != "/robots.txt"]
    files = [address for address in made if address.endswith((".txt", ".epub", ".html"))]
    assert len(rendered) == len(files) > 0


def test_each_part_and_each_language_has_a_text_file_of_its_own(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    application = create_app(
        replace(
            site,
            rendition=cache_last(
                lambda _, document, edition, language, part: (
                    f"{document.slug} {language} {part}".encode()
                )
            ),
        ),
        PAGE_VIEWS,
    )

    places_with_text = [each for each in places(site.library) if each.path.endswith(".txt")]
    texts = {render(application, place.path).body for place in places_with_text}

    assert len(texts) == len(places_with_text)


def test_a_part_that_does_not_exist_is_missed_before_its_text_is_rendered(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    rendered: list[str] = []
    application = create_app(
        replace(site, rendition=lambda *_: rendered.append("a text") or b"a text"), PAGE_VIEWS
    )

    assert render(application, "/en/zines/stay-calm/nowhere.txt").status == 404
    assert render(application, "/en/zines/stay-calm/before.txt").status == 200
    assert rendered == ["a text"]


def test_a_page_and_its_text_file_are_made_in_one_process(tmp_path: Path) -> None:
    library = make_site(tmp_path).library

    groups = static_pages(library, FakeViews(library=library).renderer())

    for group in groups:
        addresses = {make().address for make in group}
        texts = {address for address in addresses if address.endswith(".txt")} - {"/robots.txt"}
        assert {text.removesuffix(".txt") for text in texts} <= addresses
    assert sum(map(len, groups)) > len(groups)
