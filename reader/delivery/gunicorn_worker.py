"""gunicorn's worker for ASGI, with an end to its patience.

gunicorn 27 waits for the first request of a connection, and for the rest of one that has begun, for ever; takes as many
connections as there are file descriptors; and closes on somebody who is still sending, so that its answer is lost in a
reset. There is no setting for any of it, and no place to name another protocol than its own.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, cast

import uvloop  # noqa: F401  # here, before the fork, and not as gunicorn does in each worker: 1.5 MB each
from gunicorn.asgi import protocol  # type: ignore[import-untyped]
from gunicorn.instrument import statsd  # type: ignore[import-untyped]  # noqa: F401  # as uvloop
from gunicorn.workers import gasgi  # type: ignore[import-untyped]

from reader.delivery.connection_limits import Connections, ConnectionStage, ConnectionState
from reader.delivery.dynamic_responder import log_fault
from reader.delivery.fast_path import read_ordinary_request
from reader.delivery.http.messages import Response
from reader.delivery.http.response_headers import SERVER
from reader.delivery.served_generation import Limits

# Files of our own, listeners, pipes, and the index while it is searched.
_OWN_FILES: Final = 128
# What is longer holds more than one request, or a part of a long one.
_SMALL_BYTES: Final = 8_192
_CLOSE: Final = (b"connection", b"close")
# Nothing was asked, or everything is answered.
_BETWEEN: Final = (ConnectionStage.SILENT, ConnectionStage.KEPT)

# What begins each piece of an answer that comes in pieces, for every length up to 16 kB: 2.3 MB. Ours come whole, and
# without the table gunicorn writes the few bytes when it needs them.
protocol._CHUNK_PREFIXES.clear()


class LimitedWorker(gasgi.ASGIWorker):  # type: ignore[misc]
    """A worker that knows its connections. It serves an ``AsgiDoor``, within that door's limits."""

    limits: Limits
    connections: Connections

    def load_wsgi(self) -> None:
        """Load the application, and take its limits over."""
        super().load_wsgi()
        self.limits = self.asgi.limits
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = max(1, min(self.cfg.worker_connections, files - _OWN_FILES))
        self.connections = Connections(self.limits, most=most, kept_seconds=self.cfg.keepalive)

    async def _serve(self) -> None:
        # In this process, which serves nothing else, what gunicorn makes of a connection is ours.
        gasgi.ASGIProtocol = LimitedProtocol
        self.loop.set_exception_handler(_log_exception)
        await super()._serve()

    def notify(self) -> None:
        """Tell the master once a second that this worker lives, and look around."""
        super().notify()
        self.connections.look_around(self.loop.time())


