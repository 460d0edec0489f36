"""Serve the words of a page with no markup around them and as few headers as possible.

The page is compared with it on a slow line. BARE_PAGE names the file, already brotli-compressed.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

_BODY: Final = Path(os.environ["BARE_PAGE"]).read_bytes()
_HEADERS: Final = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-encoding", b"br"),
    (b"content-length", str(len(_BODY)).encode("ascii")),
)


async def application(
    scope: Mapping[str, Any], _receive: object, send: Callable[[Mapping[str, Any]], Awaitable[None]]
) -> None:
    """Answer everything alike."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _BODY})
