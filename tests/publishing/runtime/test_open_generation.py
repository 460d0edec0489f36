"""How a generation is opened. What is served from it is tested in tests/delivery."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.sample_project import SampleProject, make_sample_project

from reader.library.library import Library
from reader.publishing.generations.pointer import current
from reader.publishing.runtime.open_generation import open_generation
from reader.search.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


@pytest.fixture
def project(tmp_path: Path) -> SampleProject:
    made = make_sample_project(tmp_path)
    made.build()
    return made


def answering(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "4")])
    return [b"page"]


def test_the_garbage_collector_is_paused_while_a_generation_is_opened(
    project: SampleProject,
) -> None:
    enabled: list[bool] = []

    def make(_directory: Path, _library: Library, engine: Engine | None) -> WSGIApplication:
        enabled.append(gc.isenabled())
        assert engine
        return answering

    serving = open_generation(
        project.var, current(project.var) or "", project.sources.content, make
    )

    assert serving.page_file.entry("/en/about")
    assert serving.negotiate("es-MX") == "es"
    assert [*enabled, gc.isenabled()] == [False, True]


def test_the_garbage_collector_is_resumed_if_a_generation_cannot_be_opened(
    project: SampleProject,
) -> None:
    def make(_directory: Path, _library: Library, _engine: Engine | None) -> WSGIApplication:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        open_generation(project.var, current(project.var) or "", project.sources.content, make)

    assert gc.isenabled()
