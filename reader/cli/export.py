"""Write the library into a folder, to be handed on or served elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.console import CommandFailedError, Console, with_console
from reader.cli.progress import WRITING, progress_line
from reader.wiring import commands


@click.command()
@click.argument("format_name", metavar="FORMAT")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--edition", metavar="TAG", help="Export this language only.")
@click.option(
    "--address", default="", metavar="URL", help="Where a site will be found; adds a sitemap, 404."
)
@click.option("--topic", metavar="CODE", help="Of the books, only the one on this topic.")
@click.option("--zines", is_flag=True, help="Of the books, only the one of all zines.")
@with_console
def export(
    console: Console,
    *,
    format_name: str,
    folder: Path,
    edition: str | None,
    address: str,
    topic: str | None,
    zines: bool,
) -> None:
    """Write the current generation into the folder DIR: empty, new, or an earlier export.

    FORMAT is site (pages that open from a folder and on any web server), zip (these, a file a
    language), epub (books: all works of a language, all zines, each topic), zim (a file a language
    for Kiwix, with its search), or json (documents and vocabulary as data, with their schema).
    """
    request = commands.ExportRequest(
        format=_format(console, format_name),
        target=folder,
        edition=commands.LanguageTag(edition) if edition else None,
        address=_address(console, address),
        topic=commands.Slug(topic) if topic else None,
        zines=zines,
    )
    _refuse_idle_options(console, request)
    try:
        report = commands.export(console.settings, request, progress_line(console, WRITING))
    except KeyboardInterrupt:
        said = console.gettext("Stopped. %(folder)s stays as it was.", folder=folder)
        raise CommandFailedError(said) from None
    _show(console, report, folder)


def _show(console: Console, report: commands.ExportReport, folder: Path) -> None:
    if report.is_unchanged:
        said = console.gettext(
            "Nothing to do: %(folder)s has all of generation %(name)s.",
            folder=folder,
            name=report.generation,
        )
    else:
        said = console.ngettext(
            "%(folder)s has generation %(name)s: %(num)s file, %(megabytes)s MB.",
            "%(folder)s has generation %(name)s: %(num)s files, %(megabytes)s MB.",
            report.files,
            folder=folder,
            name=report.generation,
            megabytes=f"{report.size_bytes / 1e6:.1f}",
        )
    click.echo(said)


def _format(console: Console, name: str) -> commands.ExportFormat:
    try:
        return commands.ExportFormat(name)
    except ValueError:
        known = ", ".join(commands.ExportFormat)
        said = console.gettext(
            "There is no format “%(name)s”. The formats are %(known)s.", name=name, known=known
        )
        raise click.UsageError(said) from None


def _refuse_idle_options(console: Console, request: commands.ExportRequest) -> None:
    """Refuse an option that would change nothing."""
    options = (
        ("--address", commands.ExportFormat.SITE, request.address),
        ("--topic", commands.ExportFormat.EPUB, request.topic),
        ("--zines", commands.ExportFormat.EPUB, request.zines),
    )
    for option, known_format, value in options:
        if value and request.format is not known_format:
            said = console.gettext(
                "%(option)s is for the format %(format)s only.", option=option, format=known_format
            )
            raise click.UsageError(said)


def _address(console: Console, address: str) -> str:
    usable = commands.is_web_address(address) and not set(address) & set("?#'")
    if address and not usable:
        said = console.gettext(
            "“%(address)s” is not an address such as https://library.example.org.", address=address
        )
        raise click.UsageError(said)
    return address.rstrip("/")
