"""Why a request body is refused."""

from __future__ import annotations

from http import HTTPStatus

from reader.delivery.connection_limits import Limits


class BodyRefusedError(Exception):
    """A request body is not taken.

    ``status`` says why: 413 too large, 408 too slow, 400 broken off or malformed.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def refuse_declared_length(content_length: str, limits: Limits) -> None:
    """Refuse a body by its declared length, before any of it is read. Raises BodyRefusedError."""
    if content_length.isdecimal() and (
        len(content_length) > len(str(limits.body_bytes)) or int(content_length) > limits.body_bytes
    ):
        raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
