"""How a generation is opened. What is served from it then is tested where it is served."""

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


def test_nobody_looks_for_garbage_while_a_generation_is_opened_and_somebody_does_afterwards(
    project: SampleProject,
) -> None:
    looked: list[bool] = []

    def make(_directory: Path, _library: Library, engine: Engine | None) -> WSGIApplication:
        looked.append(gc.isenabled())
        assert engine
        return answering

    serving = open_generation(
        project.var, current(project.var) or "", project.sources.content, make
    )

    assert serving.page_file.entry("/en/about")
    assert serving.negotiate("es-MX") == "es"
    assert [*looked, gc.isenabled()] == [False, True]


def test_what_cannot_be_opened_leaves_nothing_switched_off(project: SampleProject) -> None:
    def make(_directory: Path, _library: Library, _engine: Engine | None) -> WSGIApplication:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        open_generation(project.var, current(project.var) or "", project.sources.content, make)

    assert gc.isenabled()
