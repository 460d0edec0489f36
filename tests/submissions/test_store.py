"""What is kept stays kept: backed up, restored, migrated; and what cannot be kept is said."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import bindparam, delete, insert, inspect, select
from sqlalchemy.dialects import sqlite
from support.form_sender import FormSender, form_sender, receipt_of

from reader.submissions.desk import ReplayError
from reader.submissions.encryption import public_half
from reader.submissions.key_files import ensure_keys
from reader.submissions.model import Submission
from reader.submissions.moderation.backup import BackupError, read_backup, write_backup
from reader.submissions.store import statements
from reader.submissions.store.connection import DATABASE_FILE
from reader.submissions.store.engine import open_engine
from reader.submissions.store.form_store import FormStore
from reader.submissions.store.migration import MIGRATIONS, migrate
from reader.submissions.store.open_store import open_store
from reader.submissions.store.tables import AUDIT, DRAFTS, METADATA, SUBMISSIONS

PLANTED = "a story that nobody else may read, 8f3a61"


def test_the_migrations_make_the_tables_that_the_code_knows(tmp_path, database):
    engine = open_engine(tmp_path, database)

    migrate(engine, tmp_path)
    migrate(engine, tmp_path)

    made = inspect(engine)
    assert set(made.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for name, table in METADATA.tables.items():
        columns = {each["name"]: each["nullable"] for each in made.get_columns(name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        assert {each["name"] for each in made.get_indexes(name)} == {
            index.name for index in table.indexes
        }
    engine.dispose()


def test_the_newest_migration_is_the_one_that_the_code_expects():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [statements.NEWEST]


def test_a_backup_restores_everything_into_an_empty_store(sender, database, tmp_path, form_site):
    reference, code = receipt_of(sender.post("share"))
    sender.post("share", button="save")
    store = open_store(sender.folder, database)
    file = tmp_path / "backup"

    assert write_backup(store, file) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ReplayError):
        read_backup(store, file)
    store.close()

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("team.pub", "signing.key"):
        shutil.copy(sender.folder / name, elsewhere)
    restored = open_store(elsewhere, "")
    assert read_backup(restored, file) == 2
    again = form_sender(form_site, elsewhere)
    assert again.desk.status(reference).state == "received"
    assert again.desk.erase(reference, code)
    restored.close()
    again.desk.close()


@pytest.mark.parametrize("damage", [b"", b"x", b'{"format": "other"}\n{"sha256": ""}\n'])
def test_a_file_that_is_no_backup_changes_nothing(tmp_path, damage):
    file = tmp_path / "backup"
    file.write_bytes(damage)
    store = open_store(tmp_path / "kept", "")

    with pytest.raises(BackupError):
        read_backup(store, file)

    assert store.all() == ()
    store.close()


def test_a_backup_that_lost_a_line_is_refused(sqlite_sender, tmp_path):
    sqlite_sender.post("correct")
    sqlite_sender.post("share")
    store = open_store(sqlite_sender.folder, "")
    file = tmp_path / "backup"
    write_backup(store, file)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:1], *lines[2:]]))
    empty = open_store(tmp_path / "empty", "")

    with pytest.raises(BackupError):
        read_backup(empty, file)

    store.close()
    empty.close()


def test_nobody_else_may_read_what_is_kept(sqlite_sender):
    sqlite_sender.post("correct")

    assert stat.S_IMODE(sqlite_sender.folder.stat().st_mode) == 0o700
    for file in sqlite_sender.folder.iterdir():
        if file.name not in {".migration"}:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_what_was_written_is_in_no_file_and_no_log(sqlite_sender, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    for button in ("save", "check", "send"):
        sqlite_sender.post("share", button=button, story=PLANTED)
    sqlite_sender.post("correct", what=PLANTED, reply=PLANTED, source=PLANTED * 100)
    sqlite_sender.post("correct", what=PLANTED, stamp="forged")

    files = [file for file in sqlite_sender.folder.iterdir() if file.is_file()]
    assert {f"{DATABASE_FILE}-wal", DATABASE_FILE} <= {file.name for file in files}
    written = b"".join(file.read_bytes() for file in files)
    said = "".join((caplog.text, *capfd.readouterr()))
    for piece in (PLANTED, "nobody else may read", "8f3a61", "127.0.0.1"):
        assert piece.encode() not in written
        assert piece not in said


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


def test_two_processes_make_one_pair_of_keys(tmp_path):
    folder = tmp_path / "kept"
    children = []
    for _ in range(6):
        child = os.fork()
        if child == 0:
            ensure_keys(folder)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6

    private = (folder / "team.key").read_text(encoding="ascii")
    assert public_half(private) == (folder / "team.pub").read_text(encoding="ascii").strip()
    assert sorted(Path(folder).iterdir()) == [
        folder / name for name in ("signing.key", "team.key", "team.pub")
    ]


def test_a_story_as_long_as_it_may_be_in_any_script_is_kept(sqlite_sender):
    receipt_of(sqlite_sender.post("share", story="🧶" * 10_000))


def test_the_statements_of_a_server_are_what_sqlalchemy_makes_of_the_tables():
    reference = SUBMISSIONS.c.reference == bindparam("reference")
    today = bindparam("today")
    made = {
        "ADD": insert(SUBMISSIONS),
        "FIND": select(SUBMISSIONS).where(reference),
        "ERASE": delete(SUBMISSIONS).where(reference),
        "NOTE": insert(AUDIT).values(
            {name: bindparam(name) for name in ("on_day", "reference", "action", "who")}
        ),
        "SAVE_DRAFT": insert(DRAFTS),
        "FIND_DRAFT": select(DRAFTS).where(
            DRAFTS.c.name == bindparam("name"), DRAFTS.c.delete_on >= today
        ),
        "PRUNE": delete(SUBMISSIONS).where(SUBMISSIONS.c.delete_on < today),
        "PRUNE_DRAFTS": delete(DRAFTS).where(DRAFTS.c.delete_on < today),
    }

    for name, statement in made.items():
        compiled = str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))
        assert " ".join(compiled.split()) == getattr(statements, name)
