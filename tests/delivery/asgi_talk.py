"""Ask an ASGI door as a server would."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from delivery.tiny_site import PAGE

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.connection_limits import Limits

LIMITS = Limits(body_seconds=0.05, drain_seconds=0.05, threads=2, waiting=1)


def piece(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


@dataclass
class Talk:
    """One request as a server would pass it on, and what was sent back. Its messages are all.

    ``received_first`` of them were received before the first word of the response.
    """

    method: str = "GET"
    target: str = PAGE
    headers: tuple[tuple[str, str], ...] = ()
    client: tuple[str, int] = ("127.0.0.1", 50000)
    messages: list[dict[str, Any]] = field(default_factory=list)
    sent: list[MutableMapping[str, Any]] = field(default_factory=list)
    received: int = 0
    received_first: int | None = None

    async def with_door(self, door: AsgiDoor) -> Talk:
        raw_path, _, query = self.target.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": self.method,
            "path": raw_path,
            "raw_path": raw_path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in self.headers],
            "server": ("127.0.0.1", 8000),
            "client": self.client,
        }
        await door(scope, self.receive, self.send)
        return self

    async def receive(self) -> dict[str, Any]:
        if self.received == len(self.messages):
            await asyncio.Event().wait()
        self.received += 1
        return self.messages[self.received - 1]

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if self.received_first is None:
            self.received_first = self.received
        self.sent.append(message)

    @property
    def status(self) -> int:
        assert [message["type"] for message in self.sent] == [
            "http.response.start",
            "http.response.body",
        ]
        status: int = self.sent[0]["status"]
        return status

    @property
    def said(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def body(self) -> bytes:
        body: bytes = self.sent[1]["body"]
        return body


def talk(
    door: AsgiDoor,
    method: str = "GET",
    target: str = PAGE,
    *messages: dict[str, Any],
    **headers: str,
) -> Talk:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return asyncio.run(
        Talk(method=method, target=target, headers=named, messages=list(messages)).with_door(door)
    )
