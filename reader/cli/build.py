"""The commands of operators: build a generation, and choose which one is served."""

from __future__ import annotations

import sys
from time import perf_counter

import click

from reader.cli.console import EXIT_FINDINGS, Console, with_console
from reader.cli.progress import progress_line
from reader.wiring import commands


@click.command()
@with_console
def build(console: Console) -> None:
    """Build the site and send readers to it. Exits with 1, and changes nothing, when the content has faults."""
    started = perf_counter()
    report = commands.build(console.settings, progress_line(console))
    seconds = f"{perf_counter() - started:.1f}"
    if report.outcome is commands.BuildOutcome.REFUSED:
        console.show(report.findings)
        click.echo(
            console.gettext(
                "Nothing was built, because of these faults. What was served before is served on."
            ),
            err=True,
        )
        sys.exit(EXIT_FINDINGS)
    console.show(report.findings)
    sentences = {
        commands.BuildOutcome.UNCHANGED: console.gettext(
            "Nothing to do: generation %(name)s is what would be built.", name=report.identifier
        ),
        commands.BuildOutcome.TAKEN_UP: console.gettext(
            "Generation %(name)s was built before, and is served again.", name=report.identifier
        ),
        commands.BuildOutcome.BUILT: console.ngettext(
            "Generation %(name)s is served: %(num)s answer, %(carried)s of it unchanged, built in %(seconds)s s.",
            "Generation %(name)s is served: %(num)s answers, %(carried)s of them unchanged, built in %(seconds)s s.",
            report.pages,
            name=report.identifier,
            carried=report.carried,
            seconds=seconds,
        ),
    }
    click.echo(sentences[report.outcome])
