"""What a door serves, and within which limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, TypeAlias
from wsgiref.types import WSGIApplication

from reader.delivery.http.messages import Response
from reader.delivery.prebuilt.compression_dictionaries import DictionaryCoder
from reader.delivery.prebuilt.page_file import PageFile

# Accept-Language → one of the languages offered.
Negotiate: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedGeneration:
    """One generation as a door needs it: ready bytes, and the application for what depends on the reader.

    ``dictionaries`` are of this generation and of those before it; ``published``, in seconds since 1970, is when it became the
    current one, and 0 when that is not known.
    """

    page_file: PageFile
    application: WSGIApplication
    negotiate: Negotiate
    dictionaries: DictionaryCoder = field(default_factory=DictionaryCoder)
    published: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one reader may ask of a worker, so that others are served too.

    The head of a request has to be whole ``head_seconds`` after its first byte, or after the connection where none comes;
    its body ``body_seconds`` after the head. An answer of which nothing was taken for ``stall_seconds`` is given up.
    ``held_bytes`` are what all requests that are not whole may hold together.
    ``waiting`` requests may stand in line for one of the ``threads`` of the application; the next one gets a 503.
    ``drain_bytes`` of a refused body are taken and thrown away within ``drain_seconds``: a connection closed on
    somebody who still sends is reset, and the answer lost.
    """

    head_bytes: int = 65_536
    head_seconds: float = 20.0
    held_bytes: int = 16_777_216
    stall_seconds: float = 60.0
    body_bytes: int = 65_536
    body_seconds: float = 10.0
    drain_bytes: int = 1_000_000
    drain_seconds: float = 2.0
    threads: int = 2
    waiting: int = 64
    retry_after_seconds: int = 5


# Before the first generation could be opened there is no page to say so with.
NOTHING_TO_SERVE: Final = Response(
    status=503,
    headers=(("cache-control", "no-store"), ("retry-after", "5"), ("content-length", "0")),
    body=b"",
)


class BodyRefusedError(Exception):
    """A request body is not taken. ``status`` says why: 413 too large, 408 too slow, 400 broken off or malformed."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def refuse_declared(content_length: str, limits: Limits) -> None:
    """Refuse a body by the length it announces, before a byte of it is read. Raises BodyRefusedError."""
    if content_length.isdecimal() and (
        len(content_length) > len(str(limits.body_bytes)) or int(content_length) > limits.body_bytes
    ):
        raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
