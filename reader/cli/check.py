"""Report what is wrong with content and catalogues."""

from __future__ import annotations

import sys

import click

from reader.cli.console import EXIT_FINDINGS, Console, with_console
from reader.cli.page_weights import show_weights
from reader.cli.statistics import show_statistics
from reader.wiring import commands


@click.command()
@click.option("--codes", is_flag=True, help="List every possible finding, as in docs/findings.md.")
@click.option(
    "--summary",
    is_flag=True,
    help="Also print how many documents there are, and how hard each file is to read.",
)
@click.option(
    "--weights", is_flag=True, help="Also print what each page weighs, the heaviest first."
)
@with_console
def check(console: Console, *, codes: bool, summary: bool, weights: bool) -> None:
    """Report what is wrong with content and catalogues. Exits with 1 if there is an error."""
    if codes:
        for code, wrong, advice in commands.codes(console.translator):
            click.echo(f"- **{code}** {console.severity_mark(code.severity)}{wrong} {advice}")
        return
    report = commands.check(console.settings)
    page_weights = commands.weigh(console.settings) if weights else None
    findings = (*report.findings, *(page_weights.findings if page_weights else ()))
    console.show(findings)
    if summary:
        show_statistics(console, report.summary())
    if page_weights:
        show_weights(console, page_weights)
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
