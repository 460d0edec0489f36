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
def build(voice: Console) -> None:
    """Build the site and send readers to it. Exits with 1, and changes nothing, when the content has faults."""
    started = perf_counter()
    report = commands.build(voice.settings, progress_line(voice))
    seconds = f"{perf_counter() - started:.1f}"
    if report.outcome is commands.BuildOutcome.REFUSED:
        voice.show(report.findings)
        click.echo(
            voice.gettext(
                "Nothing was built, because of these faults. What was served before is served on."
            ),
            err=True,
        )
        sys.exit(EXIT_FINDINGS)
    voice.show(report.findings)
    sentences = {
        commands.BuildOutcome.UNCHANGED: voice.gettext(
            "Nothing to do: generation %(name)s is what would be built.", name=report.identifier
        ),
        commands.BuildOutcome.REACTIVATED: voice.gettext(
            "Generation %(name)s was built before, and is served again.", name=report.identifier
        ),
        commands.BuildOutcome.BUILT: voice.ngettext(
            "Generation %(name)s is served: %(num)s answer, %(carried)s of it unchanged, built in %(seconds)s s.",
            "Generation %(name)s is served: %(num)s answers, %(carried)s of them unchanged, built in %(seconds)s s.",
            report.pages,
            name=report.identifier,
            carried=report.carried,
            seconds=seconds,
        ),
    }
    click.echo(sentences[report.outcome])


@click.command()
@click.argument("generation", required=False)
@click.option("--back", is_flag=True, help="Go back to the generation before the current one.")
@with_console
def switch(voice: Console, *, generation: str | None, back: bool) -> None:
    """Send readers to another generation that was built before: GENERATION, or the earlier one."""
    if back == bool(generation):
        raise click.UsageError(voice.gettext("Name a generation, or say --back."))
    name = commands.switch(voice.settings, generation)
    click.echo(voice.gettext("Generation %(name)s is served.", name=name))
