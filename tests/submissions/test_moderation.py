"""The team reads what arrived on a terminal, and it becomes a page by the commands of the docs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.builders import write_content
from support.form_sender import FormSender, form_sender, receipt_of
from support.sites import write_catalogues

from reader import settings
from reader.cli.main import main
from reader.library.loading.loader import load
from reader.publishing.generations import pointer
from reader.submissions.key_files import PRIVATE_FILE
from reader.submissions.model import DECIDED_DAYS, DRAFT_DAYS, UNDECIDED_DAYS
from reader.submissions.store.connection import DATABASE_FILE
from reader.web.site import Site
from reader.wiring.team import prepare_forms

PRIVACY = Path(__file__).parents[2] / "content" / "pages" / "privacy"
Run = Callable[..., Result]


@pytest.fixture
def team(form_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FormSender:
    """Let the commands and a reader meet in one folder."""
    write_content(tmp_path)
    write_catalogues(tmp_path / "translations", form_site.library.languages)
    for name in [name for name in os.environ if name.startswith("READER_")]:
        monkeypatch.delenv(name)
    for name in ("content", "translations", "submissions", "var"):
        monkeypatch.setenv(f"READER_{name.upper()}", str(tmp_path / name))
    monkeypatch.setenv("READER_BASE_URL", "https://reader.example")
    sender = form_sender(form_site, tmp_path / "submissions")
    sender.clock.time = datetime.now(UTC)  # the commands have a clock of their own
    return sender


def run(*arguments: str, status: int = 0, **more: str) -> str:
    """Run a command of the team, and return all that it prints."""
    result = CliRunner().invoke(main, list(arguments), **more)
    assert result.exit_code == status, result.output
    return result.output


def team_command(*arguments: str, status: int = 0, **more: str) -> str:
    return run("submissions", *arguments, status=status, **more)


def test_a_project_goes_from_a_phone_to_a_page_in_both_languages(team: FormSender, tmp_path: Path):
    reference, _ = receipt_of(team.post("share", language="es"))

    assert "La huerta de todos" in team_command("list")
    shown = team_command("show", reference, "--language", "es")
    assert "ñandú" in shown
    assert "Sí, funciona" in shown
    assert team.desk.status(reference).state == "in-review"

    team_command("accept", reference)
    folder = tmp_path / "content" / "experiments" / "la-huerta-de-todos"
    assert sorted(file.name for file in folder.iterdir()) == ["document.yaml", "en.md", "es.md"]
    assert "la-huerta-de-todos/document.yaml:1: L422: (warning)" in run("check")
    run("build", "--tree")
    built = pointer.generation(tmp_path / "var", str(pointer.current(tmp_path / "var")))
    assert not (built / "site" / "es" / "experiments" / "la-huerta-de-todos").exists()
    preview = load(tmp_path / "content", drafts=True).library
    assert any(each.slug == "la-huerta-de-todos" for each in preview.experiments)

    for name in ("document.yaml", "en.md"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("draft: true\n", ""), encoding="utf-8")
    run("build", "--tree")
    team_command("publish", reference, "/es/experiments/la-huerta-de-todos")

    built = pointer.generation(tmp_path / "var", str(pointer.current(tmp_path / "var")))
    for language in ("en", "es"):
        page = built / "site" / language / "experiments" / "la-huerta-de-todos" / "index.html"
        assert "La huerta de todos" in page.read_text(encoding="utf-8")
    assert "&lt;b>beans&lt;/b>" in page.read_text(encoding="utf-8").replace("&gt;", ">")
    status = team.client.post("/es/sent", data={"reference": reference})
    assert 'href="/es/experiments/la-huerta-de-todos"' in status.text


def test_a_project_that_is_accepted_twice_is_one_draft(team: FormSender, tmp_path: Path):
    reference, _ = receipt_of(team.post("share"))

    assert team_command("accept", reference) == team_command("accept", reference)

    shelf = tmp_path / "content" / "experiments"
    assert [each.name for each in shelf.glob("la-huerta*")] == ["la-huerta-de-todos"]


def test_words_in_a_language_that_the_library_does_not_have_are_to_be_translated(
    team: FormSender, tmp_path: Path
):
    reference, _ = receipt_of(team.post("share", written_in="other", story="1) ayllu\n\n- wasi"))

    team_command("accept", reference)

    folder = tmp_path / "content" / "experiments" / "la-huerta-de-todos"
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in ("en.md", "es.md")}
    assert all(text.startswith('---\ndraft: true\ntitle: "TO TR') for text in texts.values())
    assert "1\\) ayllu\n\n\\- wasi" in texts["en.md"]
    assert "ayllu" not in texts["es.md"]


def test_a_page_that_is_not_there_is_not_where_something_was_published(team: FormSender):
    reference, _ = receipt_of(team.post("share"))

    for address in ("/en/experiments/free-frigde", "/xx", "/en/experiments/"):
        assert "No page of the library" in team_command("publish", reference, address, status=3)
    team_command("publish", reference, "/en/experiments/free-fridge#sources")
    assert team.desk.status(reference).state == "published"


@pytest.mark.parametrize(
    "occasion",
    [lambda: team_command("digest"), lambda: prepare_forms(settings.read(os.environ))],
    ids=["a command of the team", "a build"],
)
def test_what_is_over_is_erased_though_nobody_sends_anything(
    team: FormSender, occasion: Callable[[], object]
):
    team.clock.turn(days=-UNDECIDED_DAYS - 2)
    team.post("correct")
    team.post("share", button="save")
    files = [file for file in team.folder.iterdir() if file.name.startswith(DATABASE_FILE)]
    sealed = b"age-encryption.org/v1"
    assert any(sealed in file.read_bytes() for file in files)
    team.desk.close()

    occasion()

    assert not any(sealed in file.read_bytes() for file in files if file.exists())


def test_a_draft_holds_no_way_to_reach_its_writer(team: FormSender, tmp_path: Path):
    reference, _ = receipt_of(team.post("share", reply="private@example.org"))

    team_command("accept", reference)

    files = (tmp_path / "content" / "experiments" / "la-huerta-de-todos").iterdir()
    assert not any("private@" in file.read_text(encoding="utf-8") for file in files)


def test_a_correction_becomes_a_note_beside_its_document(team: FormSender, tmp_path: Path):
    reference, _ = receipt_of(team.post("correct"))

    team_command("accept", reference)
    team_command("accept", reference)

    note = tmp_path / "content" / "experiments" / "free-fridge" / "corrections.yaml"
    text = note.read_text(encoding="utf-8")
    assert text.count(reference) == 1
    assert "ñandú" in text
    assert "ana@example.org" not in text
    assert [each.code for each in load(tmp_path / "content").findings] == []


def test_a_correction_of_no_page_is_accepted_once_somebody_names_one(team: FormSender):
    reference, _ = receipt_of(team.post("correct", page="a page"))

    assert "--page" in team_command("accept", reference, status=3)
    team_command("accept", reference, "--page", "https://reader.example/es/about")


def test_what_is_declined_says_why_in_the_language_of_its_writer(team: FormSender):
    reference, _ = receipt_of(team.post("share", language="es"))

    team_command("decline", reference, "--why", "could-harm")

    page = team.client.post("/es/sent", data={"reference": reference}).text
    assert "Si se publica, puede perjudicar a alguien." in page
    assert "Nothing is waiting." in team_command("list")
    assert reference in team_command("list", "--all")


def test_without_the_private_key_nothing_that_was_written_can_be_read(
    team: FormSender, tmp_path: Path
):
    reference, _ = receipt_of(team.post("share"))
    kept = tmp_path / "submissions" / PRIVATE_FILE
    moved = kept.rename(tmp_path / "team.key")

    assert "huerta" not in team_command("list")
    assert "closed" in team_command("show", reference)
    assert "--key" in team_command("accept", reference, status=3)
    assert "huerta" in team_command("show", reference, "--key", str(moved))
    assert "huerta" in team_command("list", "--key", "-", input=moved.read_text())


def test_who_has_the_code_gets_all_that_is_kept_and_has_it_erased(team: FormSender):
    reference, code = receipt_of(team.post("share"))

    assert "does not belong" in team_command("export", reference, "--code", "a b", status=3)
    exported = json.loads(team_command("export", reference, "--code", code))
    assert exported["answers"]["name"] == "La huerta de todos"
    team_command("erase", reference, "--code", code)
    assert "Nothing has this reference" in team_command("show", reference, status=3)
    audit = team_command("digest")
    assert all(action in audit for action in ("export", "erase"))
    assert "huerta" not in audit


def test_the_digest_says_in_the_language_of_the_team_who_erased_something(team: FormSender):
    reference, code = receipt_of(team.post("share"))
    team.client.post("/es/sent", data={"reference": reference, "code": code, "erase": "1"})

    assert team_command("digest", "--language", "es").splitlines()[-1].endswith("quien lo escribió")


def test_the_team_reads_its_list_in_its_language_on_a_narrow_terminal(team: FormSender):
    reference, _ = receipt_of(team.post("share", name="Una huerta de la calle, " * 4))
    held, _ = receipt_of(team.post("correct", website="x"))
    team_command("show", held)

    lines = team_command("list", "--language", "es").splitlines()

    (first,) = [line for line in lines if reference in line]
    (second,) = [line for line in lines if held in line]
    assert "proyecto" in first
    assert "Una huerta" in first
    assert "corrección" in second
    assert "en revisión" in second
    assert "Quizá de máquinas:" in lines[lines.index(first) + 1 : lines.index(second)]
    assert max(map(len, (first, second))) <= 80
    assert "leído" in team_command("digest", "--language", "es")


def test_an_escape_of_a_terminal_is_not_printed(team: FormSender):
    reference, _ = receipt_of(team.post("correct", what="Fine. \u202e\u2066 words"))

    assert "\u202e" not in team_command("show", reference)


def test_the_privacy_page_says_how_long_things_are_kept():
    for language in ("en", "es"):
        text = (PRIVACY / f"{language}.md").read_text(encoding="utf-8")
        for days in (DRAFT_DAYS, DECIDED_DAYS, UNDECIDED_DAYS):
            assert f" {days} d" in text


def test_where_nothing_can_be_sent_the_team_is_told(team: FormSender, monkeypatch):
    monkeypatch.setenv("READER_SUBMISSIONS", "off")

    assert "READER_SUBMISSIONS is off" in team_command("list", status=3)


def test_forms_without_https_stay_closed_and_a_build_says_so(team, monkeypatch, tmp_path):
    (tmp_path / "content" / "library.yaml").unlink()
    monkeypatch.setenv("READER_BASE_URL", "http://library.example.org")

    assert "The forms stay closed" in run("build", status=1)
