"""The built site through either door."""

from __future__ import annotations

import asyncio
from typing import Any

from support.built_site import BuiltSite
from werkzeug.test import Client

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.http.content_codings import Coding
from reader.wiring import server

PAGE = "/en/privacy"
FILE = "/en/privacy.txt"


class Door:
    """Either door, asked in the same words."""

    def __init__(self, site: BuiltSite, kind: str) -> None:
        self.kind = kind
        self.wsgi = Client(site.application)
        self.asgi = AsgiDoor(server.current(site.settings)) if kind == "asgi" else None

    def __call__(
        self, target: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.asgi:
            return asyncio.run(self._asgi(self.asgi, target, method, named))
        response = self.wsgi.open(target, method=method, headers=named)
        return (
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.data,
        )

    @staticmethod
    async def _asgi(
        door: AsgiDoor, target: str, method: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        path, _, query = target.partition("?")
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            **{
                "type": "http",
                "http_version": "1.1",
                "method": method,
                "path": path,
                "raw_path": path.encode(),
            },
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        await door(scope, receive, send)
        return (
            sent[0]["status"],
            {name.decode(): value.decode() for name, value in sent[0]["headers"]},
            sent[1]["body"],
        )


def identity(site: BuiltSite, path: str) -> bytes:
    return site.shelf.body(site.shelf.pages[path].bodies[Coding.IDENTITY])
