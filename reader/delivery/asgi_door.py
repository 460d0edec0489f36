"""The door for ASGI servers: prebuilt bytes from the event loop, the application in a few threads.

A request body is read whole and within limits before a thread is taken, so nobody can hold one by
sending slowly. a2wsgi is not used: it takes the thread first, loses a chunked body, crosses threads
three times for a response, and queues without bound.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, unquote_to_bytes

from reader.delivery import static_responder
from reader.delivery.application_pool import ApplicationPool, FormLine
from reader.delivery.connection_limits import Limits
from reader.delivery.dynamic_responder import log_fault
from reader.delivery.fair_queue import Client, QueueFullError
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.messages import READ_HEADERS, Request, Response, split_target
from reader.delivery.http.response_headers import NO_ROOM
from reader.delivery.request_body import (
    BodyRefusedError,
    ClientLeftError,
    Message,
    Receive,
    drain,
    read_body,
)
from reader.delivery.served_generation import NOTHING_TO_SERVE, ServedGeneration
from reader.delivery.static_responder import error_page

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# As the ASGI specification has them.
Scope: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_READ: Final = {name.encode(): name for name in READ_HEADERS}
_CLOSE: Final = ("connection", "close")


class AsgiDoor:
    """An ASGI application over the current generation.

    ``trusted_proxy`` is the header in which a proxy before it says who asks, if there is one;
    ``before_replacement`` is to be called before a worker that has ended is forked anew.
    """

    def __init__(
        self,
        watcher: GenerationWatcher[ServedGeneration],
        limits: Limits | None = None,
        trusted_proxy: str = "",
        before_replacement: Callable[[], None] = lambda: None,
    ) -> None:
        self._watcher = watcher
        self.before_replacement = before_replacement
        self.limits = limits or Limits()
        self._form_limits = self.limits.for_form()
        self._application = ApplicationPool(self.limits)
        self._forms = FormLine(self.limits)
        self._client_key = _environ_name(trusted_proxy.encode()) if trusted_proxy else ""

    def refresh(self) -> None:
        """Look for a new generation now. Never raises."""
        self._watcher.refresh()

    def busy(self) -> int:
        """Return how many requests the application has, running or waiting."""
        return self._application.busy()

    def static_response(self, request: Request) -> Response | None:
        """Return the prebuilt response to a request without a body, or None. Never raises.

        There is none if it is more than one piece: ``__call__`` waits between them.
        """
        generation = self._watcher.get()
        with suppress(Exception):  # ``__call__`` will raise it again, log it and send a page
            response = static_responder.respond(generation, request) if generation else None
            return response if response and not response.rest else None
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection scope. Source: ASGI 3.0."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            self._watcher.get()
            await _lifespan(receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _request(scope)
        generation = self._watcher.get()
        if generation is None:
            await _send(NOTHING_TO_SERVE, send)
            return
        unread = request.has_body
        try:
            response = static_responder.respond(generation, request)
            response = response or self._application.kept(generation, request)
            if response is None:
                limits = self._form_limits if request.path in generation.forms else self.limits
                body = await read_body(receive, request, limits)
                unread = False
                response = await self._call_application(
                    generation, request, _environ(scope, request), body
                )
        except ClientLeftError:
            return
        except BodyRefusedError as refused:
            unread = unread and refused.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            response = error_page(generation, refused.status, request, _CLOSE)
        except Exception as error:  # the outermost border: whatever it was, the reader gets a page
            log_fault(error)
            response = error_page(generation, 500, request)
        if unread:
            await drain(receive, self.limits)
        await _send(response, send)

    async def _call_application(
        self, generation: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
    ) -> Response:
        """Call the application in a thread, or respond with 503 if too many wait already.

        A form that finds no room goes on to the other line: its page has to hold what was typed.
        """
        try:
            if body and request.path in generation.forms:
                with suppress(QueueFullError):
                    return await self._forms.respond(generation, request, environ, body)
                environ[NO_ROOM] = True
            client = self._client(environ)
            return await self._application.respond(generation, request, environ, body, client)
        except QueueFullError:
            retry_after = ("retry-after", str(self.limits.retry_after_seconds))
            return error_page(generation, 503, request, retry_after)

    def _client(self, environ: WSGIEnvironment) -> Client:
        """Return who asks: a connection, or whom the trusted proxy names."""
        named = environ.get(self._client_key, "") if self._client_key else ""
        if named:
            return Client(named, named)
        return Client(environ["REMOTE_ADDR"], (environ["REMOTE_ADDR"], environ["REMOTE_PORT"]))


def _request(scope: Scope) -> Request:
    known = (
        (_READ[name], value.decode("latin-1")) for name, value in scope["headers"] if name in _READ
    )
    headers = _combine_lines(known, ", ")
    raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
    path, _ = split_target(raw_path.decode("latin-1"))
    return Request(
        method=scope["method"],
        path=path,
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
    )


def _combine_lines(lines: Iterable[tuple[str, str]], separator: str) -> dict[str, str]:
    """Return each header once, with its lines in order. Source: RFC 9110 §5.3.

    They are joined at the end: joined one by one, each would copy all lines before it.
    """
    values: dict[str, list[str]] = {}
    for name, value in lines:
        values.setdefault(name, []).append(value)
    return {name: separator.join(several) for name, several in values.items()}


async def _send(response: Response, send: Send) -> None:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    # A server takes the next piece when the reader has taken those before.
    for piece in chain((response.body,), response.rest):
        await send({"type": "http.response.body", "body": piece, "more_body": bool(response.rest)})
    if response.rest:
        await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        stage = (await receive())["type"]
        await send({"type": f"{stage}.complete"})
        if stage == "lifespan.shutdown":
            return


def _environ(scope: Scope, request: Request) -> WSGIEnvironment:
    """Return a WSGI environment without the body. Source: PEP 3333."""
    server_name, server_port = scope.get("server") or ("localhost", None)
    client_name, client_port = scope.get("client") or ("", None)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server_name,
        "SERVER_PORT": str(server_port or 80),
        "REMOTE_ADDR": client_name,
        "REMOTE_PORT": str(client_port or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    lines = ((_environ_name(name), value.decode("latin-1")) for name, value in scope["headers"])
    environ.update(_combine_lines(lines, ","))
    return environ


def _environ_name(header: bytes) -> str:
    name = header.decode("latin-1").upper().replace("-", "_")
    return name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
