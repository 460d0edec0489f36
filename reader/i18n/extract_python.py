"""Extract messages from the syntax tree of Python code, the same in every version of Python.

Babel reads tokens. Up to Python 3.11 a whole f-string is one token, and a message inside it is
missed.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from tokenize import COMMENT, tokenize
from typing import IO, TypeAlias

# What Babel wants of a method: line, name of the function, its arguments (None for one that is no
# plain text), comments.
Extracted: TypeAlias = tuple[int, str, tuple[str | None, ...], list[str]]


def extract_python(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, object],  # noqa: ARG001  # Babel's signature
) -> Iterator[Extracted]:
    """Yield every call of a function in ``keywords``.

    The first of a line has the comment above it, if that begins with a tag. Raises SyntaxError.
    """
    tree = ast.parse(file.read())
    file.seek(0)
    notes = _notes(file, tuple(comment_tags))
    for line, call in _calls(tree, None):
        name = _name(call.func)
        if name in keywords:
            yield line, name, tuple(map(_text, call.args)), notes.pop(line - 1, [])


def _notes(file: IO[bytes], tags: tuple[str, ...]) -> dict[int, list[str]]:
    """Return last line → lines of every block of comments that begins with a tag."""
    notes: dict[int, list[str]] = {}
    for token in tokenize(file.readline):
        if token.type == COMMENT:
            line, text = token.start[0], token.string.removeprefix("#").strip()
            block = notes.pop(line - 1, [])
            if block or text.startswith(tags):
                notes[line] = [*block, text]
    return notes


def _calls(node: ast.AST, line: int | None) -> Iterator[tuple[int, ast.Call]]:
    """Yield every call with its line.

    Inside an f-string it is that of the f-string: lines in it differ between versions of Python.
    """
    if isinstance(node, ast.JoinedStr):
        line = line or node.lineno
    if isinstance(node, ast.Call):
        yield line or node.func.end_lineno or node.lineno, node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, line)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _text(argument: ast.expr) -> str | None:
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else None
