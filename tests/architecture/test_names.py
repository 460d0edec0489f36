"""The naming rule of docs/architecture.md, as far as a machine can hold it."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import pytest
from support.source_modules import PROJECT, Module, modules, plant

MODULES_SIDE_BY_SIDE = 15
# Names that say nothing about what is inside.
SHAPELESS = frozenset(
    [
        "util",
        "utils",
        "helper",
        "helpers",
        "manager",
        "managers",
        "common",
        "misc",
        "base",
        "core_utils",
        "tools",
    ]
)
# A module is a noun or a plain verb phrase. These end in -ing and are nouns of their field.
NOUNS_IN_ING: Mapping[str, str] = {
    "formatting": "of dates, numbers and lists: CLDR and Babel call it so",
    "indexing": "Lucene's word for making an index",
    "ranking": "information retrieval's word for the order of hits",
    "spelling": "a noun like any other",
    "templating": "Flask's name for the same thing (flask.templating)",
}


def crowded_folders(found: Iterable[Module]) -> list[str]:
    counted = Counter(
        PurePosixPath(module.path).parent.as_posix()
        for module in found
        if not module.path.endswith("/__init__.py")
    )
    return [
        f"{folder}: {count} modules"
        for folder, count in counted.items()
        if count > MODULES_SIDE_BY_SIDE
    ]


def classes_named_twice(found: Iterable[Module]) -> list[str]:
    """Return the class names that stand in two places; a leading underscore makes no new name."""
    places = defaultdict(list)
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(f"{module.path}:{node.lineno}")
    return [f"{name}: {', '.join(where)}" for name, where in places.items() if len(where) > 1]


def participles(found: Iterable[Module]) -> list[str]:
    """Return the modules whose name ends in -ing without being a noun of the field."""
    return [
        module.path
        for module in found
        if (name := PurePosixPath(module.path).stem).endswith("ing") and name not in NOUNS_IN_ING
    ]


def badly_named(files: Iterable[Path]) -> list[str]:
    return sorted(
        file.as_posix()
        for file in files
        if SHAPELESS
        & {part.removesuffix(".py").removeprefix("test_").lower() for part in file.parts}
    )


READER = tuple(module for module in modules(PROJECT, "reader") if module.path.startswith("reader/"))


def test_at_most_fifteen_modules_stand_side_by_side():
    assert crowded_folders(READER) == []


def test_every_class_has_a_name_of_its_own():
    assert classes_named_twice(READER) == []


def test_no_module_is_named_by_a_participle():
    assert participles(READER) == []


def test_every_file_is_named_after_its_subject():
    assert (
        badly_named(
            file.relative_to(PROJECT)
            for folder in ("reader", "tests", "bench")
            for file in (PROJECT / folder).rglob("*.py")
        )
        == []
    )


def test_a_sixteenth_module_in_a_folder_is_found(tmp_path):
    for name in ("__init__", *(f"rule_{number}" for number in range(15))):
        plant(tmp_path, f"reader/checks/{name}.py")
    plant(tmp_path, "reader/checks/prose/rules.py")
    assert crowded_folders(modules(tmp_path, "reader")) == []

    plant(tmp_path, "reader/checks/one_more.py")

    assert crowded_folders(modules(tmp_path, "reader")) == ["reader/checks: 16 modules"]


def test_a_class_name_that_stands_twice_is_found(tmp_path):
    plant(tmp_path, "reader/library/model.py", "class Source:\n  class Kind: pass")
    plant(tmp_path, "reader/search/engine.py", "class Hit: pass\ndef go():\n  class _Source: pass")

    assert classes_named_twice(modules(tmp_path, "reader")) == [
        "Source: reader/library/model.py:1, reader/search/engine.py:3"
    ]


def test_a_module_named_by_a_participle_is_found(tmp_path):
    for name in ("mending", "ranking", "string_table", "loading/loader"):
        plant(tmp_path, f"reader/search/{name}.py")

    assert participles(modules(tmp_path, "reader")) == ["reader/search/mending.py"]


@pytest.mark.parametrize(
    ("name", "is_shapeless"),
    [
        ("reader/utils.py", True),
        ("tests/helpers/site.py", True),
        ("tests/test_misc.py", True),
        ("reader/web/page_common/x.py", False),
    ],
)
def test_a_file_named_after_nothing_is_found(name, is_shapeless):
    found = badly_named([Path(name), Path("reader/library/model.py")])

    assert found == ([name] if is_shapeless else [])
