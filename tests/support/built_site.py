"""The real site, built once for all workers: what readers get, before a server stands in front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from wsgiref.types import WSGIApplication

from support.source_modules import PROJECT
from support.states import states

from reader.delivery.http.content_codings import Coding
from reader.delivery.prebuilt.page_file import PageFile
from reader.delivery.wsgi_door import WsgiDoor
from reader.library.addresses import Address
from reader.library.library import Library
from reader.library.model import LanguageTag
from reader.library.site_places import places
from reader.publishing.build.pipeline import BuildOutcome
from reader.publishing.generations import pointer
from reader.publishing.generations.generation_files import read_library
from reader.settings import Settings
from reader.wiring import commands, server


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """The generation that the project's own content makes, and the door to it."""

    settings: Settings
    directory: Path
    application: WSGIApplication
    shelf: PageFile
    library: Library

    @property
    def languages(self) -> tuple[LanguageTag, ...]:
        """The languages offered, the source language first."""
        return self.library.languages

    def addresses(self) -> tuple[str, ...]:
        """Return every address that has a ready answer."""
        return tuple(self.shelf.pages)

    def pages(self) -> tuple[Address, ...]:
        """Return every page that has a ready answer, in every language."""
        return tuple(page for page in places(self.library) if not page.is_file)

    def asked(self) -> tuple[str, ...]:
        """Return the addresses of what depends on the reader."""
        return ("/", *(state.path for state in states(self.languages)))

    def error_pages(self) -> Iterator[tuple[str, str]]:
        """Yield the name in reports and the HTML of each error page in each language."""
        for status, variants in self.shelf.manifest.errors.items():
            yield from (
                (f"/{language}/{status}", self.shelf.body(entry.bodies[Coding.IDENTITY]).decode())
                for language, entry in variants.items()
            )


def kind_of(page: Address) -> tuple[str, str]:
    """Return the kind and the language of a page."""
    return page.route, page.arguments["language"]


def built_site(folder: Path) -> BuiltSite:
    """Build the site in ``folder``, or wait for the process that does.

    Raises AssertionError if the content has errors.
    """
    settings = Settings(
        base_url="https://reader.example",
        content=PROJECT / "content",
        translations=PROJECT / "translations",
        var=folder / "var",
        submissions=folder / "submissions",
        plain_tree=True,
    )
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        report = commands.build(settings)
    assert report.outcome is not BuildOutcome.REFUSED, [
        f"{finding.place}: {finding.code}" for finding in report.findings
    ]
    directory = pointer.generation(settings.var, report.identifier)
    return BuiltSite(
        settings=settings,
        directory=directory,
        application=WsgiDoor(server.current(settings)),
        shelf=PageFile.open(directory),
        library=read_library(directory),
    )
