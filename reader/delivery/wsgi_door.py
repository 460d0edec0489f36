"""The door for WSGI servers: the same responses, with what WSGI allows.

A body is bounded and passed on whole, chunked or not. But WSGI gives a request its thread before
the body has arrived: somebody who sends slowly holds that thread until the time for a body is over,
and only gunicorn, which hands out the socket, lets that time be limited. On the open internet use
the ASGI door or a buffering proxy.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from http import HTTPStatus
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from reader.delivery import dynamic_responder, static_responder
from reader.delivery.connection_limits import Limits
from reader.delivery.dynamic_responder import log_fault
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.messages import READ_HEADERS, Request, Response, split_target, wsgi_status
from reader.delivery.request_body import BodyRefusedError, refuse_declared_length
from reader.delivery.served_generation import NOTHING_TO_SERVE, ServedGeneration
from reader.delivery.static_responder import error_page

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


class WsgiDoor:
    """A WSGI application over the current generation."""

    def __init__(
        self, watcher: GenerationWatcher[ServedGeneration], limits: Limits | None = None
    ) -> None:
        self._watcher = watcher
        self._limits = limits or Limits()
        self._form_limits = self._limits.for_form()

    def refresh(self) -> None:
        """Look for a new generation now. Never raises."""
        self._watcher.refresh()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond to one request. Source: PEP 3333."""
        generation = self._watcher.get()
        response = NOTHING_TO_SERVE if generation is None else self._respond(generation, environ)
        start_response(wsgi_status(response.status), list(response.headers))
        return chain((response.body,), response.rest) if response.rest else [response.body]

    def _respond(self, generation: ServedGeneration, environ: WSGIEnvironment) -> Response:
        request = _request(environ)
        try:
            response = static_responder.respond(generation, request)
            if response is None:
                is_form = request.path in generation.forms
                limits = self._form_limits if is_form else self._limits
                body = _read_body(environ, request, limits)
                response = dynamic_responder.respond(generation, request, environ, body)
        except BodyRefusedError as refused:
            return error_page(generation, refused.status, request)
        except Exception as error:  # the outermost border: whatever it was, the reader gets a page
            log_fault(error)
            return error_page(generation, 500, request)
        return response


def _request(environ: WSGIEnvironment) -> Request:
    """Return the request, with its target as sent if the server tells it, as gunicorn does."""
    headers = {name: value for key, name in _KEYS.items() if (value := environ.get(key))}
    target = environ.get("RAW_URI") or quote(environ.get("PATH_INFO", "").encode("latin-1"))
    path, query = split_target(target)
    return Request(
        method=environ["REQUEST_METHOD"],
        path=path,
        query=query or environ.get("QUERY_STRING", ""),
        headers=headers,
    )


def _read_body(environ: WSGIEnvironment, request: Request, limits: Limits) -> bytes:
    """Return a whole body, read within limits. Raises BodyRefusedError."""
    if not request.has_body:
        return b""
    declared = request.headers.get("content-length", "")
    refuse_declared_length(declared, limits)
    # Past a declared length a server may wait forever; a chunked body has an end.
    wanted = int(declared) if declared.isdecimal() else limits.body_bytes + 1
    body = _read_in_time(environ, wanted, limits.body_seconds)
    if len(body) > limits.body_bytes:
        raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if declared and len(body) < wanted:
        # Half a form must not pass for a whole one.
        raise BodyRefusedError(HTTPStatus.BAD_REQUEST)
    return body


def _read_in_time(environ: WSGIEnvironment, wanted: int, seconds: float) -> bytes:
    """Return up to ``wanted`` bytes, waiting at most ``seconds`` for each piece.

    Raises BodyRefusedError.
    """
    connection = environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(seconds)
    try:
        body: bytes = environ["wsgi.input"].read(wanted)
    except TimeoutError:
        if connection is not None:
            # Or gthread would wait two seconds for the rest, in the thread that serves everybody.
            connection.shutdown(socket.SHUT_RD)
        raise BodyRefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    except Exception as error:  # each server has its own for a malformed chunk
        raise BodyRefusedError(HTTPStatus.BAD_REQUEST) from error
    finally:
        if connection is not None:
            connection.settimeout(None)
    return body
