"""Each library is imported in its room only; rooms of content have no clock and no network."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

import pytest
from support.source_modules import PROJECT, Module, imported, modules, plant

# package → the only rooms that may import it
FENCES: Mapping[str, frozenset[str]] = {
    "alembic": frozenset({"submissions"}),
    "babel": frozenset({"i18n"}),
    "brotli": frozenset({"delivery"}),
    "click": frozenset({"cli"}),
    "flask": frozenset({"web"}),
    "flask_babel": frozenset({"web"}),
    "gunicorn": frozenset({"gunicorn.conf", "delivery"}),
    "htmlmin": frozenset({"publishing"}),
    "itsdangerous": frozenset({"submissions"}),
    "pikepdf": frozenset({"publishing"}),
    "segno": frozenset({"publishing"}),
    "typst": frozenset({"publishing"}),
    "jinja2": frozenset({"web"}),
    "libzim": frozenset({"publishing"}),
    "markdown_it": frozenset({"library"}),
    "mdit_py_plugins": frozenset({"library"}),
    "nh3": frozenset({"library"}),
    "psycopg": frozenset({"submissions"}),
    "pyrage": frozenset({"submissions"}),
    "sqlalchemy": frozenset({"submissions"}),
    "Stemmer": frozenset({"search"}),
    "werkzeug": frozenset({"web"}),
    "whoosh": frozenset({"search"}),
    "yaml": frozenset({"library"}),
    "zopfli": frozenset({"delivery"}),
    "zstandard": frozenset({"delivery"}),
}
# What is said about content must not depend on when, where or by whom it is asked.
PURE = frozenset({"library", "i18n", "checks", "search", "renditions"})
IMPURE = frozenset(
    {"time", "random", "secrets", "uuid", "socket", "urllib.request", "http.client", "subprocess"}
)
# The environment is read where everything is wired, and handed on.
ENVIRONMENT = frozenset({"wiring", "cli", "wsgi", "asgi", "gunicorn.conf"})


def broken_fences(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{line}: {module.room} may not import {name}"
        for module in found
        for line, name in imported(module)
        for package, rooms in FENCES.items()
        if f"{name}.".startswith(f"{package}.") and module.room not in rooms
    ]


def impure(found: Iterable[Module]) -> list[str]:
    """Find the clock, chance and the network where only content may speak."""
    pure = [module for module in found if module.room in PURE]
    imports = [
        f"{module.path}:{line}: {name}"
        for module in pure
        for line, name in imported(module)
        if any(f"{name}.".startswith(f"{package}.") for package in IMPURE)
    ]
    return imports + [
        f"{module.path}:{node.lineno}: {ast.unparse(node)}"
        for module in pure
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"today", "now", "utcnow"}
        and ast.unparse(node.value) in {"date", "datetime"}
    ]


def readers_of_the_environment(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{line}"
        for module in found
        if module.room not in ENVIRONMENT
        for line in [
            *(
                node.lineno
                for node in ast.walk(module.tree)
                if isinstance(node, ast.Attribute)
                and node.attr in {"environ", "getenv"}
                and ast.unparse(node.value) == "os"
            ),
            *(line for line, name in imported(module) if name in {"os.environ", "os.getenv"}),
        ]
    ]


HOUSE = modules(PROJECT, "reader")


def test_every_library_stays_behind_its_fence():
    assert broken_fences(HOUSE) == []


def test_what_is_said_about_content_asks_neither_clock_nor_chance_nor_network():
    assert impure(HOUSE) == []


def test_the_environment_is_read_only_where_everything_is_wired():
    assert readers_of_the_environment(HOUSE) == []


@pytest.mark.parametrize("package", FENCES)
def test_a_library_outside_its_fence_is_found(tmp_path, package):
    plant(tmp_path, "reader/renditions/text_document.py", f"from {package}.inside import anything")
    plant(tmp_path, "reader/checks/rules.py", f"import {package}")

    assert len(broken_fences(modules(tmp_path, "reader"))) == 2


def test_a_library_with_a_longer_name_is_not_taken_for_the_fenced_one(tmp_path):
    plant(tmp_path, "reader/web/app.py", "import flask_babel")

    assert broken_fences(modules(tmp_path, "reader")) == []


@pytest.mark.parametrize(
    "source",
    ["import time", "from random import choice", "x = date.today()", "x = datetime.now(UTC)"],
)
def test_a_clock_or_chance_in_a_pure_room_is_found(tmp_path, source):
    plant(tmp_path, "reader/checks/rules.py", source)

    assert len(impure(modules(tmp_path, "reader"))) == 1


@pytest.mark.parametrize("source", ["import os\nos.environ['READER_VAR']", "from os import getenv"])
def test_a_room_that_reads_the_environment_is_found(tmp_path, source):
    plant(tmp_path, "reader/web/app.py", source)

    assert len(readers_of_the_environment(modules(tmp_path, "reader"))) == 1
