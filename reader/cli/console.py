"""What every command shares: its language, how it prints findings, how it fails.

Exit status: 0 done, 1 there are errors to correct first, 2 the command or a setting is wrong,
3 it could not be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec

import click

from reader.cli.error_messages import ERROR_MESSAGES
from reader.wiring import commands

EXIT_FINDINGS: Final = 1

P = ParamSpec("P")


class UsageFailedError(click.ClickException):
    """A command that cannot begin: a setting is wrong."""

    exit_code = 2


class CommandFailedError(click.ClickException):
    """A command that could not do what was asked."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The settings of a command, and its messages in one language."""

    settings: commands.Settings
    translator: commands.Translator

    def gettext(self, message: str, /, **values: object) -> str:
        """Return a message in the language, with its values."""
        return self.translator.gettext(message, **values)

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """Return a message in the plural form of a number, which is its value ``num``."""
        return self.translator.ngettext(singular, plural, number, **values)

    def severity_mark(self, severity: commands.Severity) -> str:
        """Return what is printed after the code of a warning; nothing for an error."""
        return f"{self.gettext('(warning)')} " if severity is commands.Severity.WARNING else ""

    def show(self, findings: Iterable[commands.Finding]) -> None:
        """Print findings, one a line, as editors and compilers do."""
        for finding in findings:
            wrong, advice = commands.describe(finding, self.translator)
            mark = self.severity_mark(finding.severity)
            click.echo(f"{finding.place}: {finding.code}: {mark}{wrong} {advice}")


def with_console(command: Callable[Concatenate[Console, P], None]) -> Callable[P, None]:
    """Give a command its console and the option ``--language``, and say why it failed."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        language = str(kwargs.pop("language"))
        try:
            settings = commands.settings()
        except commands.SettingsError as error:
            raise UsageFailedError(str(error)) from None
        console = Console(settings=settings, translator=commands.ENGLISH)
        try:
            console = Console(settings=settings, translator=commands.translator(settings, language))
            command(console, *args, **kwargs)
        except commands.PublishingError as error:
            raise CommandFailedError(
                console.gettext(ERROR_MESSAGES[error.why], **error.arguments)
            ) from None
        except BrokenPipeError:  # `reader check | head`: click ends quietly
            raise
        except OSError as error:
            said = console.gettext(
                "%(name)s cannot be used: %(reason)s.",
                name=error.filename,
                reason=error.strerror or type(error).__name__,
            )
            raise CommandFailedError(said) from error

    return click.option(
        "--language", default="en", metavar="TAG", help="Print messages in this language."
    )(run)
