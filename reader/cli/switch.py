"""Serve another generation that was built before."""

from __future__ import annotations

import click

from reader.cli.console import Console, with_console
from reader.wiring import commands


@click.command()
@click.argument("generation", required=False)
@click.option("--back", is_flag=True, help="Go back to the generation before the current one.")
@with_console
def switch(console: Console, *, generation: str | None, back: bool) -> None:
    """Serve another generation that was built before: GENERATION, or the earlier one."""
    if back == bool(generation):
        raise click.UsageError(console.gettext("Name a generation, or use --back."))
    name = commands.switch(console.settings, generation)
    click.echo(console.gettext("Now serving generation %(name)s.", name=name))
