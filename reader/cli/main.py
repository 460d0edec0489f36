"""The command ``reader``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

# Command → the module that has it, under the same name.
_MODULES: Final[Mapping[str, str]] = {
    **{
        name: f"reader.cli.{name}"
        for name in ("build", "catalogues", "check", "export", "serve", "switch")
    },
    "submissions": "reader.cli.submissions.group",
}


class CommandTable(click.Group):
    """A group that imports a command when it is needed: an export needs nothing of the others."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if name not in _MODULES:
            return None
        command: click.Command = getattr(import_module(_MODULES[name]), name)
        return command


@click.group(cls=CommandTable)
def main() -> None:
    """Publish a library of text-first pages.

    Exits with 0 when done, 1 if there are errors to correct first, 2 if the command or a setting is
    wrong, 3 if it could not be done. Settings are READER_BASE_URL, READER_CONTENT,
    READER_SUBMISSIONS, READER_SUBMISSIONS_DATABASE, READER_TRANSLATIONS and READER_VAR.
    """
