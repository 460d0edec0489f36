"""Print what every page weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from reader.cli.console import Console

if TYPE_CHECKING:
    from reader.wiring.commands import PageWeights


def show_weights(console: Console, page_weights: PageWeights) -> None:
    """Print a table, the heaviest page first; nothing if no page was weighed."""
    if not page_weights.weights:
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
            head=page_weights.head_bytes,
        )
    )
    click.echo(_row(headings, widths, console.gettext("Page")))
    for weight in page_weights.weights:
        parts = (weight.all_bytes, weight.article_bytes, weight.sources_bytes, weight.shell_bytes)
        click.echo(_row(map(str, parts), widths, weight.address))


def _row(numbers: Iterable[str], widths: Sequence[int], address: str) -> str:
    cells = (number.rjust(width) for number, width in zip(numbers, widths, strict=True))
    return f"{'  '.join(cells)}  {address}"
