"""A small library as readers get it from both doors, with nothing loaded that builds need."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment
from support.sample_project import files_of
from wiring.small_site import environment, get, small_settings

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.generations import pointer
from reader.settings import Settings
from reader.wiring import commands, server

PROJECT = Path(__file__).resolve().parents[2]
BUILD_ONLY = (
    "markdown_it",
    "mdit_py_plugins",
    "nh3",
    "yaml",
    "htmlmin",
    "html5lib",
    "whoosh.codec",
    "whoosh.fields",
    "whoosh.writing",
    "babel.messages",
    "reader.library.loading.loader",
    "reader.renditions.text_document",
    "reader.checks",
    "reader.publishing.build",
    "reader.search.index.index_builder",
    "reader.search.index.whoosh_writer",
    "reader.web.views.documents",
)


@pytest.fixture
def door(built: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[WsgiDoor]:
    for name, value in environment(built).items():
        monkeypatch.setenv(name, value)
    yield server.wsgi_application()


def test_a_ready_page_an_answer_of_the_application_and_a_missing_page(door: WsgiDoor) -> None:
    page = get(door, "/es/experiments/free-fridge")
    found = get(door, "/en/search", "q=de-escalation")
    missing = get(door, "/es/nowhere")

    assert (page.status, found.status, missing.status) == (200, 200, 404)
    assert b"La nevera libre" in page.body
    assert b"<mark>" in found.body
    assert b'lang="es"' in missing.body


def test_the_root_answers_in_the_language_of_the_browser(door: WsgiDoor) -> None:
    assert b'<html lang="es"' in get(door, "/", language="es-MX,en;q=0.5").body
    assert b'<html lang="en"' in get(door, "/", language="fr").body


def test_a_document_says_its_weight_and_no_placeholder_is_left(built: Settings) -> None:
    site = files_of(pointer.generation(built.var, pointer.current(built.var) or "") / "site")

    page = site["en/experiments/free-fridge/index.html"].decode()
    weight = len(site["en/experiments/free-fridge/index.html.br"])
    assert any(
        f"{(weight + slack) / 1000:.1f}\u00a0kB" in page
        or f"{(weight + slack) / 1000:.1f} kB" in page
        for slack in (-5, 0, 5)
    )
    assert not any("\uf8ff".encode() in body for body in site.values())


def test_absolute_addresses_come_from_the_settings_and_never_from_the_request(
    door: WsgiDoor,
) -> None:
    assert b'href="https://library.example.org/en/zines"' in get(door, "/en/zines").body


def test_what_is_made_on_demand_links_to_the_address_that_the_generation_was_built_for(
    settings: Settings,
) -> None:
    door = WsgiDoor(server.current(replace(settings, base_url="http://127.0.0.1:8000")))

    own = b'href="https://library.example.org/en/search?q=fridge"'
    assert own in get(door, "/en/search", "q=fridge").body


def test_before_the_first_build_every_page_says_to_come_back(tmp_path: Path) -> None:
    door = WsgiDoor(server.current(small_settings(tmp_path)))

    assert get(door, "/en/").status == 503


def test_the_asgi_door_answers_the_same_page(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(built).items():
        monkeypatch.setenv(name, value)

    status, body = asyncio.run(_asked_of(server.asgi_application(), "/es/zines/stay-calm/before"))

    assert status == 200
    assert body == get(WsgiDoor(server.current(built)), "/es/zines/stay-calm/before").body


def test_a_running_server_has_not_imported_what_only_a_build_needs(built: Settings) -> None:
    program = (
        f"import sys, asgi, wsgi; print([name for name in {BUILD_ONLY!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=PROJECT,
        env={**os.environ, **environment(built), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"


def test_a_server_compiles_no_template(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    monkeypatch.setattr(Environment, "_generate", lambda *given, **_: compiled.append(given))

    found = get(WsgiDoor(server.current(built)), "/en/search", "q=de-escalation")

    assert (found.status, compiled) == (200, [])


def test_a_generation_without_compiled_templates_can_be_served(settings: Settings) -> None:
    name = pointer.current(settings.var)
    assert name is not None
    whole = get(WsgiDoor(server.current(settings)), "/en/search", "q=de-escalation")

    (pointer.generation(settings.var, name) / "templates.bin").unlink()

    without = get(WsgiDoor(server.current(settings)), "/en/search", "q=de-escalation")
    assert without.body == whole.body


def test_a_wrong_setting_stops_the_server_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_COLOUR", "green")

    with pytest.raises(commands.SettingsError, match="READER_COLOUR"):
        server.asgi_application()


async def _asked_of(door: AsgiDoor, path: str) -> tuple[int, bytes]:
    sent: list[dict[str, object]] = []
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        sent.append(dict(message))  # type: ignore[call-overload]

    await door(scope, receive, send)
    status = sent[0]["status"]
    assert isinstance(status, int)
    bodies = (message.get("body", b"") for message in sent)
    return status, b"".join(bytes(body) for body in bodies)  # type: ignore[arg-type]


def test_a_server_without_an_index_shows_everything_but_search(tmp_path):
    chosen = small_settings(tmp_path)
    name = commands.build(chosen).identifier
    shutil.rmtree(pointer.generation(chosen.var, name) / "index")
    shutil.rmtree(chosen.content)

    application = WsgiDoor(server.current(chosen))

    assert get(application, "/en/experiments/free-fridge").status == 200
    answer = get(application, "/en/search", "q=fridge")
    assert answer.status == 503
    assert b"Search is not working right now" in answer.body
