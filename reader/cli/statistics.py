"""Print how much a library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from reader.cli.console import Console
from reader.wiring.commands import SECTION_TITLES

if TYPE_CHECKING:
    from reader.wiring.commands import Statistics

_WIDTH: Final = 8


def show_statistics(console: Console, summary: Statistics | None) -> None:
    """Print the counts by kind and language, then words and reading level of every file.

    Without a library, print nothing.
    """
    if summary is None:
        return
    names = {kind: console.gettext(SECTION_TITLES[kind]) for kind in summary.counts}
    margin = max(len(name) for name in names.values())
    click.echo(" " * margin + "".join(tag.rjust(_WIDTH) for tag in summary.languages))
    for kind, name in names.items():
        click.echo(
            name.ljust(margin)
            + "".join(
                str(summary.counts[kind].get(tag, 0)).rjust(_WIDTH) for tag in summary.languages
            )
        )
    click.echo()
    levels = [row.level for row in summary.rows if row.level]
    bounds = sorted({f"{level.scores[0].formula} {level.bound}" for level in levels})
    click.echo(
        console.gettext(
            "Words and reading level of each file (%(bounds)s):", bounds=", ".join(bounds) or "–"
        )
    )
    said = [
        ", ".join(f"{score.formula} {score.value:.1f}" for score in row.level.scores)
        if row.level
        else "–"
        for row in summary.rows
    ]
    for row, scores in zip(summary.rows, said, strict=True):
        click.echo(f"{row.words:{_WIDTH}}  {scores.ljust(max(map(len, said)))}  {row.path}")
