"""Who may import whom. The table is that of docs/architecture.md."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

import pytest
from support.source_modules import PROJECT, Module, imported, modules, plant

STORAGE = frozenset({"storage"})
KNOWLEDGE = frozenset({"library", "i18n"})
SIDE_BY_SIDE = frozenset({"checks", "search", "renditions", "submissions"})
WEB = KNOWLEDGE | SIDE_BY_SIDE | {"delivery"}
ROOMS: Mapping[str, frozenset[str]] = {
    "reader": frozenset(),
    "storage": frozenset(),
    "library": STORAGE,
    "delivery": STORAGE,
    "settings": STORAGE,
    "i18n": STORAGE | {"library"},
    **dict.fromkeys(SIDE_BY_SIDE, STORAGE | KNOWLEDGE),
    "web": WEB,
    "publishing": STORAGE | WEB,
    "wiring": STORAGE | WEB | {"web", "publishing", "settings"},
    "cli": frozenset({"wiring"}),
    "wsgi": frozenset({"wiring"}),
    "asgi": frozenset({"wiring"}),
    "gunicorn.conf": frozenset({"wiring"}),
}
# Of these rooms another room may import these modules only.
DOORS: Mapping[tuple[str, str], frozenset[str]] = {
    ("web", "delivery"): frozenset({"reader.delivery.http.response_headers"})
}


def broken_layers(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{line}: {module.room} may not import {name}"
        for module in found
        for line, name in imported(module)
        if name.split(".")[0] == "reader" and not may_import(module.room, name)
    ]


def may_import(room: str, name: str) -> bool:
    other = [*name.split("."), ""][1]
    if other in {room, ""}:  # the package itself holds nothing
        return True
    doors = DOORS.get((room, other))
    through_a_door = doors is None or any(f"{name}.".startswith(f"{door}.") for door in doors)
    return other in ROOMS.get(room, frozenset()) and through_a_door


def unknown_rooms(found: Iterable[Module]) -> list[str]:
    return sorted({module.room for module in found} - set(ROOMS))


def hidden_imports(found: Iterable[Module]) -> list[str]:
    """Find imports that the table cannot see: relative ones, and ones made at run time."""
    hidden = [
        f"{module.path}:{line}: {name}"
        for module in found
        for line, name in imported(module)
        if name.startswith(".")
    ]
    return hidden + [
        f"{module.path}:{node.lineno}: {ast.unparse(node)}"
        for module in found
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Attribute) and node.attr == "import_module")
        or (isinstance(node, ast.Name) and node.id == "__import__")
    ]


def circle(found: Iterable[Module]) -> list[str]:
    """Return the modules of one import circle, or nothing. Imports for types alone count, too."""
    known = {module.name: module for module in found}
    graph = {
        module.name: {
            resolved
            for _, name in imported(module)
            if (resolved := resolve(name, known)) and resolved != module.name
        }
        for module in known.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def resolve(name: str, known: Mapping[str, Module]) -> str | None:
    """Return the module that ``from a import b`` reads: ``a.b`` if that is a module, else ``a``."""
    return next(
        (candidate for candidate in (name, name.rpartition(".")[0]) if candidate in known), None
    )


HOUSE = modules(PROJECT, "reader")


def test_every_room_imports_only_what_the_table_allows():
    assert broken_layers(HOUSE) == []


def test_every_room_is_in_the_table():
    assert unknown_rooms(HOUSE) == []


def test_no_import_hides_from_the_table():
    assert hidden_imports(HOUSE) == []


def test_no_modules_import_one_another_in_a_circle():
    assert circle(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("reader/storage/checksums.py", "from reader.library.model import Slug"),
        ("reader/storage/checksums.py", "from reader.delivery import shelf"),
        ("reader/library/model.py", "import reader.i18n.languages"),
        ("reader/search/engine.py", "from reader.checks import page_rules"),
        (
            "reader/renditions/text_document.py",
            "def write():\n    from reader.search.engine import Engine",
        ),
        ("reader/delivery/static_responder.py", "from reader.library.model import Library"),
        ("reader/web/app.py", "from reader.delivery.prebuilt.page_file import Shelf"),
        ("reader/web/app.py", "from reader.settings import Settings"),
        ("reader/web/app.py", "from reader.storage.atomic_files import replace_file"),
        ("reader/publishing/build/pipeline.py", "from reader.web.app import create_app"),
        ("reader/publishing/build/pipeline.py", "from reader import wiring"),
        ("reader/cli/main.py", "from reader.publishing.build.pipeline import build"),
        ("reader/wiring/server.py", "import reader.cli.main"),
        ("wsgi.py", "from reader.web.app import create_app"),
    ],
)
def test_an_import_against_the_table_is_found(tmp_path, path, source):
    plant(tmp_path, path, source)

    assert len(broken_layers(modules(tmp_path, "reader"))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "reader/web/app.py",
            "from reader.delivery.http.response_headers import CachePolicy\n"
            "import reader.delivery.http.response_headers",
        ),
        (
            "reader/wiring/server.py",
            "from reader.web.app import create_app\nfrom reader.settings import read",
        ),
        ("reader/library/text/markdown.py", "from reader.library.model import Html"),
        *(
            (f"reader/{room}/any.py", "from reader.storage.checksums import checksum")
            for room in ("library", "delivery", "i18n", "search")
        ),
        ("reader/wiring/server.py", "import reader"),
        ("asgi.py", "from reader.wiring.server import serve"),
    ],
)
def test_an_import_within_the_table_is_not_found(tmp_path, path, source):
    plant(tmp_path, path, source)

    assert broken_layers(modules(tmp_path, "reader")) == []


def test_a_room_that_the_table_does_not_know_is_found(tmp_path):
    plant(tmp_path, "reader/kitchen/stove.py")

    assert unknown_rooms(modules(tmp_path, "reader")) == ["kitchen"]


@pytest.mark.parametrize(
    "source",
    [
        "from . import model",
        "import importlib\nimportlib.import_module('reader.web')",
        "__import__('flask')",
    ],
)
def test_a_hidden_import_is_found(tmp_path, source):
    plant(tmp_path, "reader/library/loading/loader.py", source)

    assert len(hidden_imports(modules(tmp_path, "reader"))) == 1


def test_an_import_circle_is_found(tmp_path):
    plant(tmp_path, "reader/library/first.py", "from reader.library import second")
    plant(
        tmp_path,
        "reader/library/second.py",
        "def later():\n    from reader.library.first import name",
    )

    assert set(circle(modules(tmp_path, "reader"))) == {
        "reader.library.first",
        "reader.library.second",
    }
