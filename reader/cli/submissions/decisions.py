"""The commands that decide: accept, publish, decline, erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.console import Console
from reader.cli.submissions.desk_command import find_for, with_desk
from reader.wiring import team

if TYPE_CHECKING:
    from reader.wiring.team import TeamDesk


@click.command()
@click.argument("reference")
@click.option("--page", default="", help="The address of the page, if a correction names none.")
@with_desk
def accept(console: Console, desk: TeamDesk, *, reference: str, page: str) -> None:
    """Write a draft of the library, with stubs of its translations; or a note beside a document."""
    written = team.accept(console.settings, desk, desk.find(reference), page)
    click.echo(
        console.gettext(
            "%(path)s is written. `reader serve` shows drafts; when it is published, run "
            "`reader submissions publish %(reference)s ADDRESS`.",
            path=written,
            reference=reference,
        )
    )


@click.command()
@click.argument("reference")
@click.argument("address")
@with_desk
def publish(console: Console, desk: TeamDesk, *, reference: str, address: str) -> None:
    """Say that it is published, at ADDRESS (/en/experiments/…): its status page leads there."""
    if not address.startswith("/") or address.startswith("//"):
        said = console.gettext("ADDRESS is a path of this library, such as /en/experiments/name.")
        raise click.UsageError(said)
    team.publish(console.settings, desk, desk.find(reference), address)
    click.echo(console.gettext("%(reference)s: published.", reference=reference))


@click.command()
@click.argument("reference")
@click.option(
    "--why",
    required=True,
    type=click.Choice([reason.value for reason in team.DeclineReason]),
    help="What its status page says.",
)
@with_desk
def decline(console: Console, desk: TeamDesk, *, reference: str, why: str) -> None:
    """Say that it is not published, and why."""
    desk.decline(desk.find(reference), team.DeclineReason(why))
    label = console.gettext(team.DECLINE_LABELS[why])
    click.echo(console.gettext("%(reference)s: not published.", reference=reference) + f" {label}")


@click.command()
@click.argument("reference")
@click.option("--code", default="", help="Erase it only if this is the code of whoever sent it.")
@with_desk
def erase(console: Console, desk: TeamDesk, *, reference: str, code: str) -> None:
    """Erase a submission at once: what was written, and all that is known of it."""
    find_for(console, desk, reference, code)
    desk.erase(reference)
    click.echo(console.gettext("%(reference)s is erased.", reference=reference))
