"""How large a module or function may be, what it must document, and no state in modules.

The numbers are those of CONTRIBUTING.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from support.source_modules import PROJECT, Module, modules, plant

MODULE_LINES = 250
TEST_MODULE_LINES = 300  # a table of cases is read faster than code
FUNCTION_LINES = 40
POSITIONAL_PARAMETERS = 5  # ruff holds those given by name as well: eight in all
MUTABLE_CALLS = frozenset(
    [
        "list",
        "dict",
        "set",
        "bytearray",
        "defaultdict",
        "deque",
        "Counter",
        "OrderedDict",
        "local",
        "Lock",
        "WeakValueDictionary",
        "ContextVar",
    ]
)
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
READ_AND_WRITTEN = re.compile(r"\b(list|dict|set|Mutable\w+)\[")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def long_modules(found: Iterable[Module], limit: int = MODULE_LINES) -> list[str]:
    sizes = {module.path: len(module.source.splitlines()) for module in found}
    return [f"{path}: {lines} lines" for path, lines in sizes.items() if lines > limit]


def long_functions(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{node.lineno}: {node.name} has {lines} lines"
        for module in found
        for node in ast.walk(module.tree)
        if isinstance(node, FUNCTION)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def crowded_functions(found: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}:{node.lineno}: {node.name} takes {len(names)} by position"
        for module in found
        for node in ast.walk(module.tree)
        if isinstance(node, FUNCTION)
        and len(
            names := [
                argument.arg
                for argument in [*node.args.posonlyargs, *node.args.args]
                if argument.arg not in {"self", "cls"}
            ]
        )
        > POSITIONAL_PARAMETERS
    ]


def silent(found: Iterable[Module]) -> list[str]:
    """Find public modules, classes, functions and methods that say nothing of themselves."""
    mute = []
    for module in found:
        if not ast.get_docstring(module.tree):
            mute.append(f"{module.path}:1: the module")
        mute += [
            f"{module.path}:{node.lineno}: {node.name}"
            for node in public(module.tree.body)
            if not ast.get_docstring(node)
        ]
    return mute


def public(body: Iterable[ast.stmt]) -> Iterator[Definition]:
    for node in body:
        if isinstance(node, (*FUNCTION, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def state(found: Iterable[Module]) -> list[str]:
    """Find what a module keeps and could change: only constants may stand at its top level."""
    return [
        f"{module.path}:{node.lineno}: {ast.unparse(node)[:60]}"
        for module in found
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Global)
    ] + [
        f"{module.path}:{node.lineno}: {name}"
        for module in found
        for node in module.tree.body
        for name in assigned(node)
        if (changeable(node) and not name.startswith("__")) or not constant(name, node)
    ]


def assigned(node: ast.stmt) -> list[str]:
    targets = (
        node.targets
        if isinstance(node, ast.Assign)
        else [node.target]
        if isinstance(node, (ast.AnnAssign, ast.AugAssign))
        else []
    )
    return [
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    ]


def constant(name: str, node: ast.stmt) -> bool:
    """Whether a name is written as a constant, a type or Python's own, or is declared Final."""
    bare = name.strip("_")
    declared = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Final")
    return (
        bare.isupper()
        or bare[:1].isupper()
        or (name.startswith("__") and name.endswith("__"))
        or declared
    )


def changeable(node: ast.stmt) -> bool:
    """Whether a value can be changed in place: not declared Final, or empty and to be filled."""
    value = getattr(node, "value", None)
    called = value.func if isinstance(value, ast.Call) else None
    maker = (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )
    if not isinstance(value, MUTABLE) and maker not in MUTABLE_CALLS:
        return False
    declared = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
    filled = isinstance(value, MUTABLE) and bool(
        getattr(value, "elts", getattr(value, "keys", True))
    )
    return not (declared.startswith("Final") and filled) or bool(READ_AND_WRITTEN.search(declared))


HOUSE = modules(PROJECT, "reader", "bench")
READER = tuple(module for module in HOUSE if module.path.startswith("reader/"))


def test_every_module_is_read_in_one_sitting():
    assert long_modules(HOUSE) == []
    assert long_modules(modules(PROJECT, "tests"), TEST_MODULE_LINES) == []


def test_every_function_is_seen_at_once():
    assert long_functions(HOUSE) == []


def test_every_function_takes_few_things_by_position():
    assert crowded_functions(HOUSE) == []


def test_every_public_name_says_what_it_is_for():
    assert silent(HOUSE) == []


def test_modules_keep_nothing_but_constants():
    assert state(READER) == []


def planted(tmp_path: Path, source: str) -> tuple[Module, ...]:
    plant(tmp_path, "reader/checks/rules.py", source)
    return modules(tmp_path, "reader")


def test_a_module_of_251_lines_is_found(tmp_path):
    assert long_modules(planted(tmp_path, "pass\n" * 250)) == []
    assert long_modules(planted(tmp_path, "pass\n" * 251)) == ["reader/checks/rules.py: 251 lines"]


def test_a_function_of_41_lines_is_found_wherever_it_is(tmp_path):
    assert long_functions(planted(tmp_path, "def short():\n" + "    pass\n" * 39)) == []
    assert (
        len(
            long_functions(planted(tmp_path, "class A:\n  async def long():\n" + "    pass\n" * 40))
        )
        == 1
    )


def test_a_sixth_parameter_by_position_is_found(tmp_path):
    assert (
        crowded_functions(
            planted(tmp_path, "class A:\n  def go(self, a, b, c, d, e, *, f, g): pass")
        )
        == []
    )
    assert len(crowded_functions(planted(tmp_path, "def go(a, b, c, d, e, f): pass"))) == 1


def test_public_names_without_docstrings_are_found(tmp_path):
    source = (
        "class A:\n  def go(self): pass\n  def _hidden(self): pass\n"
        "async def run(): pass\ndef _own():\n  def inner(): pass"
    )

    assert [line.rpartition(" ")[2] for line in silent(planted(tmp_path, source))] == [
        "module",
        "A",
        "go",
        "run",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "CACHE = {}",
        "SEEN: list[str] = []",
        "LOCK = threading.Lock()",
        "COUNTS = Counter()",
        "current = 1",
        "def go():\n    global current",
        "ALL = [1, 2]",
        "ALL: Final = []",
        "ALL: Final[Mapping[str, int]] = dict()",
        "WORDS: Final[dict[str, str]] = {'a': 'b'}",
    ],
)
def test_module_state_is_found(tmp_path, source):
    assert len(state(planted(tmp_path, source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "LIMIT = 3",
        "RULES: Final[Mapping[str, int]] = {code: 1 for code in CODES}",
        "WORDS: Final = frozenset({'a'})",
        "Slug = NewType('Slug', str)",
        "__all__ = ['a']",
        "email: Final = matching('@')",
        "_RULES: Final = {'a': 1}",
        "def go():\n    found = []",
    ],
)
def test_constants_are_not_taken_for_state(tmp_path, source):
    assert state(planted(tmp_path, source)) == []
