"""Faults of content: what is changed in a tree without faults, and what must be reported where.

``FACTS`` and the like are files of ``support/builders.py``; the body of an edition made by
``edition()`` begins at line 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from support.builders import EPISODE, EXPERIMENT, FILES, edition

from reader.library.findings import RuleCode

FACTS: Final = f"{EXPERIMENT}/document.yaml"
NOTES: Final = f"{EPISODE}/en.md"


def _untouched(root: Path) -> None:
    """Do nothing more to the tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One fault at ``path:line`` inside ``content/``; ``also`` are findings that come with it."""

    code: RuleCode
    at: str
    files: Mapping[str, str | bytes | None] = field(default_factory=dict, repr=False)
    then: Callable[[Path], object] = _untouched
    also: tuple[tuple[RuleCode, str], ...] = ()

    @property
    def found(self) -> set[tuple[str, str]]:
        """All that must be found: codes and places."""
        return {(code, f"content/{at}") for code, at in ((self.code, self.at), *self.also)}


def changed(code: RuleCode, file: str, line: int, old: str, new: str) -> Plant:
    """Plant a fault in a file of the sound tree, in the first place where ``old`` stands."""
    assert old in FILES[file], old
    return Plant(code=code, at=f"{file}:{line}", files={file: FILES[file].replace(old, new, 1)})


def facts(code: RuleCode, line: int, old: str, new: str) -> Plant:
    """Plant a fault in the facts of the experiment."""
    return changed(code, FACTS, line, old, new)


def episode(code: RuleCode, line: int, old: str, new: str) -> Plant:
    """Plant a fault in the facts of the episode."""
    return changed(code, f"{EPISODE}/document.yaml", line, old, new)


def head(code: RuleCode, line: int, old: str, new: str) -> Plant:
    """Plant a fault in the head of an edition."""
    return changed(code, f"{EXPERIMENT}/en.md", line, old, new)


def library(code: RuleCode, line: int, old: str, new: str) -> Plant:
    """Plant a fault in library.yaml."""
    return changed(code, "library.yaml", line, old, new)


def body(
    code: RuleCode, line: int, markdown: str, also: tuple[tuple[RuleCode, int], ...] = ()
) -> Plant:
    """Plant a fault in Markdown, in the only language of its document."""
    files = {NOTES: edition("Notes", markdown), f"{EPISODE}/es.md": None}
    return Plant(
        code=code,
        at=f"{NOTES}:{line}",
        files=files,
        also=tuple((other, f"{NOTES}:{its}") for other, its in also),
    )


def folder(path: str) -> Callable[[Path], object]:
    """Return a change: a folder is made, with a file in it."""

    def change(root: Path) -> None:
        (root / path).mkdir(parents=True)
        (root / path / "words.md").write_text("words")

    return change


def link(path: str, target: str) -> Callable[[Path], object]:
    """Return a change: a symbolic link is made."""

    def change(root: Path) -> None:
        (root / "../outside.md").write_text(FILES[NOTES])
        (root / path).symlink_to(target)

    return change
