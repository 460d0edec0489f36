"""The command ``reader``."""

from __future__ import annotations

import click

from reader.cli.build import build
from reader.cli.catalogues import catalogues
from reader.cli.check import check
from reader.cli.export import export
from reader.cli.serve import serve
from reader.cli.submissions.group import submissions
from reader.cli.switch import switch


@click.group()
def main() -> None:
    """Publish a library of text-first pages.

    Exits with 0 when done, 1 if there are errors to correct first, 2 if the command or a setting is
    wrong, 3 if it could not be done. Settings are READER_BASE_URL, READER_CONTENT,
    READER_SUBMISSIONS, READER_SUBMISSIONS_DATABASE, READER_TRANSLATIONS and READER_VAR.
    """


for command in (check, build, switch, export, serve, catalogues, submissions):
    main.add_command(command)
