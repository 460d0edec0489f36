"""A page that breaks a rule refuses the build, which names page, element and attribute."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.bad_content.markup import HOSTILE
from support.sample_project import (
    FakePage,
    FakeViews,
    SampleProject,
    failing_renderer,
    html_page,
    make_sample_project,
)

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.page_file_writer import Resource
from reader.library.findings import Severity
from reader.library.library import Library
from reader.publishing.build.build_report import BuildOutcome, BuildReport
from reader.publishing.build.page_report import report_on
from reader.publishing.build.renderer import Renderer
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_refusal
from reader.storage.result_cache import ResultCache

REDIRECT = HOSTILE["a redirect behind a sign in an attribute"]


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return make_sample_project(tmp_path)


def found(report: BuildReport) -> list[tuple[str, ...]]:
    """Return code, page and what is named of every finding; none of them lets a build pass."""
    assert report.outcome is BuildOutcome.REFUSED
    assert {finding.severity for finding in report.findings} == {Severity.ERROR}
    return [
        (finding.code, finding.path, *finding.arguments.values()) for finding in report.findings
    ]


def test_a_page_with_a_redirect_refuses_the_build_and_leaves_what_is_served(
    project: SampleProject,
) -> None:
    served = project.build().identifier
    (project.sources.package / "module.py").write_text("VERSION = 2\n")

    report = project.build(
        failing_renderer({"/es/new": html_page(f"<h1>A</h1>{REDIRECT}", language="es")})
    )

    assert found(report) == [
        ("P023", "/es/new", "meta", "title", "<"),
        ("P024", "/es/new", "meta", "content", "0;url=https://elsewhere.example/"),
        ("P024", "/es/new", "meta", "http-equiv", "refresh"),
    ]
    assert read_refusal(project.var) == report.findings
    assert pointer.history(project.var) == (served,)
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == {served}


def test_a_page_that_an_earlier_build_let_through_is_judged_again() -> None:
    page = html_page(f"<h1>A</h1>{REDIRECT}")
    resource = Resource(
        language="en",
        media_type=page.media_type,
        policy=page.policy,
        bodies={Coding.IDENTITY: page.body},
        address="/en/a",
    )

    report = report_on(resource)

    assert {finding.code for finding in report.findings} == {"P023", "P024"}


def test_a_page_that_breaks_a_rule_of_accessibility_refuses_the_build(
    project: SampleProject,
) -> None:
    page = html_page("<h1>A</h1><h3>B</h3>", language="es")

    assert found(project.build(failing_renderer({"/en/new": page}))) == [
        ("P003", "/en/new", "B", "3", "1"),
        ("P007", "/en/new", "es", "en"),
    ]


def test_a_translation_that_is_not_named_back_refuses_the_build(project: SampleProject) -> None:
    site = "https://library.example.org"
    links = (
        f'<link rel="canonical" href="{site}/en/new">'
        f'<link rel="alternate" hreflang="en" href="{site}/en/new">'
        f'<link rel="alternate" hreflang="es" href="{site}/es/new">'
        f'<link rel="alternate" hreflang="x-default" href="{site}/en/new">'
    )
    page = html_page("<h1>A</h1>")
    listed = replace(
        page, body=page.body.replace(b'<meta name="robots" content="noindex">', links.encode())
    )

    assert found(project.build(failing_renderer({"/en/new": listed}))) == [
        ("P021", "/en/new", f"{site}/es/new")
    ]


@pytest.mark.parametrize(
    ("view", "pages"),
    [
        ("root", {"/ (en)", "/ (es)"}),
        ("error", {"/en/404", "/es/404", "/en/500", "/es/500"}),
        ("chooser", {"/index.html"}),
    ],
)
def test_home_error_and_language_pages_are_judged_as_well(
    project: SampleProject, view: str, pages: set[str]
) -> None:
    page = html_page(f"<h1>A</h1>{REDIRECT}")

    def make_renderer(library: Library, _translations: Path, _cache: ResultCache) -> Renderer:
        def made(*asked: object) -> FakePage:
            return replace(page, status=asked[0] if view == "error" else 200)

        return replace(FakeViews(library=library).renderer(), **{view: made})

    assert {
        path for code, path, *_ in found(project.build(make_renderer)) if code == "P024"
    } == pages


def test_a_text_file_is_words_and_may_hold_any_sign(project: SampleProject) -> None:
    page = html_page("<h1>A</h1>")
    text = replace(page, media_type="text/plain; charset=utf-8", body=REDIRECT.encode())

    assert project.build(failing_renderer({"/en/about.txt": text})).outcome is BuildOutcome.BUILT
