# ruff: noqa: PLC0415
"""What a running server is made of: settings, the current generation, the Flask application."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.settings import Settings, read
from reader.wiring.site import site

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.delivery.asgi_door import AsgiDoor
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.delivery.served_generation import ServedGeneration
    from reader.delivery.wsgi_door import WsgiDoor
    from reader.library.library import Library
    from reader.search.engine import Engine


def settings() -> Settings:
    """Return the settings of the environment. Raises SettingsError."""
    return read(os.environ)


def asgi_application() -> AsgiDoor:
    """Return the library as an ASGI application. Raises SettingsError."""
    from reader.delivery.asgi_door import AsgiDoor

    chosen = settings()
    return AsgiDoor(current(chosen), trusted_proxy=chosen.trusted_proxy)


def wsgi_application() -> WsgiDoor:
    """Return the library as a WSGI application. Raises SettingsError."""
    from reader.delivery.wsgi_door import WsgiDoor

    return WsgiDoor(current(settings()))


def current(settings: Settings) -> GenerationWatcher[ServedGeneration]:
    """Return a watcher with the current generation open and warm, for forked workers to share."""
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.publishing.generations.pointer import pointer_file

    watcher = GenerationWatcher(pointer_file(settings.var), partial(_open, settings))
    watcher.refresh()
    return watcher


def _open(settings: Settings, name: str) -> ServedGeneration:
    from reader.publishing.runtime.open_generation import open_generation

    return open_generation(
        settings.var, name, settings.content, partial(_application, settings.var)
    )


def _application(
    var: Path, directory: Path, library: Library, engine: Engine | None
) -> WSGIApplication:
    from reader.publishing.generations.generation_files import (
        TRANSLATIONS_FOLDER,
        health,
        read_base_url,
        read_template_code,
    )
    from reader.web.app import create_app
    from reader.web.server_views import SERVER_VIEWS

    built = site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    shown = replace(built, search=engine, health=health(var, directory))
    return create_app(shown, SERVER_VIEWS, read_template_code(directory))
