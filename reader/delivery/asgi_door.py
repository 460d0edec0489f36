"""The door for ASGI servers: ready bytes from the event loop itself, the application in a few threads.

A request body is read whole and within limits before a thread is taken, so nobody who sends slowly can hold one.
The application is called by ``live.ask`` and not through a2wsgi, which takes the thread first, tells the
application nothing of a chunked body, crosses threads three times for an answer, and has a line without an end.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, unquote_to_bytes

from reader.delivery.dynamic_responder import ask, log_fault
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.messages import READ_HEADERS, Request, Response, split_target
from reader.delivery.http.response_headers import SERVER
from reader.delivery.served_generation import (
    NOTHING_TO_SERVE,
    BodyRefusedError,
    Limits,
    ServedGeneration,
    refuse_declared,
)
from reader.delivery.static_responder import answer, error_page

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# As the ASGI specification has them.
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_READ: Final = {name.encode(): name for name in READ_HEADERS}
_CLOSE: Final = ("connection", "close")


class _ClientLeftError(Exception):
    """Nobody is there any more to answer."""


class AsgiDoor:
    """An ASGI application over the current generation."""

    def __init__(
        self, current: GenerationWatcher[ServedGeneration], limits: Limits | None = None
    ) -> None:
        self._current = current
        self.limits = limits or Limits()
        self._threads = ThreadPoolExecutor(self.limits.threads, thread_name_prefix="application")
        self._places = threading.Semaphore(self.limits.threads + self.limits.waiting)

    def refresh(self) -> None:
        """Look for a new generation now. Never raises."""
        self._current.refresh()

    def at_once(self, request: Request) -> Response | None:
        """Return what is ready for a request without a body, or None where there is more to do. Never raises."""
        serving = self._current.get()
        with suppress(Exception):  # asked again, it is answered with a page and logged
            return answer(serving, request) if serving else None
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection's event. Source: ASGI 3.0."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            self._current.get()
            await _lifespan(receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = _request(scope)
        serving = self._current.get()
        if serving is None:
            await _send(NOTHING_TO_SERVE, send)
            return
        unread = request.has_body
        try:
            response = answer(serving, request)
            if response is None:
                body = await _read_body(receive, request, self.limits)
                unread = False
                response = await self._ask(serving, request, _environ(scope, request), body)
        except _ClientLeftError:
            return
        except BodyRefusedError as refused:
            unread = unread and refused.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            response = error_page(serving, refused.status, request, _CLOSE)
        except Exception as error:  # the outermost border: whatever it was, the reader gets a page
            log_fault(error)
            response = error_page(serving, 500, request)
        await _send(response, send)
        if unread:
            await _drain(receive, self.limits)

    async def _ask(
        self, serving: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
    ) -> Response:
        """Ask the application in a thread, or answer 503 when too many wait already."""
        if not self._places.acquire(blocking=False):
            wait = ("retry-after", str(self.limits.retry_after_seconds))
            return error_page(serving, 503, request, wait)
        future = self._threads.submit(ask, serving, request, environ, body)
        # Also called for a request that was given up while it waited.
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)


def _request(scope: Scope) -> Request:
    known = (
        (_READ[name], value.decode("latin-1")) for name, value in scope["headers"] if name in _READ
    )
    headers = _combined(known, ", ")
    raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
    path, _ = split_target(raw_path.decode("latin-1"))
    return Request(
        method=scope["method"],
        path=path,
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
    )


def _combined(lines: Iterable[tuple[str, str]], separator: str) -> dict[str, str]:
    """Return each header once, with its lines in order.

    They are joined at the end: joined one by one, all lines before would be copied for each.
    Source: RFC 9110 §5.3.
    """
    values: dict[str, list[str]] = {}
    for name, value in lines:
        values.setdefault(name, []).append(value)
    return {name: separator.join(several) for name, several in values.items()}


async def _read_body(receive: Receive, request: Request, limits: Limits) -> bytes:
    """Read a whole body within limits. Raises BodyRefusedError, and _ClientLeftError when the reader went away."""
    if not request.has_body:
        return b""
    refuse_declared(request.headers.get("content-length", ""), limits)
    body = bytearray()
    more = True
    try:
        async with asyncio.timeout(limits.body_seconds):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _ClientLeftError
                body += message.get("body", b"")
                if len(body) > limits.body_bytes:
                    raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                more = message.get("more_body", False)
    except TimeoutError:
        raise BodyRefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    return bytes(body)


async def _drain(receive: Receive, limits: Limits) -> None:
    """Throw away what is still being sent, within limits, so that the answer is not lost in a reset connection."""
    left = limits.drain_bytes
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.drain_seconds):
            while left > 0:
                message = await receive()
                if not message.get("more_body", False):
                    return
                left -= len(message.get("body", b""))


async def _send(response: Response, send: Send) -> None:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in (*response.headers, SERVER)
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        stage = (await receive())["type"]
        await send({"type": f"{stage}.complete"})
        if stage == "lifespan.shutdown":
            return


def _environ(scope: Scope, request: Request) -> WSGIEnvironment:
    """Return a WSGI environment, but for the body. Source: PEP 3333."""
    server_name, server_port = scope.get("server") or ("localhost", None)
    client_name, _ = scope.get("client") or ("", None)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server_name,
        "SERVER_PORT": str(server_port or 80),
        "REMOTE_ADDR": client_name,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    lines = ((_environ_name(name), value.decode("latin-1")) for name, value in scope["headers"])
    environ.update(_combined(lines, ","))
    return environ


def _environ_name(header: bytes) -> str:
    name = header.decode("latin-1").upper().replace("-", "_")
    return name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
