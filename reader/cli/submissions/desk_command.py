"""What the commands of the team share: the key, the desk, and why something could not be done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec

import click

from reader.cli.console import CommandFailedError, Console, with_console
from reader.wiring import team
from reader.wiring.commands import N_

if TYPE_CHECKING:
    from reader.wiring.team import OpenedSubmission, TeamDesk

P = ParamSpec("P")

KEY_IS_HERE: Final = N_(
    "The private key lies on this machine: move it off the server (docs/submissions.md)."
)

_FAILURES: Final[Mapping[str, str]] = {
    "closed": N_("What was written cannot be read without the private key: name it with --key."),
    "page": N_("This correction names no page of the library: name it with --page."),
    "backup": N_("That file is no backup, or it is damaged. Nothing was changed."),
    "reference": N_("Nothing has this reference."),
    "full": N_("This store is not empty. Nothing was changed."),
    "exists": N_("There is a file of that name already. Nothing was written."),
    "address": N_("No page of the library has this address: it may be mistyped, or still a draft."),
    "content": N_("The library cannot be read; `reader check` says why."),
    "code": N_("That code does not belong to this reference. Nothing was done."),
}


def fail(console: Console, why: str) -> CommandFailedError:
    """Return the error that says why something was not done."""
    return CommandFailedError(console.gettext(_FAILURES[why]))


def find_for(console: Console, desk: TeamDesk, reference: str, code: str) -> OpenedSubmission:
    """Return a submission; if a code is given, only if it is that of whoever sent it."""
    opened = desk.find(reference)
    if code and not desk.is_code_of(opened, code):
        raise fail(console, "code")
    return opened


def with_desk(
    command: Callable[Concatenate[Console, TeamDesk, P], None],
) -> Callable[P, None]:
    """Give a command its console and the desk, and the option ``--key``."""

    @with_console
    def run(console: Console, /, *args: P.args, **kwargs: P.kwargs) -> None:
        key = kwargs.pop("key")
        try:
            private_key = _read_key(str(key) if key else "")
            with team.team_desk(console.settings, private_key) as desk:
                command(console, desk, *args, **kwargs)
        except team.SubmissionsOffError:
            said = console.gettext("Nothing can be sent to this copy: READER_SUBMISSIONS is off.")
            raise CommandFailedError(said) from None
        except team.StoreUnavailableError as error:
            said = console.gettext("The store cannot be used now: %(reason)s.", reason=str(error))
            raise CommandFailedError(said) from None
        except team.TeamFailure as error:
            raise fail(console, error.why) from None

    run.__doc__, run.__name__ = command.__doc__, command.__name__
    return click.option(
        "--key", metavar="FILE", help="The private key; - reads it from standard input."
    )(run)


def _read_key(name: str) -> str:
    """Return the text of a key file, without the comments that age writes."""
    if not name:
        return ""
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="ascii")
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")
