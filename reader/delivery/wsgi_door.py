"""The door for WSGI servers: the same answers, with what WSGI allows.

A body is bounded and handed on whole, chunked or not. But WSGI gives a request its thread before the body has
arrived: somebody who sends slowly holds that thread until the time for a body is over, and only under gunicorn,
which hands out the socket, can that time be limited at all. On the open net use the ASGI door or a buffering proxy.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from reader.delivery.dynamic_responder import ask, log_fault
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.messages import READ_HEADERS, Request, Response, split_target
from reader.delivery.served_generation import (
    NOTHING_TO_SERVE,
    BodyRefusedError,
    Limits,
    ServedGeneration,
    refuse_declared,
)
from reader.delivery.static_responder import answer, error_page

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_KEYS: Final = {
    **{
        f"HTTP_{name.upper().replace('-', '_')}": name
        for name in READ_HEADERS
        if name != "content-length"
    },
    "CONTENT_LENGTH": "content-length",
}
_STATUS_LINES: Final = {status.value: f"{status} {status.phrase}" for status in HTTPStatus}


class WsgiDoor:
    """A WSGI application over the current generation."""

    def __init__(
        self, current: GenerationWatcher[ServedGeneration], limits: Limits | None = None
    ) -> None:
        self._current = current
        self._limits = limits or Limits()

    def refresh(self) -> None:
        """Look for a new generation now. Never raises."""
        self._current.refresh()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request. Source: PEP 3333."""
        serving = self._current.get()
        response = NOTHING_TO_SERVE if serving is None else self._respond(serving, environ)
        start_response(
            _STATUS_LINES.get(response.status, f"{response.status} Other"), list(response.headers)
        )
        return [response.body]

    def _respond(self, serving: ServedGeneration, environ: WSGIEnvironment) -> Response:
        request = _request(environ)
        try:
            response = answer(serving, request)
            if response is None:
                body = _read_body(environ, request, self._limits)
                response = ask(serving, request, environ, body)
        except BodyRefusedError as refused:
            return error_page(serving, refused.status, request)
        except Exception as error:  # the outermost border: whatever it was, the reader gets a page
            log_fault(error)
            return error_page(serving, 500, request)
        return response


def _request(environ: WSGIEnvironment) -> Request:
    """Take the target as sent where the server tells it (gunicorn does), or else what it made of it."""
    headers = {name: environ[key] for key, name in _KEYS.items() if environ.get(key)}
    target = environ.get("RAW_URI") or quote(environ.get("PATH_INFO", "").encode("latin-1"))
    path, query = split_target(target)
    return Request(
        method=environ["REQUEST_METHOD"],
        path=path,
        query=query or environ.get("QUERY_STRING", ""),
        headers=headers,
    )


def _read_body(environ: WSGIEnvironment, request: Request, limits: Limits) -> bytes:
    """Read a whole body within limits. Raises BodyRefusedError."""
    if not request.has_body:
        return b""
    declared = request.headers.get("content-length", "")
    refuse_declared(declared, limits)
    # Past a declared length a server may wait for ever; a chunked body ends by itself.
    wanted = int(declared) if declared.isdecimal() else limits.body_bytes + 1
    body = _read_in_time(environ, wanted, limits.body_seconds)
    if len(body) > limits.body_bytes:
        raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if declared and len(body) < wanted:
        # Half a form must not pass for a whole one.
        raise BodyRefusedError(HTTPStatus.BAD_REQUEST)
    return body


def _read_in_time(environ: WSGIEnvironment, wanted: int, seconds: float) -> bytes:
    """Read up to ``wanted`` bytes, waiting at most ``seconds`` for each piece. Raises BodyRefusedError."""
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(seconds)
    try:
        body: bytes = environ["wsgi.input"].read(wanted)
    except TimeoutError:
        if connection is not None:
            # Or gunicorn's gthread worker waits two seconds for the rest, in the thread that serves everybody.
            connection.shutdown(socket.SHUT_RD)
        raise BodyRefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    except Exception as error:  # each server has its own for a malformed chunk
        raise BodyRefusedError(HTTPStatus.BAD_REQUEST) from error
    finally:
        if connection is not None:
            connection.settimeout(None)
    return body
