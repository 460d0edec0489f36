"""Build a generation and serve it."""

from __future__ import annotations

import sys
from dataclasses import replace
from time import perf_counter

import click

from reader.cli.console import EXIT_FINDINGS, Console, with_console
from reader.cli.progress import progress_line
from reader.cli.submissions.desk_command import KEY_IS_HERE
from reader.wiring import commands, team


@click.command()
@click.option(
    "--tree",
    is_flag=True,
    help="Also write each page as a file, for a web server that sends files.",
)
@with_console
def build(console: Console, *, tree: bool) -> None:
    """Build the site and serve it. Exits with 1, and changes nothing, if the content has errors."""
    _warn_of_closed_forms(console)
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
    _prepare_forms(console)


def _warn_of_closed_forms(console: Console) -> None:
    settings = console.settings
    if settings.submissions is not None and not settings.takes_submissions:
        click.echo(
            console.gettext(
                "The forms stay closed: READER_BASE_URL is not https, so anybody on the way could "
                "read what is sent."
            ),
            err=True,
        )


def _prepare_forms(console: Console) -> None:
    """Make the keys that the forms need, and say what is to be done with the private one."""
    settings = console.settings
    try:
        made, key_is_here = team.prepare_forms(settings)
    except OSError as error:  # the library is served all the same
        said = console.gettext(
            "The forms cannot take anything: %(name)s cannot be used: %(reason)s.",
            name=error.filename,
            reason=error.strerror or type(error).__name__,
        )
        click.echo(said, err=True)
        return
    except team.StoreUnavailableError as error:
        said = console.gettext("The store cannot be used now: %(reason)s.", reason=str(error))
        click.echo(said, err=True)
        return
    if made:
        click.echo(
            console.gettext(
                "A pair of keys for what readers send was made in %(folder)s.",
                folder=settings.submissions,
            )
        )
    if key_is_here:
        click.echo(console.gettext(KEY_IS_HERE), err=True)
