"""A client that sees every byte: one request on an open connection, and the answer as it came."""

from __future__ import annotations

import re
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from typing import Final

from bench.figures import BenchError
from bench.project import NAME

PATIENCE_SECONDS: Final = 60
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_CODING: Final = re.compile(rb"\r\ncontent-encoding: *(\S+)\r\n", re.IGNORECASE)
_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came: ``head`` with status line and the empty line, ``body`` still coded."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        """The status code."""
        return int(self.head.split(b" ", 2)[1])

    @property
    def coding(self) -> str:
        """The content coding, or nothing."""
        found = _CODING.search(self.head)
        return found[1].decode("ascii") if found else ""

    @property
    def weight_bytes(self) -> int:
        """All of it on the wire."""
        return len(self.head) + len(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A port of this machine, with TLS where there is a context for it."""

    port: int
    tls: ssl.SSLContext | None = None

    def connect(self, source: str = "127.0.0.1", receive_buffer_bytes: int = 0) -> socket.socket:
        """Open a connection from a local address, with the default buffer or this one."""
        connection = socket.socket()
        connection.settimeout(PATIENCE_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers do
        if receive_buffer_bytes:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        connection.bind((source, 0))
        connection.connect(("127.0.0.1", self.port))
        return self.tls.wrap_socket(connection, server_hostname=NAME) if self.tls else connection


def request(target: str, read: bytes | None = None) -> bytes:
    """Return the request of a browser that knows brotli, and has ``read`` as a dictionary if given.

    The target is quoted.
    """
    accepted = "gzip, deflate, br" if read is None else "gzip, deflate, br, zstd, dcb, dcz"
    lines = (
        f"GET {target} HTTP/1.1",
        f"Host: {NAME}",
        "User-Agent: Mozilla/5.0 (Linux; Android 8.1.0; Mobile) Gecko/20100101",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: es-419,es;q=0.8,en;q=0.5",
        f"Accept-Encoding: {accepted}",
        *(
            []
            if read is None
            else [f"Available-Dictionary: :{b64encode(sha256(read).digest()).decode('ascii')}:"]
        ),
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def answer_length(received: bytes | bytearray) -> int | None:
    """Return the bytes of the first response, head and body, or None if its head is incomplete.

    Raises BenchError for an answer that does not say: nothing of ours is sent in chunks.
    """
    end = received.find(_END)
    if end < 0:
        return None
    head_bytes = end + len(_END)
    found = _LENGTH.search(received, 0, head_bytes)
    if not found:
        raise BenchError(f"An answer does not state its length: {bytes(received[:60])!r}.")
    return head_bytes + int(found[1])


def connect(port: int) -> socket.socket:
    """Open a connection to a server on this machine."""
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)


def answered_status(connection: socket.socket) -> int:
    """Read one answer to its end, however it is framed; return its status.

    Raises BenchError for one that breaks off.
    """
    answer = HTTPResponse(connection)
    try:
        answer.begin()
        answer.read()
    except (OSError, HTTPException) as error:
        raise BenchError(
            f"A connection was closed before it was answered: {type(error).__name__}."
        ) from error
    return answer.status


def ask(
    connection: socket.socket, target: str, expected: int = 200, read: bytes | None = None
) -> Answer:
    """Ask on an open connection and read the whole answer; ``read`` is as in ``request``.

    Raises BenchError for another status than the expected one, and for more or fewer bytes than the
    answer states.
    """
    connection.sendall(request(target, read))
    received = bytearray()
    while (length := answer_length(received)) is None or len(received) < length:
        more = connection.recv(65_536)
        if not more:
            raise BenchError(f"The server closed the connection before {target} was answered.")
        received += more
    if len(received) > length:
        raise BenchError(f"More came for {target} than its answer states.")
    head, _, body = bytes(received).partition(_END)
    answer = Answer(head=head + _END, body=body)
    if answer.status != expected:
        raise BenchError(f"{target} was answered with {answer.status} and not {expected}.")
    return answer
