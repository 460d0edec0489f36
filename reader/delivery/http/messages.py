"""What comes in and what goes out, as plain values: no server's types, so that the core needs no server.

They are made for every page that is sent, and a structure of msgspec is made in a tenth of the time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import msgspec

Headers: TypeAlias = tuple[tuple[str, str], ...]

# What the core reads of a request. Everything else a browser says about its owner is not even decoded.
READ_HEADERS: Final = (
    *("accept-encoding", "accept-language", "available-dictionary", "sec-gpc"),
    *("if-none-match", "if-modified-since", "if-range", "range"),
    *("content-length", "transfer-encoding"),
)


class Request(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One request. ``path`` and ``query`` are as sent, percent-encoded; header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]

    @property
    def has_body(self) -> bool:
        """Whether a body follows. Source: RFC 9112 §6.3."""
        return self.headers.get("content-length", "0") != "0" or "transfer-encoding" in self.headers


class Response(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One whole answer. Header names are lower case; ``body`` is what is sent, empty for HEAD."""

    status: int
    headers: Headers
    body: bytes

    def with_headers(self, *more: tuple[str, str]) -> Response:
        """Return the same answer with headers added at the end."""
        return msgspec.structs.replace(self, headers=(*self.headers, *more))


def split_target(target: str) -> tuple[str, str]:
    """Return path and query of a request target, of an absolute one as well. Source: RFC 9112 §3.2.2."""
    if not target.startswith("/"):
        _, scheme_found, rest = target.partition("://")
        target = "/" + rest.partition("/")[2] if scheme_found else target
    path, _, query = target.partition("?")
    return path, query
