"""A warmed application has answered two searches and one list in each language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from search.small_index import engine_of
from support.builders import load_library

from reader.publishing.runtime.warmup import WarmupError, warm
from reader.search.engine import SearchRequest, WorkDone
from reader.search.index.corpus import entries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


def test_each_language_is_searched_for_words_it_has(tmp_path: Path) -> None:
    asked: list[tuple[str, list[str]]] = []

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked.append((environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"]).get("q", [])))
        start_response("200 OK", [("Content-Length", "4")])
        return [b"page"]

    warm(application, load_library(tmp_path))

    assert ("/en/search", ["Free fridge"]) in asked
    assert ("/es/search", ["La nevera libre"]) in asked
    assert ("/es/search", ["areven"]) in asked
    assert ("/es/experiments", []) in asked


def test_what_suggestions_are_made_from_is_ready_before_anybody_misspells_a_word(
    tmp_path: Path,
) -> None:
    library = load_library(tmp_path)
    engine = engine_of(entries(library), tmp_path / "index", library.languages)
    asked: list[WorkDone] = []

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        text = parse_qs(environ["QUERY_STRING"]).get("q", [""])[0]
        asked.append(engine.search(SearchRequest(text=text, language=library.languages[0])).work)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"page"]

    warm(application, library)
    engine.close()

    assert max(work.candidates for work in asked) > 0


def test_the_forms_that_are_named_are_opened(tmp_path: Path) -> None:
    asked: list[str] = []

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return [b"page"]

    warm(application, load_library(tmp_path))
    assert "/en/correct" not in asked
    warm(application, load_library(tmp_path), forms=["/en/correct"])
    assert asked.count("/en/correct") == 1


def test_an_application_that_cannot_search_is_not_taken_up(tmp_path: Path) -> None:
    def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("500 Internal Server Error", [])
        return [b""]

    with pytest.raises(WarmupError, match="/en/search: 500"):
        warm(application, load_library(tmp_path))
