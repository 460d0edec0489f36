"""Answer 4 kB of nothing, as any WSGI application could: what the site is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_BODY: Final = (b"Hello, world! " * 300)[:4_000]


def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer everything alike."""
    start_response(
        "200 OK",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_BODY)))],
    )
    return [_BODY]
