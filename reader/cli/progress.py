"""The line that shows how far a build or an export is."""

from __future__ import annotations

import sys
from functools import partial
from typing import Final

import click

from reader.cli.console import Console
from reader.wiring import commands
from reader.wiring.commands import N_

BUILDING: Final = N_("Building pages: %(made)s of %(all)s")
WRITING: Final = N_("Writing files: %(made)s of %(all)s")


def progress_line(console: Console, message: str = BUILDING) -> commands.Progress:
    """Return what rewrites one line on a terminal; a log, where every line stays, gets nothing."""
    return partial(_show, console, message) if sys.stderr.isatty() else commands.no_progress


def _show(console: Console, message: str, made: int, in_all: int) -> None:
    line = console.gettext(message, made=made, all=in_all)
    click.echo(f"\r{line}", nl=made == in_all, err=True)
