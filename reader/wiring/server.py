# ruff: noqa: PLC0415
"""What a running server is made of: the settings, the generation it serves, and the application for dynamic responses."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.settings import Settings, read
from reader.wiring.site_build import site

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from reader.delivery.asgi_door import AsgiDoor
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.delivery.served_generation import ServedGeneration
    from reader.delivery.wsgi_door import WsgiDoor
    from reader.library.library import Library
    from reader.search.engine import Engine


def settings() -> Settings:
    """Return what the operator decided. Raises SettingsError."""
    return read(os.environ)


def asgi_application() -> AsgiDoor:
    """Return the library as an ASGI application. Raises SettingsError."""
    from reader.delivery.asgi_door import AsgiDoor

    return AsgiDoor(current(settings()))


def wsgi_application() -> WsgiDoor:
    """Return the library as a WSGI application. Raises SettingsError."""
    from reader.delivery.wsgi_door import WsgiDoor

    return WsgiDoor(current(settings()))


def current(chosen: Settings) -> GenerationWatcher[ServedGeneration]:
    """Return the current generation, already open and warm where there is one, so that workers forked from here share it."""
    from reader.delivery.generation_watcher import GenerationWatcher
    from reader.publishing.generations.pointer import pointer_file

    found = GenerationWatcher(pointer_file(chosen.var), partial(_serving, chosen))
    found.refresh()
    return found


def _serving(chosen: Settings, name: str) -> ServedGeneration:
    from reader.publishing.runtime.open_generation import open_generation

    return open_generation(chosen.var, name, chosen.content, partial(_served, chosen.var))


def _served(var: Path, directory: Path, library: Library, engine: Engine | None) -> WSGIApplication:
    from reader.publishing.generations.generation_files import (
        TRANSLATIONS_FOLDER,
        health,
        read_base_url,
    )
    from reader.web.app import create_app

    built = site(read_base_url(directory), library, directory / TRANSLATIONS_FOLDER)
    return create_app(replace(built, search=engine, health=health(var, directory)))
