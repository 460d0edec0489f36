"""Off is off: no route, no link, no import; and on costs nothing before somebody sends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.source_modules import PROJECT
from wiring.small_site import environment, get, small_settings

from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.generations import pointer
from reader.settings import Settings
from reader.submissions.key_files import ensure_keys
from reader.wiring import commands, server

ASK = """
import sys
from reader.wiring.server import asgi_application
asgi_application()
print(*(name for name in ("sqlalchemy", "alembic", "pyrage", "psycopg", "reader.submissions")
        if name in sys.modules))
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a small library that takes submissions, built with and without."""
    folder = tmp_path_factory.mktemp("small")
    on = replace(small_settings(folder), submissions=folder / "submissions")
    commands.build(replace(on, submissions=None))
    commands.build(on)
    return on


def opened_forms(settings: Settings) -> list[str]:
    """Return which pages of forms a server has ready at its start."""
    ready = server.current(settings).get()
    assert ready
    pages = ready.application.extensions["reader-ready-pages"]
    return [form for form, *_ in pages]


def imported(settings: Mapping[str, str]) -> list[str]:
    """Return which of the packages that take forms a server imports at its start."""
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        env={"PYTHONPATH": str(PROJECT), **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def pages(settings: Settings, name: str) -> str:
    site = pointer.generation(settings.var, name) / "site"
    return "".join(file.read_text(encoding="utf-8") for file in site.rglob("*.html"))


def test_a_server_imports_no_database_before_somebody_sends(settings):
    assert imported(environment(settings)) == ["reader.submissions"]


def test_a_server_that_has_its_keys_opens_a_form_at_its_start_and_imports_no_more(settings):
    folder = settings.var.with_name("kept")
    here = replace(settings, submissions=folder)
    assert opened_forms(here) == []
    assert not folder.exists()

    ensure_keys(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    assert set(opened_forms(here)) == {"correct", "receipt"}
    assert opened_forms(replace(here, submissions=None)) == []
    assert imported(environment(here)) == ["reader.submissions"]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_server_that_takes_nothing_imports_nothing_for_it(settings):
    assert imported({**environment(settings), "READER_SUBMISSIONS": "off"}) == []


def test_links_to_the_forms_are_part_of_a_generation(settings):
    on, off = pointer.history(settings.var)[:2]

    for path in ("/en/correct?page=/en/experiments/free-fridge", "/es/share", "/es/correct"):
        assert f'"{path}"' in pages(settings, on)
    for path in ("/correct", "/share", "/sent"):
        assert f'{path}"' not in pages(settings, off)
        assert f"{path}?" not in pages(settings, off)


def test_a_form_is_found_while_it_is_on_and_is_not_there_while_it_is_off(settings):
    def status(chosen: Settings, path: str) -> int:
        return get(WsgiDoor(server.current(chosen)), path).status

    off = replace(settings, submissions=None)
    for path in ("/en/correct", "/es/share", "/es/sent"):
        assert (status(settings, path), status(off, path)) == (200, 404)


def test_no_form_is_in_a_search_that_found_nothing_while_it_is_off(settings):
    def found(chosen: Settings) -> bool:
        answer = get(WsgiDoor(server.current(chosen)), "/en/search", "q=zzzzz")
        return b"/en/correct?looked_for=zzzzz" in answer.body

    assert found(settings)
    assert not found(replace(settings, submissions=None))


def test_forms_are_in_no_export(settings, tmp_path: Path):
    request = commands.ExportRequest(
        format=commands.ExportFormat.SITE,
        target=tmp_path / "copy",
        edition=None,
        address="",
        topic=None,
        zines=False,
    )

    commands.export(settings, request)

    copied = "".join(
        file.read_text(encoding="utf-8") for file in (tmp_path / "copy").rglob("*.html")
    )
    assert "free-fridge" in copied
    assert "/correct" not in copied
    assert "/share" not in copied
    assert "Correct this page" not in copied
