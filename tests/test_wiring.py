"""All together on a small library: built, served by both doors, switched, shown to editors."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from delivery.small_dictionary import from_dictionary
from support.builders import edition, third_language, write_content
from support.sample_project import files_of, write_translations

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import Response
from reader.delivery.wsgi_client import call_wsgi
from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer
from reader.settings import Settings
from reader.wiring import commands, server

PROJECT = Path(__file__).resolve().parents[1]
BUILD_ONLY = (
    "markdown_it",
    "mdit_py_plugins",
    "nh3",
    "yaml",
    "htmlmin",
    "html5lib",
    "whoosh.writing",
    "babel.messages",
    "reader.library.loading.loader",
    "reader.renditions",
    "reader.checks",
)


def small_settings(folder: Path) -> Settings:
    return Settings(
        base_url="https://library.example.org",
        content=write_content(folder),
        translations=write_translations(folder / "translations"),
        var=folder / "var",
    )


def environment(settings: Settings) -> dict[str, str]:
    return {
        "READER_BASE_URL": settings.base_url,
        "READER_CONTENT": str(settings.content),
        "READER_TRANSLATIONS": str(settings.translations),
        "READER_VAR": str(settings.var),
    }


def get(application: WsgiDoor, path: str, query: str = "", language: str = "en") -> Response:
    environ: dict[str, object] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_ACCEPT_LANGUAGE": language,
    }
    setup_testing_defaults(environ)
    return call_wsgi(application, environ)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = small_settings(tmp_path_factory.mktemp("project"))
    assert commands.build(settings).outcome is BuildOutcome.BUILT
    return settings


@pytest.fixture
def settings(built: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the built project that a test may change."""
    for name in ("content", "translations", "var"):
        shutil.copytree(built.content.parent / name, tmp_path / name)
    return replace(
        built,
        content=tmp_path / "content",
        translations=tmp_path / "translations",
        var=tmp_path / "var",
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

    assert (
        b'href="https://library.example.org/en/search"' in get(door, "/en/search", "q=fridge").body
    )


def test_health_names_the_generation_and_what_was_refused(settings: Settings) -> None:
    door = WsgiDoor(server.current(settings))
    (settings.content / "pages/about/en.md").write_text("broken")

    report = commands.build(settings)

    assert report.outcome is BuildOutcome.REFUSED
    told = json.loads(get(door, "/healthz").body)
    assert told["generation"] == pointer.current(settings.var)
    assert told["refused"][0]["place"].startswith("content/pages/about/en.md:")
    assert get(door, "/en/about").status == 200


def test_a_new_generation_is_taken_up_in_place(settings: Settings) -> None:
    door = WsgiDoor(server.current(settings))
    (settings.content / "pages/about/en.md").write_text(
        edition("About", "Nobody owns this zyzzyva.\n")
    )

    commands.build(settings)
    door.refresh()

    assert b"zyzzyva" in get(door, "/en/about").body
    assert b"1 result" in get(door, "/en/search", "q=zyzzyva").body
    commands.switch(settings, None)
    door.refresh()
    assert b"zyzzyva" not in get(door, "/en/about").body


def test_a_page_of_the_generation_before_is_a_dictionary_for_the_pages_of_today(
    settings: Settings,
) -> None:
    read = get(WsgiDoor(server.current(settings)), "/en/about").body
    (settings.content / "pages/about/en.md").write_text(
        edition("About", "Nobody owns this zyzzyva.\n")
    )
    commands.build(settings)

    serving = server.current(settings).get()

    assert serving
    page = serving.page_file.pages["/en/about"].bodies[Coding.IDENTITY]
    made = serving.dictionaries.coded(serving.page_file, page, sha256(read).digest())
    assert made and b"zyzzyva" in from_dictionary(made, read)
    assert serving.published > 0


def test_a_generation_that_is_garbage_leaves_the_old_one(settings: Settings) -> None:
    door = WsgiDoor(server.current(settings))
    garbage = pointer.generation(settings.var, "0" * 16)
    garbage.mkdir()
    (garbage / "shelf.bin").write_text("garbage")
    pointer.switch(settings.var, "0" * 16)

    door.refresh()

    assert get(door, "/en/").status == 200
    assert get(door, "/en/search", "q=fridge").status == 200


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


def test_a_third_language_is_added_by_files_alone(settings: Settings) -> None:
    write_content(settings.content.parent, third_language("pt-BR"))
    po = settings.translations / "pt_BR/LC_MESSAGES/messages.po"
    po.parent.mkdir(parents=True)
    spanish = (settings.translations / "es/LC_MESSAGES/messages.po").read_text()
    po.write_text(spanish.replace("Language: es", "Language: pt-BR").replace("n != 1", "n > 1"))

    assert commands.build(settings).outcome is BuildOutcome.BUILT

    door = WsgiDoor(server.current(settings))
    assert b'<html lang="pt-BR"' in get(door, "/", language="pt-BR").body
    assert b"/pt-BR/experiments/free-fridge" in get(door, "/pt-BR/search", "q=fridge").body


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


def test_a_wrong_setting_stops_the_server_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_COLOUR", "green")

    with pytest.raises(commands.SettingsError, match="READER_COLOUR"):
        server.asgi_application()


def test_editors_see_a_saved_page_its_findings_and_search(settings: Settings) -> None:
    with commands.live_application(settings) as live:
        (settings.content / "pages/about/en.md").write_text(
            edition("About", "A zyzzyva. [Nowhere](/zines/never-written)\n")
        )
        page = _seen(live, "/en/about")
        found = _seen(live, "/en/search", "q=zyzzyva")
        health = _seen(live, "/healthz")

    assert "content/pages/about/en.md:" in page.body.decode()
    assert "<mark>" in found.body.decode()
    assert "\uf8ff" not in page.body.decode()
    assert health.status == 200


def test_what_to_read_next_is_the_same_for_readers_and_for_editors(settings: Settings) -> None:
    twin = settings.content / "zines/twin"
    shutil.copytree(settings.content / "zines/stay-calm", twin)
    for words in ("en/index.md", "es/index.md"):
        (twin / words).write_text(edition("Twin", "Another booklet.\n"))
    assert commands.build(settings).outcome is BuildOutcome.BUILT

    with commands.live_application(settings) as live:
        shown = [
            _next(page.body.decode())
            for page in (
                _seen(live, "/en/zines/twin"),
                get(WsgiDoor(server.current(settings)), "/en/zines/twin"),
            )
        ]

    assert 'href="/en/zines/stay-calm"' in shown[0]
    assert shown[0] == shown[1]


def _next(page: str) -> str:
    return page.partition('id="page_next"')[2].partition("</section>")[0]


def _seen(live: object, path: str, query: str = "") -> Response:
    environ: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    return call_wsgi(live, environ)  # type: ignore[arg-type]


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
