# ruff: noqa: PLC0415
"""What a running server is made of: settings, the current generation, the Flask application."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.settings import Settings, read
from reader.wiring.site import desk, site

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.delivery.asgi_door import AsgiDoor
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.delivery.served_generation import ServedGeneration
    from reader.delivery.wsgi_door import WsgiDoor
    from reader.library.library import Library
    from reader.search.engine import Engine
    from reader.submissions.desk import SubmissionDesk
    from reader.web.routes import View


def settings() -> Settings:
    """Return the settings of the environment. Raises SettingsError."""
    return read(os.environ)


def asgi_application() -> AsgiDoor:
    """Return the library as an ASGI application. Raises SettingsError."""
    from reader.delivery.asgi_door import AsgiDoor

    chosen = settings()
    taker = desk(chosen)
    return AsgiDoor(
        current(chosen, taker),
        trusted_proxy=chosen.trusted_proxy,
        before_replacement=taker.preload if taker else _nothing,
    )


def _nothing() -> None:
    """Prepare nothing: nobody can send anything."""


def wsgi_application() -> WsgiDoor:
    """Return the library as a WSGI application. Raises SettingsError."""
    from reader.delivery.wsgi_door import WsgiDoor

    return WsgiDoor(current(settings()))


def current(
    settings: Settings, taker: SubmissionDesk | None = None
) -> GenerationWatcher[ServedGeneration]:
    """Return a watcher with the current generation open and warm, for forked workers to share."""
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.publishing.garbage_collector import collect_and_trim
    from reader.publishing.generations.pointer import pointer_file

    opening = partial(_open, settings, taker or desk(settings))
    watcher = GenerationWatcher(
        pointer_file(settings.var), opening, collect_garbage=collect_and_trim
    )
    watcher.refresh()
    return watcher


def _open(settings: Settings, taker: SubmissionDesk | None, name: str) -> ServedGeneration:
    from reader.publishing.runtime.open_generation import open_generation

    return open_generation(
        settings.var,
        name,
        settings.content,
        partial(_application, settings.var, taker),
        # A start makes no keys: that imports what encrypts, and perhaps nobody ever sends anything.
        warms_form=taker is not None and taker.find_keys(),
    )


def _application(
    var: Path,
    taker: SubmissionDesk | None,
    directory: Path,
    library: Library,
    engine: Engine | None,
) -> WSGIApplication:
    from reader.publishing.generations.generation_files import (
        TRANSLATIONS_FOLDER,
        health,
        read_base_url,
        read_template_code,
    )
    from reader.web.app import create_app

    built = site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    shown = replace(
        built,
        search=engine,
        health=health(var, directory),
        file_size=_file_sizes(directory),
        desk=taker,
    )
    return create_app(shown, _views(taker), read_template_code(directory))


def _file_sizes(directory: Path) -> Callable[[str], int | None]:
    """Return what knows the size of each ready file, also once its generation is deleted."""
    from reader.delivery.http.content_codings import Coding
    from reader.delivery.prebuilt.page_file import PageFile

    page_file = PageFile.open(directory)

    def size_of(path: str) -> int | None:
        entry = page_file.entry(path)
        return entry.bodies[Coding.IDENTITY].length if entry else None

    return size_of


def _views(taker: SubmissionDesk | None) -> Mapping[str, View]:
    """Return the views of a server; those of the forms only if something can be sent."""
    from reader.web.server_views import SERVER_VIEWS

    if taker is None:
        return SERVER_VIEWS
    from reader.web.form_views import FORM_VIEWS

    return {**SERVER_VIEWS, **FORM_VIEWS}
