"""Build a generation and serve it."""

from __future__ import annotations

import sys
from dataclasses import replace
from time import perf_counter

import click

from reader.cli.console import EXIT_FINDINGS, Console, with_console
from reader.cli.progress import progress_line
from reader.wiring import commands


@click.command()
@click.option(
    "--tree",
    is_flag=True,
    help="Also write each page as a file, for a web server that sends files.",
)
@with_console
def build(console: Console, *, tree: bool) -> None:
    """Build the site and serve it. Exits with 1, and changes nothing, if the content has errors."""
    started = perf_counter()
    settings = replace(console.settings, plain_tree=tree or console.settings.plain_tree)
    report = commands.build(settings, progress_line(console))
    seconds = f"{perf_counter() - started:.1f}"
    if report.outcome is commands.BuildOutcome.REFUSED:
        console.show(report.findings)
        click.echo(
            console.gettext(
                "Nothing was built, because of these errors. The site stays as it was."
            ),
            err=True,
        )
        sys.exit(EXIT_FINDINGS)
    console.show(report.findings)
    sentences = {
        commands.BuildOutcome.UNCHANGED: console.gettext(
            "Nothing to do: generation %(name)s is up to date.", name=report.identifier
        ),
        commands.BuildOutcome.REACTIVATED: console.gettext(
            "Now serving generation %(name)s again, which was built before.", name=report.identifier
        ),
        commands.BuildOutcome.BUILT: console.ngettext(
            "Now serving generation %(name)s: %(num)s page, %(carried)s unchanged, built in "
            "%(seconds)s s.",
            "Now serving generation %(name)s: %(num)s pages, %(carried)s unchanged, built in "
            "%(seconds)s s.",
            report.pages,
            name=report.identifier,
            carried=report.carried,
            seconds=seconds,
        ),
    }
    click.echo(sentences[report.outcome])
