"""Forms have a line of their own: first come, first served, and nobody's words are lost."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, thread_time
from types import SimpleNamespace

import pytest
from delivery.asgi_talk import LIMITS, Talk, piece
from delivery.tiny_site import FORM, TinyApplication, current

from reader.delivery.application_pool import FormLine
from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.connection_limits import Limits
from reader.delivery.http.messages import Request, Response
from reader.delivery.served_generation import ServedGeneration


def form(words: str, query: str = "") -> Talk:
    """Return a form that is sent with these words."""
    body = words.encode()
    return Talk(
        method="POST",
        target=f"{FORM}?{query}" if query else FORM,
        headers=(("content-length", str(len(body))),),
        messages=[piece(body)],
    )


def said(talk: Talk) -> tuple[str, bool]:
    """Return the words that the application got, and whether there was room for them."""
    answer = json.loads(talk.body)
    return answer["body"], answer["room"]


@asynccontextmanager
async def held(door: AsgiDoor, application: TinyApplication) -> AsyncIterator[asyncio.Task[Talk]]:
    """Send a form that is being taken until the block ends."""
    first = asyncio.create_task(form("first", "hold").with_door(door))
    await asyncio.to_thread(application.held.acquire)
    try:
        yield first
    finally:
        application.release.set()


def test_forms_are_taken_in_the_order_in_which_they_came(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application))
    done: list[int] = []

    async def send(number: int) -> None:
        assert said(await form(str(number)).with_door(door)) == (str(number), True)
        done.append(number)

    async def everything() -> None:
        async with held(door, application):
            sent = [asyncio.create_task(send(number)) for number in range(60)]
            await asyncio.sleep(0)
        await asyncio.gather(*sent)

    asyncio.run(everything())
    assert done == list(range(60))


def test_pages_and_other_answers_do_not_wait_for_forms(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application))

    async def everything() -> None:
        async with held(door, application):
            waiting = [asyncio.create_task(form("x").with_door(door)) for _ in range(9)]
            assert (await Talk(target="/healthz").with_door(door)).status == 200
            assert (await Talk(target=FORM).with_door(door)).status == 200
        await asyncio.gather(*waiting)

    asyncio.run(everything())


@pytest.mark.parametrize("limits", [{"forms_waiting": 1}, {"forms_bytes": 9}])
def test_a_form_for_which_there_is_no_room_gets_its_words_back(
    tiny_root: Path, limits: dict[str, int]
) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), replace(LIMITS, **limits))

    async def everything() -> None:
        async with held(door, application) as first:
            second = await form("second").with_door(door)
            assert said(second) == ("second", False)
        assert said(await first) == ("first", True)
        assert said(await form("third").with_door(door)) == ("third", True)

    asyncio.run(everything())


def test_a_form_that_waits_too_long_gets_its_words_back_and_one_that_is_taken_is_kept(
    tiny_root: Path,
) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application), replace(LIMITS, form_turn_seconds=0.05))

    async def everything() -> None:
        async with held(door, application) as first:
            assert said(await form("second").with_door(door)) == ("second", False)
        assert said(await first) == ("first", True)

    asyncio.run(everything())


def test_a_form_whose_sender_has_left_is_not_taken(tiny_root: Path) -> None:
    application = TinyApplication()
    door = AsgiDoor(current(tiny_root, application))

    async def everything() -> None:
        async with held(door, application) as first:
            second = asyncio.create_task(form("second").with_door(door))
            await asyncio.sleep(0)
            second.cancel()
            with pytest.raises(asyncio.CancelledError):
                await second
        await first
        await form("third").with_door(door)

    asyncio.run(everything())
    assert application.calls == 2


def generation_of(application: Callable[..., list[bytes]]) -> ServedGeneration:
    """Return as much of a generation as a line of forms needs."""
    manifest = SimpleNamespace(errors={})
    page_file = SimpleNamespace(manifest=manifest)
    made: ServedGeneration = SimpleNamespace(application=application, page_file=page_file)
    return made


def test_the_processor_is_given_to_readers_between_forms() -> None:
    begun: list[float] = []

    def application(environ: object, start_response: object) -> list[bytes]:
        begun.append(monotonic())
        end = thread_time() + 0.02
        while thread_time() < end:
            pass
        start_response("204 No Content", [])
        return []

    line, generation = FormLine(Limits()), generation_of(application)
    request = Request(method="POST", path=FORM, query="", headers={})

    async def everything() -> list[Response]:
        sent = (line.respond(generation, request, {}, b"x") for _ in range(3))
        return await asyncio.gather(*sent)

    assert [answer.status for answer in asyncio.run(everything())] == [204] * 3
    assert all(later - earlier >= 0.2 for earlier, later in itertools.pairwise(begun))


def test_readers_get_more_where_other_programs_take_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule, begun = tmp_path / "schedstat", list[float]()
    schedule.write_text("0 0 0")
    monkeypatch.setattr("reader.delivery.application_pool._SCHEDULE", schedule)

    def application(environ: object, start_response: object) -> list[bytes]:
        begun.append(monotonic())
        schedule.write_text(f"0 {len(begun) * 60_000_000_000} 9")  # it had to wait for a minute
        start_response("204 No Content", [])
        return []

    line, generation = FormLine(Limits()), generation_of(application)
    request = Request(method="POST", path=FORM, query="", headers={})

    async def everything() -> None:
        await asyncio.gather(*(line.respond(generation, request, {}, b"x") for _ in range(3)))

    asyncio.run(everything())
    gaps = [later - earlier for earlier, later in itertools.pairwise(begun)]
    assert all(0.14 <= gap < 60 for gap in gaps), gaps
