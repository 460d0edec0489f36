"""The commands of editors and translators: what is wrong, and the files to translate."""

from __future__ import annotations

import sys

import click

from reader.cli.console import EXIT_FINDINGS, Console, with_console
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
def check(console: Console, *, codes: bool, summary: bool, weights: bool) -> None:
    """Say what is wrong with content and catalogues. Exits with 1 when anything has to be mended."""
    if codes:
        for code, wrong, advice in commands.codes(console.spoken):
            click.echo(f"- **{code}** {console.severity_mark(code.severity)}{wrong} {advice}")
        return
    inspected = commands.check(console.settings)
    weighing = commands.weigh(console.settings) if weights else None
    findings = (*inspected.findings, *(weighing.findings if weighing else ()))
    console.show(findings)
    if summary:
        show_statistics(console, inspected.summary())
    if weighing:
        show_weights(console, weighing)
    errors = sum(finding.severity is commands.Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        click.echo(console.gettext("Nothing is wrong with the content and the catalogues."))
        return
    counts = [
        console.ngettext("%(num)s error", "%(num)s errors", errors),
        console.ngettext("%(num)s warning", "%(num)s warnings", warnings),
    ]
    click.echo(", ".join(counts))
    sys.exit(EXIT_FINDINGS if errors else 0)
