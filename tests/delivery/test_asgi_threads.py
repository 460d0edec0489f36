"""What an ASGI door does while the application holds all of its threads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from delivery.asgi_talk import LIMITS, Talk, talk
from delivery.tiny_site import TinyApplication, current, point, write_generation

from reader.delivery.asgi_door import AsgiDoor


async def _in_order(
    door: AsgiDoor, application: TinyApplication, then: Callable[[], Awaitable[None]]
) -> list[Talk]:
    """Fill both threads, wait until they are held, do something, release them."""
    held = [asyncio.create_task(Talk(target="/hold").with_door(door)) for _ in range(2)]
    for _ in held:
        await asyncio.to_thread(application.held.acquire)
    try:
        await then()
    finally:
        application.release.set()
    return list(await asyncio.gather(*held))


def test_when_all_threads_are_busy_pages_go_on_and_the_line_has_an_end(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), LIMITS)
    late: list[asyncio.Task[Talk]] = []

    async def then() -> None:
        assert (await Talk().with_door(door)).status == 200
        late.append(
            asyncio.create_task(Talk(target="/healthz").with_door(door))
        )  # the one place in line
        await asyncio.sleep(0)
        turned_away = await Talk(target="/healthz", headers=(("accept-language", "es"),)).with_door(
            door
        )
        assert (turned_away.status, turned_away.said["retry-after"]) == (503, "5")
        assert b'lang="es"' in turned_away.body

    async def everything() -> list[Talk]:
        done = await _in_order(door, application, then)
        return [*done, await late[0], await Talk(target="/healthz").with_door(door)]

    assert [answer.status for answer in asyncio.run(everything())] == [200] * 4


def test_a_request_given_up_in_line_gives_its_place_back(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), LIMITS)

    async def then() -> None:
        for _ in range(3):
            waiting = asyncio.create_task(Talk(target="/healthz").with_door(door))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting

    asyncio.run(_in_order(door, application, then))
    assert talk(door, target="/healthz").status == 200


def test_a_request_ends_on_the_generation_it_began_on(tmp_path: Path) -> None:
    application = TinyApplication()
    write_generation(tmp_path, "one", "first")
    write_generation(tmp_path, "two", "second")
    point(tmp_path, "one")
    door = AsgiDoor(current(tmp_path, application), LIMITS)

    async def then() -> None:
        assert b"first" in (await Talk().with_door(door)).body
        point(tmp_path, "two")
        door.refresh()
        assert b"second" in (await Talk().with_door(door)).body

    assert [answer.body for answer in asyncio.run(_in_order(door, application, then))] == [
        b"well"
    ] * 2
