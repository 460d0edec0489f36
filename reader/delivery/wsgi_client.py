"""Call a WSGI application in this process and collect its whole response. Source: PEP 3333."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from reader.delivery.http.messages import Response

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

# The server's to say, or the connection's; what the application says of them is dropped.
_DROPPED: Final = frozenset(
    {"content-length", "connection", "keep-alive", "transfer-encoding", "date", "server"}
)
# They describe the connection, not the request. Source: RFC 9110 §7.6.1.
_HOP_BY_HOP: Final = frozenset({"HTTP_CONNECTION", "HTTP_TRANSFER_ENCODING", "HTTP_UPGRADE"})


def call_wsgi(application: WSGIApplication, environ: WSGIEnvironment) -> Response:
    """Return the whole response of an application, without a length. Raises what it raises.

    If it starts its response more than once, the last start counts.
    """
    started: list[tuple[str, list[tuple[str, str]]]] = []
    chunks: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], _failure: object = None, /
    ) -> Callable[[bytes], object]:
        started.append((status, headers))
        return chunks.append

    iterable = application(environ, start_response)
    try:
        chunks.extend(iterable)
    finally:
        getattr(iterable, "close", lambda: None)()
    status, headers = started[-1]
    lowered = ((name.lower(), value) for name, value in headers)
    return Response(
        status=int(status[:3]),
        headers=tuple(header for header in lowered if header[0] not in _DROPPED),
        body=b"".join(chunks),
    )


def with_body(environ: WSGIEnvironment, body: bytes) -> WSGIEnvironment:
    """Return an environment with the whole body, however it was sent.

    A chunked body becomes one of known length: most applications take an unknown length for an
    empty body.
    """
    end_to_end = {name: value for name, value in environ.items() if name not in _HOP_BY_HOP}
    return {
        **end_to_end,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "CONTENT_LENGTH": str(len(body)),
    }
