"""What comes in and what goes out, as plain values: no server's types, so that the core needs no server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

Headers: TypeAlias = tuple[tuple[str, str], ...]

# What the core reads of a request. Everything else a browser says about its owner is not even decoded.
READ_HEADERS: Final = (
    *("accept-encoding", "accept-language", "available-dictionary", "sec-gpc"),
    *("if-none-match", "if-modified-since", "if-range", "range"),
    *("content-length", "transfer-encoding"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. ``path`` and ``query`` are as sent, percent-encoded; header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]

    @property
    def has_body(self) -> bool:
        """Whether a body follows. Source: RFC 9112 §6.3."""
        return self.headers.get("content-length", "0") != "0" or "transfer-encoding" in self.headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One whole answer. Header names are lower case; ``body`` is what is sent, empty for HEAD."""

    status: int
    headers: Headers
    body: bytes

    def with_headers(self, *more: tuple[str, str]) -> Response:
        """Return the same answer with headers added at the end."""
        return replace(self, headers=(*self.headers, *more))


def split_target(target: str) -> tuple[str, str]:
    """Return path and query of a request target, of an absolute one as well. Source: RFC 9112 §3.2.2."""
    if not target.startswith("/"):
        _, scheme_found, rest = target.partition("://")
        target = "/" + rest.partition("/")[2] if scheme_found else target
    path, _, query = target.partition("?")
    return path, query
