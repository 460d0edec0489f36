"""A database of each kind, and a browser before forms that are kept in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.form_sender import FormSender, form_sender
from support.postgresql import PostgresqlServer, postgresql_server
from support.sites import make_site

from reader.web.site import Site


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """Start a PostgreSQL of our own on this machine."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.database)])
def database(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty database, empty itself for SQLite."""
    if request.param == "sqlite":
        return ""
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture(scope="session")
def form_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of a small library in two languages."""
    return make_site(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def sender(form_site: Site, tmp_path: Path, database: str) -> Iterator[FormSender]:
    """Open the forms over each database."""
    opened = form_sender(form_site, tmp_path / "kept", database)
    yield opened
    opened.desk.close()


@pytest.fixture
def sqlite_sender(form_site: Site, tmp_path: Path) -> Iterator[FormSender]:
    """Open the forms over SQLite."""
    opened = form_sender(form_site, tmp_path / "kept")
    yield opened
    opened.desk.close()


@pytest.fixture(scope="module")
def posts(form_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FormSender]:
    """Open the forms once for many posts."""
    opened = form_sender(form_site, tmp_path_factory.mktemp("posts"))
    yield opened
    opened.desk.close()
