"""The modules of a source tree, read once and parsed, for the tests of the architecture."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[2]
ROOT_MODULES: Final = ("wsgi.py", "asgi.py", "gunicorn.conf.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module. ``path`` is relative to the tree, with forward slashes; ``name`` is dotted."""

    path: str
    name: str
    source: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The folder or module under ``reader`` that it belongs to; outside, its own name."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "reader" and len(parts) > 1 else self.name


def modules(root: Path, *folders: str) -> tuple[Module, ...]:
    """Return every module in these folders, and those at the top that servers start from."""
    files = [file for folder in folders for file in sorted((root / folder).rglob("*.py"))]
    files += [root / name for name in ROOT_MODULES if (root / name).is_file()]
    return tuple(_module(root, file) for file in files)


def _module(root: Path, file: Path) -> Module:
    path = file.relative_to(root)
    parts = path.with_suffix("").parts
    source = file.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(
        path=path.as_posix(),
        name=name,
        source=source,
        tree=ast.parse(source, filename=path.as_posix()),
    )


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of each import of a module; ``from a import b`` is ``a.b``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from (
                (node.lineno, f"{dots}{node.module or ''}.{alias.name}") for alias in node.names
            )


def plant(root: Path, path: str, source: str = "") -> None:
    """Write one module into a made-up tree, for a rule to find."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
