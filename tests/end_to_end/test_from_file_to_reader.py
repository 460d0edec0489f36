"""An editor saves a file and a reader gets the page, with the real command and gunicorn."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import quote

import pytest
from end_to_end.deployments import Deployment, deployed, settings_of
from support.builders import EPISODE, edition, third_language, write_content
from support.sites import write_catalogues
from support.waiting import PATIENCE_SECONDS, wait_for

from reader.library.model import LanguageTag


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Build a library in three languages and serve it."""
    folder = tmp_path_factory.mktemp("deployment")
    write_content(folder, third_language("ar"))
    write_catalogues(
        folder / "translations", (LanguageTag("en"), LanguageTag("es"), LanguageTag("ar"))
    )
    built = Deployment(folder=folder, port=0).run("build")
    assert built.returncode == 0, built.stdout + built.stderr
    with deployed(folder, settings_of(folder)) as deployment:
        yield deployment


def test_a_language_added_by_files_is_read_switched_to_and_searched(deployment: Deployment) -> None:
    status, page = deployment.get("/ar/experiments/free-fridge")
    assert status == 200
    assert '<html lang="ar" dir="rtl">' in page
    assert re.search(
        r'<a [^>]*href="/ar/experiments/free-fridge"[^>]* lang="ar"',
        deployment.get("/es/experiments/free-fridge")[1],
    )
    status, results = deployment.get("/ar/search?q=Fridge")
    assert status == 200
    assert "Fridge (ar)" in results.replace("<mark>", "").replace("</mark>", "")


def test_what_only_one_language_has_is_shown_in_the_others_as_what_it_is(
    deployment: Deployment,
) -> None:
    page = deployment.get("/ar/zines/stay-calm")[1]
    assert 'lang="en" dir="ltr"><h1><span>Stay calm</span></h1>' in page
    assert "noindex" in page


@pytest.mark.parametrize("query", ["de-escalation", "deescalation", "de escalation", "De-Escalate"])
def test_every_english_spelling_finds_the_same(deployment: Deployment, query: str) -> None:
    assert "/en/zines/stay-calm/before" in deployment.get(f"/en/search?q={quote(query)}")[1]


@pytest.mark.parametrize("query", ["desescalada", "desescalar", "DESESCALADA"])
def test_every_spanish_form_finds_the_same(deployment: Deployment, query: str) -> None:
    assert "/es/zines/stay-calm/before" in deployment.get(f"/es/search?q={quote(query)}")[1]


def test_the_root_answers_in_the_language_of_the_browser(deployment: Deployment) -> None:
    assert '<html lang="ar"' in deployment.get("/", **{"Accept-Language": "ar-EG, en;q=0.5"})[1]
    assert '<html lang="es"' in deployment.get("/", **{"Accept-Language": "es-MX"})[1]


def test_a_former_address_leads_to_the_present_one(deployment: Deployment) -> None:
    assert deployment.get("/es/experiments/old-fridge")[0] == 301


def test_a_saved_file_reaches_readers_without_a_failed_request_and_can_be_taken_back(
    deployment: Deployment,
) -> None:
    failures: list[object] = []
    answered: list[int] = []
    stop = threading.Event()

    def read_on() -> None:
        connection = HTTPConnection("127.0.0.1", deployment.port, timeout=PATIENCE_SECONDS)
        while not stop.is_set():
            try:
                connection.request("GET", "/es/podcast/fridge-talk")
                response = connection.getresponse()
                response.read()
                answered.append(response.status)
                stop.wait(0.01)  # or the readers take the processors that the build needs
            except OSError as error:
                failures.append(error)
                return
        connection.close()

    readers = [threading.Thread(target=read_on) for _ in range(4)]
    for reader in readers:
        reader.start()
    saved = deployment.folder / "content" / EPISODE / "es.md"
    before = saved.read_text(encoding="utf-8")
    try:
        saved.write_text(edition("Habla la heladera", "Palabras nuevas.\n"), encoding="utf-8")
        built = deployment.run("build", "--language", "es")
        assert built.returncode == 0, built.stdout + built.stderr
        wait_for(lambda: "Habla la heladera" in deployment.get("/es/podcast/fridge-talk")[1])
        wait_for(lambda: "/es/podcast/fridge-talk" in deployment.get("/es/search?q=heladera")[1])
        assert deployment.run("switch", "--back").returncode == 0
        wait_for(
            lambda: all(
                "Habla la nevera" in deployment.get("/es/podcast/fridge-talk")[1] for _ in range(6)
            )
        )
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        saved.write_text(before, encoding="utf-8")
    assert failures == []
    assert set(answered) == {200}


def test_a_broken_file_is_refused_named_and_changes_nothing_for_readers(
    deployment: Deployment,
) -> None:
    saved = deployment.folder / "content" / EPISODE / "es.md"
    before = saved.read_text(encoding="utf-8")
    try:
        saved.write_text(before.replace("written:", "writen:"), encoding="utf-8")
        built = deployment.run("build")
        assert built.returncode == 1
        assert "content/podcast/fridge-talk/es.md:" in built.stdout + built.stderr
        assert deployment.get("/es/podcast/fridge-talk")[0] == 200
        health = json.loads(deployment.get("/healthz")[1])
        assert "content/podcast/fridge-talk/es.md" in json.dumps(health)
    finally:
        saved.write_text(before, encoding="utf-8")