class LimitedProtocol(protocol.ASGIProtocol):  # type: ignore[misc]
    """One connection, as ``Connections`` wants to hear of it. What it overrides are the places where a stage begins or ends."""

    worker: LimitedWorker
    transport: asyncio.Transport
    _callback_parser: Any
    _current_request: Any
    _body_receiver: Any
    _request_ready: asyncio.Event | None
    _place: ConnectionState

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection in."""
        super().connection_made(transport)
        self._place = self.worker.connections.open(self, self.worker.loop.time())

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, and all that hangs on it: gunicorn's task would go on waiting, and a circle waits for the collector."""
        self.worker.connections.lost(self)
        super().connection_lost(exc)
        self._callback_parser = None
        if self._request_ready:
            self._request_ready.set()

    def data_received(self, data: bytes) -> None:
        """Answer at once what is ready, read everything else, or throw away what comes after the answer."""
        if self._is_free() and self._answer_at_once(data):
            return
        if self._place.stage is not ConnectionStage.LEAVING:
            super().data_received(data)
            return
        self._thrown_bytes += len(data)
        if self._thrown_bytes > self.worker.limits.drain_bytes:
            self.cut()

    def _answer_at_once(self, data: bytes) -> bool:
        """Answer an ordinary request with ready bytes, without a task or a message; return False where it cannot be done."""
        request = read_ordinary_request(data) if len(data) <= _SMALL_BYTES else None
        response = self.worker.asgi.at_once(request) if request else None
        if response is None:
            return False
        self.worker.nr += 1
        self._step(ConnectionStage.KEPT)
        self._safe_write(_head(response) + response.body)
        return True

    def _is_free(self) -> bool:
        """Return whether nothing else is under way here, nobody wants to be told of requests, and the connection is kept after the next."""
        worker = self.worker
        return (
            self._place.stage in _BETWEEN
            and not self.transport.get_write_buffer_size()
            and worker.alive
            and worker.nr + 1 < worker.max_requests
            and bool(self._keepalive)
            and not (self._pre_request or self._post_request or self.log.access_log_enabled)
        )

    def unsent_bytes(self) -> int:
        """Return what waits in this process; what the kernel took is sent."""
        return self.transport.get_write_buffer_size()

    def refuse(self, status: HTTPStatus) -> None:
        """Answer with a bare line, as gunicorn does where no application was asked."""
        self._send_error_response(status, status.phrase)
        self.hang_up()

    def hang_up(self) -> None:
        """Close as gunicorn does at the end of keep-alive, which also wakes the task that waits for a request."""
        self._keepalive_timeout()

    def cut(self) -> None:
        """Close at once."""
        self._closed = True
        self.transport.abort()

    def _step(self, stage: ConnectionStage) -> None:
        self.worker.connections.step(self, stage, self.worker.loop.time())

    def _feed_callback_parser(self, data: bytes) -> bool:
        was_asked = self._place.stage is ConnectionStage.ASKED
        try:
            if not super()._feed_callback_parser(data):
                return False
        except ValueError:  # int() takes at most 4,300 digits of a Content-Length
            self.refuse(HTTPStatus.BAD_REQUEST)
            return False
        if len(data) <= _SMALL_BYTES and not was_asked and self._is_whole():
            return True  # as nearly every request
        if self._current_request is None and self._place.stage is not ConnectionStage.ASKING:
            self._step(ConnectionStage.ASKING)
        self.worker.connections.hold(self, len(data))
        if (
            self._place.stage is ConnectionStage.ASKING
            and self._place.held_bytes > self.worker.limits.head_bytes
        ):
            in_the_first_line = self._callback_parser.method is None
            self.refuse(
                HTTPStatus.REQUEST_URI_TOO_LONG
                if in_the_first_line
                else HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            )
        return not self._closed

    def _on_headers_complete(self) -> bool:
        self._step(ConnectionStage.ASKED)
        return cast("bool", super()._on_headers_complete())

    def _send_response_start(
        self, status: int, headers: Sequence[tuple[bytes, bytes]], *others: object, **named: object
    ) -> None:
        if _CLOSE in headers:
            self._keepalive = 0  # otherwise gunicorn says so, and leaves the connection open
        super()._send_response_start(status, headers, *others, **named)

    def _arm_keepalive_timer(self) -> None:
        if self._place.stage is not ConnectionStage.ASKED:
            return
        if self._place.held_bytes:
            self._step(ConnectionStage.KEPT)
        else:
            self._place.stage = (
                ConnectionStage.KEPT
            )  # when it was asked is what counts, so that is all there is to do

    def _send_error_response(self, status: int, message: str, *others: object) -> None:
        if self._current_request is None:
            self._step(ConnectionStage.ASKING)  # and what is not a request will not become one
        super()._send_error_response(status, message, *others)

    def _close_transport(self) -> None:
        """Close; but where a request is not whole, only our side, and read on: closed on a sender, a connection is reset.

        Source: RFC 9112 §9.6.
        """
        if self._closed:
            return
        is_whole = (
            self._is_whole()
            if self._place.stage is ConnectionStage.ASKED
            else self._place.stage is not ConnectionStage.ASKING
        )
        self._step(ConnectionStage.LEAVING)
        if is_whole:
            super()._close_transport()
            return
        self._closed = True
        self._callback_parser = None
        self._thrown_bytes = 0
        self._resume_reading()
        with suppress(OSError, RuntimeError):  # gone already
            if self.transport.can_write_eof():
                self.transport.write_eof()

    def _is_whole(self) -> bool:
        """Return whether a request is there to the end of its body."""
        return self._body_receiver is not None and self._body_receiver._complete


def _log_exception(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an exception that nothing caught as one line: the traceback that asyncio writes may quote a request."""
    if error := context.get("exception"):
        log_fault(error)
    else:
        loop.default_exception_handler(context)


def _head(response: Response) -> bytes:
    """Return the head of an answer as it is sent, with the date that gunicorn writes anew every second."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in (*response.headers, SERVER)])
    status_line: bytes = protocol._get_cached_status_line((1, 1), response.status)
    date: bytes = protocol._get_cached_date_header()
    return b"%b%b%b\r\n" % (status_line, lines.encode("latin-1"), date)
