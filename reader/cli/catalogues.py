"""Update the catalogues of translations."""

from __future__ import annotations

import sys

import click

from reader.cli.console import EXIT_FINDINGS, CommandFailedError, Console, with_console
from reader.wiring import commands


@click.command()
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; exit with 1 if messages.pot is out of date.",
)
@with_console
def catalogues(console: Console, *, only_check: bool) -> None:
    """Bring translations/ up to date with the texts of code and templates."""
    if only_check:
        findings = commands.check_template()
        console.show(findings)
        sys.exit(EXIT_FINDINGS if findings else 0)
    try:
        changed = commands.update_catalogues()
    except ValueError as error:
        raise CommandFailedError(str(error)) from None
    for path in changed:
        click.echo(path)
    if not changed:
        click.echo(
            console.gettext("The catalogues are up to date with the code and the templates.")
        )
