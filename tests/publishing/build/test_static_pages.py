"""What a build makes ahead, and how its work is divided."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from support.sample_project import HTML, FakePage, FakeViews, make_sample_project
from support.sites import make_site

from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.findings import Severity
from reader.library.library import Library
from reader.library.site_places import places
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.build.renderer import Renderer
from reader.publishing.build.static_pages import Omission, static_pages
from reader.storage.result_cache import ResultCache
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
    # A cover states the size of the file in the other language, too.
    elsewhere = len(site.library.zines) * len(site.library.languages)
    assert len(rendered) == len(files) + elsewhere


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


def test_a_generation_has_the_pdfs_that_can_be_set_and_goes_without_others(
    tmp_path: Path,
) -> None:
    library = make_site(tmp_path).library
    missing = FakePage(status=404, media_type=HTML, policy=CachePolicy.ERROR, body=b"no")
    views = FakeViews(library=library, special={"/en/zines/stay-calm.a4.pdf": missing}).renderer()

    made = [
        make() for group in static_pages(library, replace(views, has_pdf=True)) for make in group
    ]
    without = [each.address for each in made if isinstance(each, Omission)]
    pdfs = {each.address for each in made if isinstance(each, Resource) and "pdf" in each.address}

    assert without == ["/en/zines/stay-calm.a4.pdf"]
    assert {"/en/zines/stay-calm.letter.pdf", "/es/zines/stay-calm.a4.pdf"} <= pdfs
    assert {"/es/podcast/fridge-talk.pdf", "/en/lists/first-steps.large.pdf"} <= pdfs
    assert not {"/en/about.pdf", "/en/experiments/free-fridge.letter.pdf"} & pdfs
    plain = [make().address for group in static_pages(library, views) for make in group]
    assert not [address for address in plain if address.endswith("pdf")]


def test_a_pdf_that_cannot_be_set_is_said_and_stops_nothing(tmp_path: Path) -> None:
    project = make_sample_project(tmp_path)
    missing = FakePage(status=404, media_type=HTML, policy=CachePolicy.ERROR, body=b"no")

    def renderer(library: Library, _translations: Path, _cache: ResultCache) -> Renderer:
        special = {"/es/experiments/free-fridge.pdf": missing}
        return replace(FakeViews(library=library, special=special).renderer(), has_pdf=True)

    report = project.build(renderer)

    assert report.outcome is BuildOutcome.BUILT
    said = [(each.code, each.severity, each.path) for each in report.findings]
    assert ("P026", Severity.WARNING, "/es/experiments/free-fridge.pdf") in said
    pages = PageFile.open(project.current).pages
    assert "/es/experiments/free-fridge.pdf" not in pages
    assert "/en/experiments/free-fridge.pdf" in pages
