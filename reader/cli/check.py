"""The commands of editors and translators: what is wrong, and the files to translate."""

from __future__ import annotations

import sys

import click

from reader.cli.console import EXIT_FINDINGS, CommandFailedError, Console, with_console
from reader.cli.page_weights import show_weights
from reader.cli.statistics import show_statistics
from reader.wiring import commands


@click.command()
@click.option(
    "--codes", is_flag=True, help="List everything that can be found, as docs/findings.md has it."
)
@click.option(
    "--summary",
    is_flag=True,
    help="Say as well how many documents there are, and how hard each edition is to read.",
)
@click.option(
    "--weights", is_flag=True, help="Say as well what each page weighs, the heaviest first."
)
@with_console
def check(voice: Console, *, codes: bool, summary: bool, weights: bool) -> None:
    """Say what is wrong with content and catalogues. Exits with 1 when anything has to be mended."""
    if codes:
        for code, wrong, advice in commands.codes(voice.translator):
            click.echo(f"- **{code}** {wrong} {advice}")
        return
    inspected = commands.check(voice.settings)
    weighing = commands.weigh(voice.settings) if weights else None
    findings = (*inspected.findings, *(weighing.findings if weighing else ()))
    voice.show(findings)
    if summary:
        show_statistics(voice, inspected.summary())
    if weighing:
        show_weights(voice, weighing)
    errors = sum(finding.severity is commands.Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        click.echo(voice.gettext("Nothing is wrong with the content and the catalogues."))
        return
    counts = [
        voice.ngettext("%(num)s error", "%(num)s errors", errors),
        voice.ngettext("%(num)s warning", "%(num)s warnings", warnings),
    ]
    click.echo(", ".join(counts))
    sys.exit(EXIT_FINDINGS if errors else 0)


@click.command()
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; exit with 1 when messages.pot is out of step.",
)
@with_console
def catalogues(voice: Console, *, only_check: bool) -> None:
    """Bring translations/ into step with what code and templates say."""
    if only_check:
        findings = commands.check_template()
        voice.show(findings)
        sys.exit(EXIT_FINDINGS if findings else 0)
    try:
        changed = commands.update_catalogues()
    except ValueError as error:
        raise CommandFailedError(str(error)) from None
    for path in changed:
        click.echo(path)
    if not changed:
        click.echo(voice.gettext("The catalogues are in step with the code and the templates."))
