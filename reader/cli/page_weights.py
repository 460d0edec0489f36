"""What every page weighs, as the command prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.console import Console

if TYPE_CHECKING:
    from reader.wiring.commands import PageWeights


def show_weights(console: Console, weighing: PageWeights) -> None:
    """Print a table, the heaviest page first. Prints nothing where nothing was weighed."""
    if not weighing.weights:
        return
    headings = (
        console.gettext("All"),
        console.gettext("Article"),
        console.gettext("Sources"),
        console.gettext("Frame"),
    )
    widths = [max(6, len(heading)) for heading in headings]
    click.echo(
        console.gettext(
            "What each page weighs on the wire, in bytes. Of these, headers take %(head)s:",
            head=weighing.head_bytes,
        )
    )
    click.echo(_row(headings, widths, console.gettext("Page")))
    for weight in weighing.weights:
        parts = (weight.all_bytes, weight.article_bytes, weight.sources_bytes, weight.shell_bytes)
        click.echo(_row(map(str, parts), widths, weight.address))


def _row(numbers: Iterable[str], widths: Sequence[int], address: str) -> str:
    cells = (number.rjust(width) for number, width in zip(numbers, widths, strict=True))
    return f"{'  '.join(cells)}  {address}"
