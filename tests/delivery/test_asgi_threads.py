"""What an ASGI door does while the application holds all of its threads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

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


ATTACKERS = 60  # a fifth of what `python -m bench costly` holds
READERS = 20
COSTLY_SECONDS = 0.05


@pytest.mark.parametrize("trusted_proxy", ["", "X-Real-IP"])
def test_readers_are_served_while_many_connections_ask_for_what_costs_much(
    tiny_root: Path, trusted_proxy: str
) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), trusted_proxy=trusted_proxy)

    async def attack(number: int, over: asyncio.Event) -> None:
        asked = 0
        while not over.is_set():
            asked += 1
            who = ("x-real-ip", f"192.0.2.{number}")
            target = f"/costly?{COSTLY_SECONDS}&{number}-{asked}"
            await Talk(target=target, client=("192.0.2.1", number), headers=(who,)).with_door(door)
            await asyncio.sleep(0)

    async def reader(number: int) -> tuple[int, float]:
        started = monotonic()
        who = ("x-real-ip", f"198.51.100.{number}")
        talk = Talk(target=f"/echo?{number}", client=("192.0.2.1", 1_000 + number), headers=(who,))
        await talk.with_door(door)
        return talk.status, monotonic() - started

    async def scene() -> list[tuple[int, float]]:
        over = asyncio.Event()
        attackers = [asyncio.create_task(attack(number, over)) for number in range(ATTACKERS)]
        await asyncio.sleep(1)
        answers = [await reader(number) for number in range(READERS)]
        over.set()
        await asyncio.gather(*attackers)
        return answers

    answers = asyncio.run(scene())
    in_time = [status for status, seconds in answers if status == 200 and seconds < 2]
    assert len(in_time) >= 0.9 * READERS, answers


def test_what_was_just_answered_costs_nothing_and_is_checked_again(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application))
    first = talk(door, target="/echo?q=a")
    again = talk(door, target="/echo?q=a")
    assert first.body == again.body
    assert application.calls == 1
    unchanged = talk(door, target="/echo?q=a", if_none_match=first.said["etag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert talk(door, "HEAD", "/echo?q=a").said["content-length"] == first.said["content-length"]
    assert application.calls == 1
    talk(door, target="/echo?q=b")
    assert application.calls == 2


def test_who_would_wait_too_long_is_told_so(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), replace(LIMITS, turn_seconds=0.02))

    async def then() -> None:
        assert (await Talk(target="/healthz").with_door(door)).status == 503

    assert [talk.status for talk in asyncio.run(_in_order(door, application, then))] == [200] * 2
