"""gunicorn's worker for ASGI, with time limits and a fast path.

gunicorn 27 waits forever for the first request of a connection, and for the rest of one that has
begun; takes as many connections as there are file descriptors; and closes on somebody who is still
sending, so that its response is lost in a reset. There is no setting for any of it, and none that
names another protocol than its own.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, cast

import uvloop  # noqa: F401  # before the fork; gunicorn does it in each worker, 1.5 MB each
from gunicorn.asgi import protocol  # type: ignore[import-untyped]
from gunicorn.instrument import statsd  # type: ignore[import-untyped]  # noqa: F401  # as uvloop
from gunicorn.workers import gasgi  # type: ignore[import-untyped]

from reader.delivery.connection_limits import Connections, ConnectionStage, ConnectionState, Limits
from reader.delivery.connections import listener
from reader.delivery.connections.fast_path import parse_simple_request
from reader.delivery.dynamic_responder import log_fault
from reader.delivery.http.messages import Response

_RESERVED_FILES: Final = 128  # of our own, listeners, pipes, and the index while it is searched
_SWITCH_SECONDS: Final = 0.0005  # of threads to the event loop: the usual 5 ms add up to seconds
_SMALL_BYTES: Final = 8_192  # more are several requests, or part of a long one
_CLOSE: Final = (b"connection", b"close")
_LONG_LINE: Final = HTTPStatus.REQUEST_URI_TOO_LONG
_LARGE_HEAD: Final = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
_BETWEEN_REQUESTS: Final = (ConnectionStage.NEW, ConnectionStage.IDLE)

# The size lines of chunked responses, for every length up to 16 kB: 2.3 MB. Ours are not chunked,
# and without the table gunicorn writes such a line when it needs one.
protocol._CHUNK_PREFIXES.clear()


class LimitedWorker(gasgi.ASGIWorker):  # type: ignore[misc]
    """Serve an ``AsgiDoor`` within its limits."""

    limits: Limits
    connections: Connections

    def load_wsgi(self) -> None:
        """Load the application, and take over its limits."""
        super().load_wsgi()
        sys.setswitchinterval(_SWITCH_SECONDS)
        self.limits = self.asgi.limits
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        max_connections = max(1, min(self.cfg.worker_connections, files - _RESERVED_FILES))
        self.connections = Connections(
            self.limits, max_connections=max_connections, keepalive_seconds=self.cfg.keepalive
        )

    async def _serve(self) -> None:
        # This process serves nothing else, so every connection may have our protocol.
        gasgi.ASGIProtocol = LimitedProtocol
        protocol._CACHED_SERVER_HEADER = b""  # whose server it is helps nobody who reads
        self.loop.set_exception_handler(_log_exception)
        self.loop.create_server = listener.server_creator(self.asgi.busy)
        await super()._serve()

    def notify(self) -> None:
        """Tell the master once a second that this worker lives, and close overdue connections."""
        super().notify()
        self.connections.close_overdue(self.loop.time())


class LimitedProtocol(protocol.ASGIProtocol):  # type: ignore[misc]
    """One connection, which tells ``Connections`` where its stages begin and end."""

    worker: LimitedWorker
    transport: asyncio.Transport
    _callback_parser: Any
    _current_request: Any
    _body_receiver: Any
    _state: ConnectionState

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection."""
        super().connection_made(transport)
        self._state = self.worker.connections.add(self, self.worker.loop.time())

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection, wake gunicorn's task to end, and break two reference cycles."""
        self.worker.connections.remove(self)
        super().connection_lost(exc)
        self._callback_parser = None
        if self._task:  # which may read a body until it is done
            self._task.add_done_callback(lambda _: setattr(self, "_body_receiver", None))
        if self._request_ready:
            self._request_ready.set()

    def data_received(self, data: bytes) -> None:
        """Respond at once if possible, or parse, or discard what comes after the response."""
        if self._may_respond_at_once() and self._respond_at_once(data):
            return
        if self._state.stage is not ConnectionStage.LINGERING:
            super().data_received(data)
            return
        self._discarded_bytes += len(data)
        if self._discarded_bytes > self.worker.limits.drain_bytes:
            self.abort()

    def _respond_at_once(self, data: bytes) -> bool:
        """Send a prebuilt response without a task or a message. Return False if there is none."""
        request = parse_simple_request(data) if len(data) <= _SMALL_BYTES else None
        response = self.worker.asgi.static_response(request) if request else None
        if response is None:
            return False
        self.worker.nr += 1
        self._enter(ConnectionStage.IDLE)
        self._safe_write(_response_head(response) + response.body)
        return True

    def _may_respond_at_once(self) -> bool:
        """Return whether the connection is free and stays open, and no hook or log wants it."""
        worker = self.worker
        return (
            self._state.stage in _BETWEEN_REQUESTS
            and not self.transport.get_write_buffer_size()
            and worker.alive
            and worker.nr + 1 < worker.max_requests
            and bool(self._keepalive)
            and not (self._pre_request or self._post_request or self.log.access_log_enabled)
        )

    def unsent_bytes(self) -> int:
        """Return what waits in this process; what the kernel has taken counts as sent."""
        return self.transport.get_write_buffer_size()

    def refuse(self, status: HTTPStatus) -> None:
        """Respond with a bare line, as gunicorn does if it calls no application."""
        self._send_error_response(status, status.phrase)
        self.hang_up()

    def hang_up(self) -> None:
        """Close as gunicorn does after keep-alive, which wakes the task that waits for more."""
        self._keepalive_timeout()

    def abort(self) -> None:
        """Close at once."""
        self._closed = True
        self.transport.abort()

    def _enter(self, stage: ConnectionStage) -> None:
        self.worker.connections.enter(self, stage, self.worker.loop.time())

    def _feed_callback_parser(self, data: bytes) -> bool:
        had_head = self._state.stage is ConnectionStage.RESPONSE
        try:
            if not super()._feed_callback_parser(data):
                return False
        except ValueError:  # int() takes at most 4,300 digits of a Content-Length
            self.refuse(HTTPStatus.BAD_REQUEST)
            return False
        if len(data) <= _SMALL_BYTES and not had_head and self._is_request_complete():
            return True  # nearly every request
        if self._current_request is None and self._state.stage is not ConnectionStage.HEAD:
            self._enter(ConnectionStage.HEAD)
        self.worker.connections.buffer(self, len(data))
        in_head = self._state.stage is ConnectionStage.HEAD
        if in_head and self._state.buffered_bytes > self.worker.limits.head_bytes:
            in_first_line = self._callback_parser.method is None
            self.refuse(_LONG_LINE if in_first_line else _LARGE_HEAD)
        return not self._closed

    def _on_headers_complete(self) -> bool:
        self._check_head_size()
        self._enter(ConnectionStage.RESPONSE)
        return cast("bool", super()._on_headers_complete())

    def _check_head_size(self) -> None:
        """Raise gunicorn's error for a large head, which may come in one read, never buffered."""
        parser, limit = self._callback_parser, self.worker.limits.head_bytes
        if len(parser.path) > limit:
            raise protocol.LimitRequestLine("Request line is too large")
        fields = sum(len(name) + len(value) + len(": \r\n") for name, value in parser.headers)
        if len(parser.path) + fields > limit:
            raise protocol.LimitRequestHeaders("Request headers are too large")

    def _send_response_start(
        self, status: int, headers: Sequence[tuple[bytes, bytes]], *others: object, **named: object
    ) -> None:
        if _CLOSE in headers:
            self._keepalive = 0  # otherwise gunicorn says so and keeps it open
        super()._send_response_start(status, headers, *others, **named)

    def _arm_keepalive_timer(self) -> None:
        if self._state.stage is not ConnectionStage.RESPONSE:
            return
        if self._state.buffered_bytes:
            self._enter(ConnectionStage.IDLE)
        else:
            # Idle time counts from the request, so its time stays.
            self._state.stage = ConnectionStage.IDLE

    def _send_error_response(self, status: int, message: str, *others: object) -> None:
        if self._current_request is None:
            self._enter(ConnectionStage.HEAD)  # and a broken request stays incomplete
        super()._send_error_response(status, message, *others)

    def _close_transport(self) -> None:
        """Close; but if a request is incomplete close our side only and read on.

        Closed on somebody who still sends, a connection is reset. Source: RFC 9112 §9.6.
        """
        if self._closed:
            return
        is_complete = (
            self._is_request_complete()
            if self._state.stage is ConnectionStage.RESPONSE
            else self._state.stage is not ConnectionStage.HEAD
        )
        self._enter(ConnectionStage.LINGERING)
        if is_complete:
            super()._close_transport()
            return
        self._closed = True
        self._callback_parser = None
        self._discarded_bytes = 0
        self._resume_reading()
        with suppress(OSError, RuntimeError):  # closed already
            if self.transport.can_write_eof():
                self.transport.write_eof()

    def _is_request_complete(self) -> bool:
        """Return whether a request has come to the end of its body."""
        return self._body_receiver is not None and self._body_receiver._complete


def _log_exception(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an uncaught exception in one line: a traceback of asyncio may quote a request."""
    if error := context.get("exception"):
        log_fault(error)
    else:
        loop.default_exception_handler(context)


def _response_head(response: Response) -> bytes:
    """Return the head of a response, with the date that gunicorn formats once a second."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in response.headers])
    status_line: bytes = protocol._get_cached_status_line((1, 1), response.status)
    date: bytes = protocol._get_cached_date_header()
    return b"%b%b%b\r\n" % (status_line, lines.encode("latin-1"), date)
