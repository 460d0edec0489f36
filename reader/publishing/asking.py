"""Ask a WSGI application for a page in this process, without a server."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an application answered. ``status`` is its whole line; header names are in lower case, the length is left out."""

    status: str
    headers: dict[str, str]
    body: bytes


def ask(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Return the whole answer of an application. Source: PEP 3333."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written = io.BytesIO()

    def start_response(
        status: str, headers: list[tuple[str, str]], _failure: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return written.write

    iterable = application(environ, start_response)
    try:
        written.writelines(iterable)
    finally:
        getattr(iterable, "close", lambda: None)()
    status, headers = started[-1]
    kept = {name.lower(): value for name, value in headers if name.lower() != "content-length"}
    return Answer(status=status, headers=kept, body=written.getvalue())
