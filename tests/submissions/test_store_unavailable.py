"""What cannot be kept is said, with the words still there to copy; and taken again later."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from support.form_sender import FormSender, form_sender, receipt_of

from reader.submissions.key_files import ensure_keys
from reader.submissions.model import Submission
from reader.submissions.store.connection import DATABASE_FILE
from reader.submissions.store.form_store import FormStore
from reader.submissions.store.open_store import open_store


def told_to_copy(sender: FormSender) -> bool:
    """Return whether a store that does not work is said, with the words still there to copy."""
    page = sender.post("correct", language="es")
    return (
        page.status_code == 503
        and page.headers["cache-control"] == "no-store"
        and "este servidor no puede guardarlo ahora" in page.text
        and "ñandú" in page.text
    )


def test_a_locked_store_is_said_with_the_words_still_there(sqlite_sender, monkeypatch):
    monkeypatch.setattr("reader.submissions.store.connection.WAIT_SECONDS", 0.2)
    sqlite_sender.post("correct")
    sqlite_sender.desk.close()
    with sqlite3.connect(sqlite_sender.folder / DATABASE_FILE, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")

        assert told_to_copy(sqlite_sender)

        other.execute("ROLLBACK")
    other.close()
    receipt_of(sqlite_sender.post("correct"))


def test_a_full_store_is_said_with_the_words_still_there(sqlite_sender, monkeypatch):
    full = ("PRAGMA journal_mode=WAL", "PRAGMA max_page_count=9")
    sqlite_sender.post("correct")
    sqlite_sender.desk.close()
    monkeypatch.setattr("reader.submissions.store.connection.PRAGMAS", full)

    answers = [sqlite_sender.post("share", story="x" * 9_999).status_code for _ in range(9)]

    assert answers[-1] == 503
    assert told_to_copy(sqlite_sender) or answers.count(503) == 9


def test_a_store_that_cannot_be_written_is_said_with_the_words_still_there(
    sqlite_sender, monkeypatch
):
    read_only = ("PRAGMA query_only=ON",)
    sqlite_sender.post("correct")
    sqlite_sender.desk.close()
    monkeypatch.setattr("reader.submissions.store.connection.PRAGMAS", read_only)

    assert told_to_copy(sqlite_sender)


def test_a_store_that_is_gone_is_said_with_the_words_still_there(form_site, tmp_path):
    sender = form_sender(form_site, tmp_path / "kept", "postgresql://reader@127.0.0.1:9/reader")

    assert told_to_copy(sender)


def test_a_store_that_goes_while_it_is_open_is_said_and_used_again_once_it_is_back(
    sqlite_sender,
):
    away = sqlite_sender.folder.with_name("away")
    first, _ = receipt_of(sqlite_sender.post("correct"))

    sqlite_sender.folder.rename(away)
    assert told_to_copy(sqlite_sender)
    assert told_to_copy(sqlite_sender)
    assert not sqlite_sender.folder.exists()

    away.rename(sqlite_sender.folder)
    second, _ = receipt_of(sqlite_sender.post("correct"))
    store = open_store(sqlite_sender.folder, "")
    assert {each.reference for each in store.all()} == {first, second}
    store.close()


def test_a_file_that_goes_while_it_is_written_shows_no_receipt(sqlite_sender, monkeypatch):
    sqlite_sender.post("correct")
    add = FormStore.add

    def add_and_lose(store: FormStore, submission: Submission) -> None:
        (sqlite_sender.folder / DATABASE_FILE).unlink(missing_ok=True)
        add(store, submission)

    monkeypatch.setattr(FormStore, "add", add_and_lose)

    assert told_to_copy(sqlite_sender)


@pytest.mark.database
def test_a_database_that_was_restarted_takes_the_next_form(form_site, tmp_path, postgresql):
    address = postgresql.new_database()
    sender = form_sender(form_site, tmp_path / "kept", address)
    receipt_of(sender.post("correct"))
    with psycopg.connect(address) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    receipt_of(sender.post("correct"))
    sender.desk.close()


@pytest.mark.parametrize("key", ["", "age1x", "ssh-ed25519 AAAA", "ñ"])
def test_a_key_of_the_team_that_is_none_is_said_with_the_words_still_there(
    form_site, tmp_path, key
):
    ensure_keys(tmp_path / "kept")
    (tmp_path / "kept" / "team.pub").write_text(key, encoding="utf-8")
    sender = form_sender(form_site, tmp_path / "kept")

    assert told_to_copy(sender)
    sender.desk.close()


def test_no_other_keys_are_made_where_those_of_the_start_are_gone(form_site, tmp_path):
    sender = form_sender(form_site, tmp_path / "kept")
    assert not sender.desk.find_keys()
    ensure_keys(sender.folder)
    assert sender.desk.find_keys()

    away = sender.folder.rename(tmp_path / "away")
    assert sender.client.get("/en/correct").status_code == 200
    assert told_to_copy(sender)
    assert not sender.folder.exists()

    away.rename(sender.folder)
    receipt_of(sender.post("correct"))
    sender.desk.close()


def test_a_form_is_sent_once_the_keys_are_back_with_the_stamp_that_it_had(form_site, tmp_path):
    sender = form_sender(form_site, tmp_path / "kept")
    stamp = sender.stamp("share")
    away = sender.folder.rename(tmp_path / "away")
    sender.folder.write_text("")

    page = sender.post("share", stamp=stamp)
    assert page.status_code == 503
    assert f'name="stamp" value="{stamp}"' in page.text

    sender.folder.unlink()
    away.rename(sender.folder)
    receipt_of(sender.post("share", stamp=stamp))
    sender.desk.close()


def test_a_folder_that_cannot_be_made_is_said_and_the_form_can_be_read(form_site, tmp_path):
    (tmp_path / "file").write_text("")
    sender = form_sender(form_site, tmp_path / "file" / "kept")

    assert sender.client.get("/en/correct").status_code == 200
    assert told_to_copy(sender)
