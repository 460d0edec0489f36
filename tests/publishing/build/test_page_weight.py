"""A page that is too heavy is never served, and its author learns what makes it so."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.built_site import BuiltSite
from support.sample_project import (
    FakePage,
    SampleProject,
    failing_renderer,
    html_page,
    make_sample_project,
    plain_renderer,
)

from reader.checks.weight_rules import HEAD_BYTES, LIMIT_BYTES, WARNING_BYTES
from reader.delivery.http.content_codings import Coding, wire_bytes
from reader.library.findings import Severity
from reader.library.site_places import places
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.build.page_weight import shell, weigh, weigh_all
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_findings, read_refusal


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            b"<main><article>\n<h1>A</h1><section>Sources</section>\n</article>\n"
            b"<nav>Next</nav></main>",
            b"<main>\n<nav>Next</nav></main>",
        ),
        (
            b'<main id="a" tabindex="-1"><h1>A</h1><ul><li>1</li></ul>\n<form></form></main><p>',
            b'<main id="a" tabindex="-1"></main><p>',
        ),
        (b"<header>1</header><p>2</p>", b"<header>1</header><p>2</p>"),
    ],
    ids=["article", "list with filters", "neither"],
)
def test_the_shell_is_a_page_without_its_article_or_its_main_part(html: bytes, left: bytes) -> None:
    assert shell(html) == left


def test_the_article_of_every_document_page_is_cut_out_and_its_frame_stays(site: BuiltSite) -> None:
    pages = [
        place.path
        for place in places(site.library)
        if place.route in {"experiment", "zine", "zine_part", "episode", "list", "page"}
    ]

    for path in pages:
        left = shell(site.shelf.body(site.shelf.pages[path].bodies[Coding.IDENTITY]))
        assert b"<h1" not in left, path
        assert b"</header>" in left and b"<footer>" in left, path
    assert len(pages) > 20


def noise(size_bytes: int) -> str:
    """Return words that no coder makes much smaller: some five bytes of eight are left."""
    return random.Random(7).randbytes(size_bytes // 2).hex(" ", 4)


def heavy_page(
    language: str = "en", *, article: int = 10, sources: int = 10, frame: int = 10
) -> FakePage:
    listed = f'<section class="sources"><ul><li>{noise(sources)}</li></ul></section>'
    body = f"<article><h1>A</h1><p>{noise(article)}</p>{listed}</article>"
    return html_page(body, language=language, frame=f"<header>{noise(frame)}</header>")


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return make_sample_project(tmp_path)


@pytest.mark.parametrize("part", ["article", "sources", "frame"])
def test_the_parts_of_a_page_add_up_and_the_heavy_one_is_heaviest(part: str) -> None:
    html = heavy_page(**{part: 4_000}).body

    weight = weigh("/en/about", html)

    parts = {
        "article": weight.article_bytes,
        "sources": weight.sources_bytes,
        "frame": weight.shell_bytes,
    }
    assert weight.all_bytes == HEAD_BYTES + sum(parts.values()) == HEAD_BYTES + wire_bytes(html)
    assert max(parts, key=lambda name: parts[name]) == part
    assert all(size >= 0 for size in parts.values())


def test_a_page_that_is_too_heavy_refuses_the_build_names_its_article_and_leaves_what_is_served(
    project: SampleProject,
) -> None:
    served = project.build().identifier
    (project.sources.package / "module.py").write_text("VERSION = 2\n")

    report = project.build(failing_renderer({"/es/about": heavy_page("es", article=30_000)}))

    assert report.outcome is BuildOutcome.REFUSED
    assert [(finding.code, finding.path, finding.severity) for finding in report.findings] == [
        ("W001", "/es/about", Severity.ERROR)
    ]
    said = {name: int(value) for name, value in report.findings[0].arguments.items()}
    assert said["all"] > said["article"] > LIMIT_BYTES == said["limit"]
    assert said["sources"] + said["shell"] < 500
    assert read_refusal(project.var) == report.findings
    assert pointer.history(project.var) == (served,)
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == {served}


def test_a_heavy_page_is_served_with_a_warning_that_its_generation_keeps(
    project: SampleProject,
) -> None:
    report = project.build(failing_renderer({"/en/about": heavy_page(sources=14_000)}))

    assert report.outcome is BuildOutcome.BUILT
    assert [(finding.code, finding.path, finding.severity) for finding in report.findings] == [
        ("W002", "/en/about", Severity.WARNING)
    ]
    assert int(report.findings[0].arguments["sources"]) > WARNING_BYTES
    assert read_findings(project.current) == report.findings


def test_a_heavy_file_to_take_away_is_no_page(project: SampleProject) -> None:
    text = FakePage(
        status=200,
        media_type="text/plain; charset=utf-8",
        policy=heavy_page().policy,
        body=noise(60_000).encode(),
    )

    assert project.build(failing_renderer({"/en/about.txt": text})).findings == ()


def test_an_error_page_and_a_home_page_that_are_heavy_are_called_by_language(
    project: SampleProject,
) -> None:
    weighing = weigh_all(project.sources, plain_renderer)

    names = [weight.address for weight in weighing.weights]
    assert {"/ (en)", "/ (es)", "/en/404", "/es/500", "/en/about"} <= set(names)
    assert len(names) == len(set(names))
    assert not any(name.endswith(".txt") for name in names)


def test_pages_are_weighed_as_a_build_makes_them_the_heaviest_first(
    project: SampleProject,
) -> None:
    make_renderer = failing_renderer(
        {"/en/about": heavy_page(article=14_000), "/es/zines": heavy_page("es", article=30_000)}
    )

    weighing = weigh_all(project.sources, make_renderer)

    assert [weight.address for weight in weighing.weights[:2]] == ["/es/zines", "/en/about"]
    assert [finding.code for finding in weighing.findings] == ["W001", "W002"]
    sizes = [weight.all_bytes for weight in weighing.weights]
    assert sizes == sorted(sizes, reverse=True)
    project.build()
    told = {
        weight.address: weight.all_bytes
        for weight in weigh_all(project.sources, plain_renderer).weights
    }
    for name in ("en/experiments/free-fridge", "es/zines/stay-calm/before"):
        file = project.current / "site" / name / "index.html"
        packed = file.with_name("index.html.br")
        assert told[f"/{name}"] == HEAD_BYTES + (packed if packed.exists() else file).stat().st_size


def test_nothing_is_weighed_where_the_content_has_an_error(project: SampleProject) -> None:
    project.write("pages/about/en.md", "no front matter")

    weighing = weigh_all(project.sources, plain_renderer)

    assert (weighing.weights, weighing.findings) == ((), ())


def test_the_real_pages_fall_into_the_parts_that_their_templates_give_them(site: BuiltSite) -> None:
    for place in places(site.library):
        if place.route == "experiment":
            weight = weigh(
                place.path, site.shelf.body(site.shelf.pages[place.path].bodies[Coding.IDENTITY])
            )
            assert min(weight.article_bytes, weight.shell_bytes) > 300, weight
            # A source that the text links to as well adds little: its words are there already.
            assert weight.sources_bytes > 25, weight
