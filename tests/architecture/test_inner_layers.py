"""Who may import whom inside the library and inside search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from support.source_modules import PROJECT, Module, imported, modules, plant

# Package of the library → packages of it that it may import; "" is its root, with the model.
LIBRARY: Mapping[str, frozenset[str]] = {
    "": frozenset(),
    "text": frozenset({""}),
    "loading": frozenset({"", "text"}),
}
# Inside search: a module imports what is in rows above its own. In one row, nobody knows another.
SEARCH_ROWS: tuple[frozenset[str], ...] = (
    frozenset({"engine"}),
    frozenset({"work_budget", "packed_strings", "nearest_works"}),
    frozenset({"analysis"}),
    frozenset({"intents", "questions"}),
    frozenset({"query", "index"}),
    frozenset({"ranking", "snippets", "related_works", "result_groups", "synonym_usage"}),
    frozenset({"matcher", "related_on_demand"}),
    frozenset({"hits"}),
    frozenset({"searcher"}),
    frozenset({"open_index"}),
)


def broken_library_layers(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{line}: may not import {name}"
        for module in found
        if module.room == "library"
        for line, name in imported(module)
        if name.startswith("reader.library.")
        and (other := library_package(name)) != (own := library_package(module.name))
        and other not in LIBRARY[own]
    ]


def library_package(name: str) -> str:
    """Return the package of the library that a module, or a name in one, is in."""
    return next(
        (package for package in LIBRARY if f"{name}.".startswith(f"reader.library.{package}.")), ""
    )


def search_rooms(name: str) -> list[str]:
    """Return the sub-package or module of search that a module's name is of, or nothing."""
    return name.split(".")[2:3] if name.startswith("reader.search.") else []


def broken_search_rows(found: Iterable[Module]) -> list[str]:
    rows = {room: number for number, row in enumerate(SEARCH_ROWS) for room in row}
    return [
        f"{module.path}:{line}: {own} may not import {name}"
        for module in found
        for own in search_rooms(module.name)
        for line, name in imported(module)
        for other in search_rooms(name)
        if own != other and rows.get(other, len(rows)) >= rows.get(own, -1)
    ]


HOUSE = modules(PROJECT, "reader")


def test_the_model_of_the_library_does_not_know_how_it_is_loaded():
    assert broken_library_layers(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("reader/library/model.py", "from reader.library.loading.loader import load"),
        ("reader/library/model.py", "import reader.library.text.links"),
        ("reader/library/text/links.py", "from reader.library.loading import schema"),
        ("reader/library/text/__init__.py", "def f():\n    import reader.library.loading.schema"),
    ],
)
def test_an_import_from_a_lower_package_of_the_library_is_found(tmp_path, path, source):
    plant(tmp_path, path, source)

    assert len(broken_library_layers(modules(tmp_path, "reader"))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("reader/library/library.py", "from reader.library.model import Html"),
        ("reader/library/text/markdown.py", "from reader.library.text import links"),
        ("reader/library/text/links.py", "from reader.library import patterns"),
        ("reader/library/loading/loader.py", "from reader.library.text.links import targets"),
    ],
)
def test_an_import_from_a_higher_package_of_the_library_is_not_found(tmp_path, path, source):
    plant(tmp_path, path, source)

    assert broken_library_layers(modules(tmp_path, "reader")) == []


def test_modules_of_search_import_only_those_of_the_rows_above():
    assert broken_search_rows(HOUSE) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("analysis/analyzer.py", "from reader.search.query.parser import Query"),
        ("index/whoosh_reader.py", "from reader.search.searcher import Searcher"),
        ("index/sidecar.py", "from reader.search.query.synonyms import SynonymMap"),
        ("query/plan.py", "from reader.search.index.index_reader import BudgetedReader"),
        ("searcher.py", "from reader.search.open_index import open_index"),
        ("kitchen/stove.py", "from reader.search.engine import Engine"),
        ("searcher.py", "from reader.search.kitchen.stove import Pot"),
    ],
)
def test_an_import_against_the_rows_of_search_is_found(tmp_path, path, source):
    plant(tmp_path, f"reader/search/{path}", source)

    assert len(broken_search_rows(modules(tmp_path, "reader"))) == 1
