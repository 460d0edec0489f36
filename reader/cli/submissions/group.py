"""The group of commands, and those that only look."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import click

from reader.cli.console import Console
from reader.cli.submissions.decisions import accept, decline, erase, publish
from reader.cli.submissions.desk_command import KEY_IS_HERE, with_desk
from reader.cli.submissions.files import backup, export, restore
from reader.wiring import team
from reader.wiring.commands import N_

if TYPE_CHECKING:
    from reader.wiring.team import OpenedSubmission, TeamDesk

_WIDTH: Final = 78
_YES: Final = N_("Yes")


@click.group()
def submissions() -> None:
    """Read what readers sent, and decide what becomes of it."""


@click.command("list")
@click.option("--all", "shows_all", is_flag=True, help="Also what is decided.")
@with_desk
def list_(console: Console, desk: TeamDesk, *, shows_all: bool) -> None:
    """List what waits, the oldest first; what may be from machines comes last."""
    waiting = [each for each in desk.all() if shows_all or not _is_decided(each)]
    held = [each for each in waiting if each.submission.is_held]
    for opened in waiting:
        if opened not in held:
            click.echo(_line(console, opened))
    if held:
        click.echo(console.gettext("May be from machines:"))
    for opened in held:
        click.echo(_line(console, opened))
    if not waiting:
        click.echo(console.gettext("Nothing is waiting."))
    if desk.key_is_here:
        click.echo(console.gettext(KEY_IS_HERE), err=True)


@click.command()
@click.argument("reference")
@with_desk
def show(console: Console, desk: TeamDesk, *, reference: str) -> None:
    """Show one submission whole, and note that somebody has read it."""
    opened = desk.take_up(desk.find(reference))
    click.echo(_line(console, opened))
    if opened.submission.is_held:
        click.echo(console.gettext("May be from a machine."))
    if opened.answers is None:
        click.echo(console.gettext("What was written is closed: name the private key with --key."))
        return
    for line in _answers(console, opened):
        click.echo(line)


@click.command()
@with_desk
def digest(console: Console, desk: TeamDesk) -> None:
    """Say in a few lines what waits, for a message to the team: numbers, and no words."""
    everything = desk.all()
    counts = Counter(each.submission.state for each in everything)
    held = sum(each.submission.is_held and not _is_decided(each) for each in everything)
    for state in team.State:
        click.echo(f"{counts[state]:>4}  {console.gettext(team.STATE_LABELS[state])}")
    click.echo(f"{held:>4}  {console.gettext('May be from machines.')}")
    for entry in desk.store.audit()[-10:]:
        action = console.gettext(team.ACTION_NAMES.get(entry.action, entry.action))
        who = console.gettext(team.WHO_NAMES.get(entry.who, entry.who))
        click.echo(f"{entry.on}  {entry.reference}  {action}  {who}")


def _is_decided(opened: OpenedSubmission) -> bool:
    return opened.submission.state in {team.State.PUBLISHED, team.State.DECLINED}


def _line(console: Console, opened: OpenedSubmission) -> str:
    """Return one submission as a line: what, when, in which language, where it is, its title."""
    found, answers = opened.submission, opened.answers
    title = ""
    if answers is not None:
        title = answers.get("name") or answers.get("page") or answers.get("what", "")
    form, state = (
        console.gettext(names[code]).ljust(_longest(console, names.values()))
        for names, code in ((team.FORM_NAMES, found.form), (team.STATE_NAMES, found.state))
    )
    facts = f"{found.reference}  {found.received_on}  {form}  {found.language:<3}  {state}  "
    return f"{facts}{printable(title)}"[:_WIDTH].rstrip()


def _longest(console: Console, names: Iterable[str]) -> int:
    return max(len(console.gettext(name)) for name in names)


def _answers(console: Console, opened: OpenedSubmission) -> Iterator[str]:
    """Yield what was written, field by field, as wide as a small terminal."""
    form, answers = opened.submission.form, opened.answers or {}
    tables = {"reason": team.REASON_LABELS, "running": team.RUNNING_LABELS}
    for field in team.FIELDS[form]:
        value = answers.get(field.name, "")
        if not value:
            continue
        label = tables.get(field.name, {}).get(value)
        if field.kind is team.FieldKind.CONSENT:
            label = _YES
        yield ""
        yield console.gettext(team.FIELD_LABELS[form][field.name])
        for paragraph in (console.gettext(label) if label else value).split("\n"):
            yield from textwrap.wrap(
                printable(paragraph), _WIDTH, initial_indent="  ", subsequent_indent="  "
            ) or [""]


def printable(text: str) -> str:
    """Return a text without what would command a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


_COMMANDS: Final = (list_, show, accept, publish, decline, export, erase, digest, backup, restore)
for command in _COMMANDS:
    submissions.add_command(command)
