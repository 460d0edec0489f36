"""The line that shows the progress of a build."""

from __future__ import annotations

import sys
from functools import partial

import click

from reader.cli.console import Console
from reader.wiring import commands


def progress_line(console: Console) -> commands.Progress:
    """Return what rewrites one line on a terminal; a log, where every line stays, gets nothing."""
    return partial(_show, console) if sys.stderr.isatty() else commands.no_progress


def _show(console: Console, made: int, in_all: int) -> None:
    line = console.gettext("Building pages: %(made)s of %(all)s", made=made, all=in_all)
    click.echo(f"\r{line}", nl=made == in_all, err=True)
