"""Editors see what they saved a moment ago, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest
from support.builders import EXPERIMENT, edition
from support.sample_project import PLACEHOLDER, SampleProject, fill_weight, make_sample_project

from reader.delivery.http.messages import Response
from reader.delivery.wsgi_client import call_wsgi
from reader.i18n.catalogues import catalogue
from reader.library.model import LanguageTag
from reader.publishing.build.renderer import FillWeight
from reader.publishing.preview.live_preview import LivePreview, PreviewMaterial
from reader.search.engine import Facet, SearchRequest
from reader.storage.result_cache import ResultCache

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def make_preview(material: PreviewMaterial) -> tuple[WSGIApplication, FillWeight]:
    """Return an application whose pages say what it was made from."""
    titles = ", ".join(
        document.editions[LanguageTag("en")].title for document in material.library.documents()
    )
    found = ", ".join(finding.code for finding in material.findings)
    home = catalogue(material.translations, LanguageTag("es")).gettext("Home")

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(".txt"):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"as   it   is"]
        tag = LanguageTag("en")
        hits = material.engine.search(
            SearchRequest(text="fridge", language=tag, chosen={Facet.LANGUAGE: tag})
        ).total
        page = (
            f"<!doctype html><title>T</title><p>{titles};   findings: {found}; hits: {hits}; "
            f"home: {home}; weight: "
        )
        start_response(
            "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "9999")]
        )
        return [page.encode(), PLACEHOLDER, b"</p>"]

    return application, fill_weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A project, and what an editor sees of it."""

    project: SampleProject
    site: LivePreview
    scratch: Path

    def see(self, path: str = "/en/") -> Response:
        environ: WSGIEnvironment = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        return call_wsgi(self.site, environ)

    def read(self, path: str = "/en/") -> str:
        return self.see(path).body.decode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "scratch").mkdir()
    project = make_sample_project(tmp_path)
    site = LivePreview(
        project.sources, tmp_path / "scratch", make_preview, ResultCache(in_memory=True)
    )
    yield Desk(project=project, site=site, scratch=tmp_path / "scratch")
    site.close()


def test_a_saved_file_is_seen_at_the_next_request(desk: Desk) -> None:
    assert "Free fridge" in desk.read()

    desk.project.write(
        f"{EXPERIMENT}/en.md",
        edition("A freezer", "Cold.\n\n## How {#how-it-works}\n\nX.\n\n## Not {#unknown}\n\nX.\n"),
    )

    assert "A freezer" in desk.read()
    assert "Free fridge" not in desk.read()


def test_findings_stand_beside_the_pages_and_do_not_take_them_away(desk: Desk) -> None:
    desk.project.write("pages/about/en.md", edition("About", "[Nowhere](/zines/never-written)\n"))

    assert "findings: L" in desk.read()
    assert "Glossary" in desk.read()


def test_search_knows_what_was_saved(desk: Desk) -> None:
    before = desk.read().partition("hits: ")[2].partition(";")[0]
    desk.project.write("pages/about/en.md", edition("About", "We love every fridge.\n"))

    after = desk.read().partition("hits: ")[2].partition(";")[0]

    assert int(after) == int(before) + 1


def test_a_translated_message_is_seen_at_the_next_request(desk: Desk) -> None:
    assert "home: Inicio" in desk.read()
    path = desk.project.sources.translations / "es/LC_MESSAGES/messages.po"

    path.write_text(path.read_text().replace("Inicio", "Portada"))

    assert "home: Portada" in desk.read()


def test_pages_are_minified_and_weighed_as_a_build_does_it(desk: Desk) -> None:
    answer = desk.see("/es/")

    assert PLACEHOLDER not in answer.body
    assert b"   " not in answer.body
    assert answer.body.rpartition(b"weight: ")[2].split(b"<")[0].endswith(b" es")


def test_files_are_shown_as_they_are(desk: Desk) -> None:
    assert desk.read("/en/about.txt") == "as   it   is"


def test_nothing_is_read_again_while_nothing_is_saved(desk: Desk) -> None:
    desk.see()
    made = {path: path.stat().st_mtime_ns for path in desk.scratch.rglob("*")}

    desk.see()

    assert {path: path.stat().st_mtime_ns for path in desk.scratch.rglob("*")} == made


def test_a_library_that_cannot_be_read_is_told_as_text_until_it_is_mended(desk: Desk) -> None:
    good = (desk.project.sources.content / "library.yaml").read_text()
    desk.project.write("library.yaml", "name: [")

    answer = desk.see()

    assert answer.status == 503
    assert answer.body.startswith(b"content/library.yaml:")
    desk.project.write("library.yaml", good)
    assert desk.see().status == 200


def test_catalogues_that_were_never_extracted_are_told_as_text(desk: Desk) -> None:
    (desk.project.sources.translations / "messages.pot").unlink()

    assert "no-template" in desk.read()


def test_nothing_is_left_when_the_editor_stops(desk: Desk) -> None:
    desk.see()

    desk.site.close()

    assert list(desk.scratch.iterdir()) == []
