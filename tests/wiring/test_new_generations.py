"""A small library that changes: what readers get of a new build, and editors before it."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from wsgiref.util import setup_testing_defaults

from delivery.small_dictionary import from_dictionary
from support.builders import edition, third_language, write_content
from wiring.small_site import get

from reader.delivery.http.content_codings import Coding
from reader.delivery.http.messages import Response
from reader.delivery.wsgi_client import call_wsgi
from reader.delivery.wsgi_door import WsgiDoor
from reader.publishing.build.build_report import BuildOutcome
from reader.publishing.generations import pointer
from reader.settings import Settings
from reader.wiring import commands, server


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
    return page.partition(">Read next</h2>")[2].partition("</section>")[0]


def _seen(live: object, path: str, query: str = "") -> Response:
    environ: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    return call_wsgi(live, environ)  # type: ignore[arg-type]
