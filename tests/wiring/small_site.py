"""The settings of a small library, and what its WSGI door answers."""

from __future__ import annotations

from pathlib import Path
from wsgiref.util import setup_testing_defaults

from support.builders import write_content
from support.sample_project import write_translations

from reader.delivery.http.messages import Response
from reader.delivery.wsgi_client import call_wsgi
from reader.delivery.wsgi_door import WsgiDoor
from reader.settings import Settings


def small_settings(folder: Path) -> Settings:
    return Settings(
        base_url="https://library.example.org",
        content=write_content(folder),
        translations=write_translations(folder / "translations"),
        var=folder / "var",
        plain_tree=True,
    )


def environment(settings: Settings) -> dict[str, str]:
    return {
        "READER_BASE_URL": settings.base_url,
        "READER_CONTENT": str(settings.content),
        "READER_SUBMISSIONS": str(settings.submissions or "off"),
        "READER_TRANSLATIONS": str(settings.translations),
        "READER_VAR": str(settings.var),
        "READER_PLAIN_TREE": "yes" if settings.plain_tree else "no",
    }


def get(application: WsgiDoor, path: str, query: str = "", language: str = "en") -> Response:
    environ: dict[str, object] = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_ACCEPT_LANGUAGE": language,
    }
    setup_testing_defaults(environ)
    return call_wsgi(application, environ)
