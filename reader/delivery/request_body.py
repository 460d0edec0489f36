"""Why a request body is refused, and what becomes of the rest of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, TypeAlias

from reader.delivery.connection_limits import Limits
from reader.delivery.http.messages import Request

# A message of ASGI, and what waits for the next one.
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]


class BodyRefusedError(Exception):
    """A request body is not taken.

    ``status`` says why: 413 too large, 408 too slow, 400 broken off or malformed.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ClientLeftError(Exception):
    """The client has closed the connection."""


async def read_body(receive: Receive, request: Request, limits: Limits) -> bytes:
    """Return a whole body, read within limits. Raises BodyRefusedError and ClientLeftError."""
    if not request.has_body:
        return b""
    refuse_declared_length(request.headers.get("content-length", ""), limits)
    pieces: list[bytes] = []
    left, more = limits.body_bytes, True
    try:
        async with asyncio.timeout(limits.body_seconds):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientLeftError
                pieces.append(message.get("body", b""))
                left -= len(pieces[-1])
                if left < 0:
                    raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                more = message.get("more_body", False)
    except TimeoutError:
        raise BodyRefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    return b"".join(pieces)


def refuse_declared_length(content_length: str, limits: Limits) -> None:
    """Refuse a body by its declared length, before any of it is read. Raises BodyRefusedError."""
    if content_length.isdecimal() and (
        len(content_length) > len(str(limits.body_bytes)) or int(content_length) > limits.body_bytes
    ):
        raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


async def drain(receive: Receive, limits: Limits) -> None:
    """Discard what is still being sent, within limits, before it is responded to.

    Closed on somebody who still sends, a connection is reset; and a proxy that hears the response
    first may give up sending, and with it the rest of the response.
    """
    left = limits.drain_bytes
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.drain_seconds):
            while left > 0:
                message = await receive()
                if not message.get("more_body", False):
                    return
                left -= len(message.get("body", b""))
