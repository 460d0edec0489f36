"""A build gives the same bytes for the same sources, all or nothing, and does no needless work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.builders import EXPERIMENT, edition, library_yaml
from support.sample_project import (
    FakePage,
    SampleProject,
    failing_renderer,
    files_of,
    html_page,
    make_sample_project,
)

from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.page_file import PageFile
from reader.library.addresses import places
from reader.library.findings import Severity
from reader.library.loading.loader import load
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import read_findings, read_library, read_refusal


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    return make_sample_project(tmp_path)


def test_the_same_sources_give_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_sample_project(tmp_path / "here"), make_sample_project(tmp_path / "there")

    first, second = here.build(), there.build()

    assert first == second
    assert first.outcome is BuildOutcome.BUILT
    assert files_of(here.current) == files_of(there.current)


def test_every_address_of_the_library_is_on_the_shelf_and_in_the_plain_tree(
    project: SampleProject,
) -> None:
    report = project.build()

    library = read_library(project.current)
    shelf = PageFile.open(project.current)
    addresses = {place.path for place in places(library)}
    assert set(shelf.pages) == addresses
    assert report.pages == len(addresses) + 2 + 4
    site = files_of(project.current / "site")
    assert {
        "en/index.html",
        "es/experiments/free-fridge/index.html",
        "en/zines/stay-calm/before.txt",
        "es/404.html",
    } <= set(site)
    assert b"Choose" in site["index.html"]


def test_what_the_shelf_answers_beside_pages_is_in_the_manifest(project: SampleProject) -> None:
    project.build()

    manifest = (shelf := PageFile.open(project.current)).manifest
    assert set(manifest.negotiated["/"]) == {"en", "es"}
    assert {status: set(pages) for status, pages in manifest.errors.items()} == {
        404: {"en", "es"},
        500: {"en", "es"},
    }
    assert manifest.redirects["/es/experiments/old-fridge"] == "/es/experiments/free-fridge"
    assert set(manifest.dynamic) == {"/healthz"}
    assert {address for address, entry in shelf.pages.items() if entry.takes_query} == {
        f"/{language}/{name}"
        for language in ("en", "es")
        for name in (
            "experiments",
            "zines",
            "podcast",
            "lists",
            "new",
            "search",
            "topics/food",
            "topics/mental-health",
        )
    }


def test_an_unchanged_build_does_nothing(project: SampleProject) -> None:
    first = project.build()
    before = {path: path.stat().st_mtime_ns for path in project.current.rglob("*")}

    second = project.build(failing_renderer(crash_at="/en/"))

    assert (second.outcome, second.identifier) == (BuildOutcome.UNCHANGED, first.identifier)
    assert {path: path.stat().st_mtime_ns for path in project.current.rglob("*")} == before


def test_a_build_leads_web_servers_to_what_it_built_and_an_unchanged_one_mends_that(
    project: SampleProject,
) -> None:
    project.build()
    link = pointer.link(project.var)
    assert link.resolve() == project.current.resolve()

    link.unlink()

    assert project.build().outcome is BuildOutcome.UNCHANGED
    assert link.resolve() == project.current.resolve()


def test_one_changed_document_codes_its_page_and_its_text_again_and_nothing_else(
    project: SampleProject,
) -> None:
    first = project.build()
    project.write("pages/about/en.md", edition("About", "A reader that nobody owns.\n"))

    second = project.build()

    assert (first.carried, second.carried) == (0, second.pages - 2)
    assert b"nobody owns" in (project.current / "site/en/about/index.html").read_bytes()


def test_content_with_an_error_refuses_the_build_and_keeps_what_is_served(
    project: SampleProject,
) -> None:
    served = project.build().identifier
    project.write(
        f"{EXPERIMENT}/en.md", edition("Free fridge", "[Nowhere](/zines/never-written)\n")
    )

    report = project.build()

    assert report.outcome is BuildOutcome.REFUSED
    assert report.findings
    assert pointer.history(project.var) == (served,)
    assert read_refusal(project.var) == report.findings
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == {served}


def test_the_note_of_a_refusal_goes_when_the_content_is_mended(project: SampleProject) -> None:
    project.build()
    good = (project.sources.content / "pages/about/en.md").read_text()
    project.write("pages/about/en.md", "no front matter")
    assert project.build().outcome is BuildOutcome.REFUSED

    project.write("pages/about/en.md", good)

    assert project.build().outcome is BuildOutcome.UNCHANGED
    assert read_refusal(project.var) == ()


def test_a_catalogue_with_an_error_refuses_the_build(project: SampleProject) -> None:
    path = project.sources.translations / "es/LC_MESSAGES/messages.po"
    path.write_text(path.read_text().replace("Inicio", ""))

    report = project.build()

    assert report.outcome is BuildOutcome.REFUSED
    assert [finding.path for finding in report.findings] == [
        "translations/es/LC_MESSAGES/messages.po"
    ]


def test_a_library_that_cannot_be_read_at_all_refuses_the_build(project: SampleProject) -> None:
    project.write("library.yaml", None)

    assert project.build().outcome is BuildOutcome.REFUSED
    assert pointer.current(project.var) is None


def test_catalogues_that_were_never_extracted_stop_the_build(project: SampleProject) -> None:
    (project.sources.translations / "messages.pot").unlink()

    with pytest.raises(PublishingError) as caught:
        project.build()

    assert caught.value.why is FailureCode.NO_TEMPLATE


def test_warnings_are_kept_with_the_generation_and_let_it_pass(project: SampleProject) -> None:
    project.write("pages/about/es.md", None)

    report = project.build()

    assert report.outcome is BuildOutcome.BUILT
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert read_findings(project.current) == report.findings


def test_a_crash_in_the_middle_of_a_build_leaves_the_old_generation_and_nothing_else(
    project: SampleProject,
) -> None:
    served = project.build().identifier
    project.write("pages/about/en.md", edition("About", "Changed.\n"))

    with pytest.raises(RuntimeError, match="the power failed"):
        project.build(failing_renderer(crash_at="/es/podcast"))

    assert pointer.history(project.var) == (served,)
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == {served}
    assert project.build().outcome is BuildOutcome.BUILT


def test_what_a_killed_build_left_does_not_stand_in_the_way_of_the_next(
    project: SampleProject,
) -> None:
    first = project.build()
    project.write("pages/about/en.md", edition("About", "Changed.\n"))
    left = pointer.generations(project.var) / f".{first.identifier}"
    left.mkdir(mode=0o755)
    (left / "site").mkdir()

    second = project.build()

    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == {
        first.identifier,
        second.identifier,
    }


def test_a_view_that_fails_stops_the_build(project: SampleProject) -> None:
    broken = FakePage(status=500, media_type="text/html", policy=CachePolicy.FAULT, body=b"sorry")

    with pytest.raises(PublishingError) as caught:
        project.build(failing_renderer({"/es/zines": broken}))

    assert (caught.value.why, caught.value.arguments) == (
        FailureCode.PAGE,
        {"address": "/es/zines", "status": "500"},
    )
    assert pointer.current(project.var) is None


def test_a_page_with_a_link_that_leads_nowhere_is_never_served(project: SampleProject) -> None:
    page = html_page(
        '<h1>A</h1><p><a class="x" href="/en/nowhere?x=1#y">Nowhere</a> '
        '<a href="/en/search?q=x">Search</a></p>'
    )

    with pytest.raises(PublishingError) as caught:
        project.build(failing_renderer({"/en/new": page}))

    assert caught.value.why is FailureCode.DAMAGED
    assert caught.value.arguments["what"] == "/en/new → /en/nowhere"
    assert pointer.current(project.var) is None


def test_a_link_to_a_file_that_is_not_in_the_manifest_is_only_text_when_it_is_escaped(
    project: SampleProject,
) -> None:
    page = html_page("<h1>A</h1><p>Write &lt;a href=&quot;/en/nowhere&quot;&gt; to link.</p>")

    assert project.build(failing_renderer({"/en/new": page})).outcome is BuildOutcome.BUILT


def test_a_damaged_generation_is_built_again_and_its_damage_is_not_carried_over(
    project: SampleProject,
) -> None:
    project.build()
    whole = files_of(project.current)
    shelf = project.current / "shelf.bin"
    shelf.write_bytes(bytes(len(whole["shelf.bin"])))

    report = project.build()

    assert (report.outcome, report.carried) == (BuildOutcome.BUILT, 0)
    assert files_of(project.current) == whole


def test_damage_of_the_current_generation_is_not_carried_into_the_next(
    project: SampleProject,
) -> None:
    project.build()
    shelf = project.current / "shelf.bin"
    shelf.write_bytes(shelf.read_bytes()[:-1] + b"x")
    project.write("pages/about/en.md", edition("About", "Changed.\n"))

    assert project.build().carried == 0


def test_content_that_was_built_before_is_current_again_without_a_build(
    project: SampleProject,
) -> None:
    old = (project.sources.content / "pages/about/en.md").read_text()
    first = project.build()
    project.write("pages/about/en.md", edition("About", "Changed.\n"))
    second = project.build()
    project.write("pages/about/en.md", old)

    third = project.build(failing_renderer(crash_at="/en/"))

    assert (third.outcome, third.identifier) == (BuildOutcome.REACTIVATED, first.identifier)
    assert pointer.history(project.var) == (first.identifier, second.identifier)


def test_three_generations_are_kept(project: SampleProject) -> None:
    built = []
    for state in ("first", "second", "third", "fourth"):
        project.write("pages/about/en.md", edition("About", f"The {state} state.\n"))
        built.append(project.build().identifier)

    assert pointer.history(project.var) == tuple(reversed(built[1:]))
    assert {folder.name for folder in pointer.generations(project.var).iterdir()} == set(built[1:])


def test_two_builds_at_once_are_refused(project: SampleProject) -> None:
    with pointer.locked(project.var), pytest.raises(PublishingError) as caught:
        project.build()

    assert caught.value.why is FailureCode.BUSY


def test_locales_that_cldr_does_not_know_stop_the_build_all_named_at_once(
    project: SampleProject,
) -> None:
    project.write("library.yaml", library_yaml("en", "es") + "formats: {es: xx_YY, en: zz_ZZ}\n")

    with pytest.raises(PublishingError) as caught:
        project.build()

    assert caught.value.why is FailureCode.LANGUAGE
    assert all(locale in caught.value.arguments["what"] for locale in ("xx_YY", "zz_ZZ"))


def test_the_library_of_a_generation_is_the_one_that_was_read_as_lists_show_it(
    project: SampleProject,
) -> None:
    project.build()

    library = load(project.sources.content).library
    assert library
    stored = read_library(project.current)
    for name in ("identity", "vocabulary", "digest", "languages"):
        assert getattr(stored, name) == getattr(library, name)
    assert [document.reference for document in stored.documents()] == [
        document.reference for document in library.documents()
    ]


def test_the_manifest_tells_other_tools_files_and_weights(project: SampleProject) -> None:
    project.build()

    page = json.loads((project.current / "manifest.json").read_text())["pages"]["/en/about"]
    assert page["file"] == "en/about/index.html"
    assert page["weight_bytes"] == (project.current / "site/en/about/index.html.br").stat().st_size
