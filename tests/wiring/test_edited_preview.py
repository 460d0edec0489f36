"""What an editor sees after many saves is what a new preview shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest
from publishing.build.reuse.edits import EDITS, EditedProject, change_library, edited_project

from reader.delivery.wsgi_client import call_wsgi
from reader.library.loading.loader import load
from reader.library.site_places import places
from reader.settings import Settings
from reader.wiring import commands

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

QUERIES = ("fridge", "cooler", "lemon", "nevera")


def break_a_text(project: EditedProject) -> None:
    """Make a fault in a text, or take it away again."""
    path = project.path(project.any_text())
    text, fault = path.read_text(encoding="utf-8"), "\n[Nowhere](/zines/never-written) today.\n"
    path.write_text(text.replace(fault, "") if fault in text else text + fault, encoding="utf-8")


def break_the_library(project: EditedProject) -> None:
    """Make the file unusable that names the languages, or mend it."""
    path = project.path("library.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.removesuffix("\n[") if text.endswith("\n[") else f"{text}\n[")


# The address is that of the process.
SAVES = (*(edit for edit in EDITS if edit is not change_library), break_a_text, break_the_library)


def seen(live: WSGIApplication, settings: Settings) -> Mapping[str, tuple[int, bytes]]:
    """Return what a preview answers at every address of a page, and to a few queries."""
    library = load(settings.content, drafts=True).library
    paths = [place.path for place in places(library) if "." not in place.path] if library else []
    asked = [f"/{language}/search?q={query}" for language in ("en", "es") for query in QUERIES]
    answers = {}
    for address in (*paths, "/en/", "/en/nowhere", *asked):
        path, _, query = address.partition("?")
        environ: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query}
        setup_testing_defaults(environ)
        answer = call_wsgi(live, environ)
        answers[address] = (answer.status, answer.body)
    return answers


MANY_SAVES = [pytest.param(seed, 12, marks=pytest.mark.long) for seed in (2, 3, 4)]


@pytest.mark.parametrize(("seed", "rounds"), [(1, 2), *MANY_SAVES])
def test_a_preview_that_saw_many_saves_shows_what_a_new_one_shows(
    tmp_path: Path, seed: int, rounds: int
) -> None:
    project = edited_project(tmp_path, seed)
    settings = project.settings
    with commands.live_application(settings) as kept:
        seen(kept, settings)
        for number in range(rounds):
            for edit in project.rng.sample(SAVES, k=3):
                edit(project)

            after_saves = seen(kept, settings)

            with commands.live_application(settings) as anew:
                for address, answer in seen(anew, settings).items():
                    assert after_saves.pop(address) == answer, (number, address)
            assert not after_saves
