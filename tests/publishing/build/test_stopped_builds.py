"""Whatever stops a build, what was served stays served, and nothing else is left."""

from __future__ import annotations

import pytest
from support.builders import EXPERIMENT, edition, library_yaml
from support.sample_project import (
    FakePage,
    SampleProject,
    failing_renderer,
    html_page,
)

from reader.delivery.http.response_headers import CachePolicy
from reader.library.findings import Severity
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer
from reader.publishing.generations.errors import FailureCode, PublishingError
from reader.publishing.generations.generation_files import read_findings, read_refusal


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
