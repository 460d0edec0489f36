"""The commands that write and read files: export one submission, back up and restore all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.console import Console
from reader.cli.submissions.desk_command import fail, find_for, with_desk
from reader.wiring import team

if TYPE_CHECKING:
    from reader.wiring.team import TeamDesk


@click.command()
@click.argument("reference")
@click.option("--code", default="", help="Export it only if this is the code of whoever sent it.")
@with_desk
def export(console: Console, desk: TeamDesk, *, reference: str, code: str) -> None:
    """Print all that is kept of a submission, as JSON: for whoever sent it and asks for it."""
    opened = find_for(console, desk, reference, code)
    if opened.answers is None:
        raise fail(console, "closed")
    found = opened.submission
    everything = {
        "reference": found.reference,
        "form": found.form.value,
        "language": found.language,
        "received_on": found.received_on.isoformat(),
        "delete_on": found.delete_on.isoformat(),
        "state": found.state.value,
        "path": found.path,
        "reason": found.reason,
        "answers": dict(opened.answers),
    }
    desk.note(found.reference, "export")
    click.echo(json.dumps(everything, ensure_ascii=False, indent=2))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def backup(console: Console, desk: TeamDesk, *, file: Path) -> None:
    """Write everything into the new FILE, still encrypted."""
    count = team.backup(desk, file)
    said = console.ngettext(
        "%(num)s row is in %(file)s.", "%(num)s rows are in %(file)s.", count, file=file
    )
    click.echo(said)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_desk
def restore(console: Console, desk: TeamDesk, *, file: Path) -> None:
    """Fill an empty store from a backup: here, or in the PostgreSQL that is set."""
    count = team.restore(desk, file)
    said = console.ngettext("%(num)s row is restored.", "%(num)s rows are restored.", count)
    click.echo(said)
