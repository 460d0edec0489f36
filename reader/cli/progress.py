"""The line that shows how far a build is."""

from __future__ import annotations

import sys
from functools import partial

import click

from reader.cli.console import Console
from reader.wiring import commands


def progress_line(voice: Console) -> commands.Progress:
    """Return what writes one line over and over on a terminal; a log is told nothing, for there every line stays."""
    return partial(_show, voice) if sys.stderr.isatty() else commands.no_progress


def _show(voice: Console, made: int, in_all: int) -> None:
    line = voice.gettext("Making answers: %(made)s of %(all)s", made=made, all=in_all)
    click.echo(f"\r{line}", nl=made == in_all, err=True)
