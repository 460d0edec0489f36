"""No header costs more than a page: it is read in linear time, the largest within 5 ms."""

from __future__ import annotations

import asyncio
import io
import runpy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count, islice, pairwise, product
from pathlib import Path
from time import process_time
from typing import Any, Final, TypeAlias

import pytest
from delivery.served import ROOT
from delivery.tiny_site import PAGE, current
from support.sites import make_app

from reader.delivery.asgi_door import AsgiDoor
from reader.delivery.connections.fast_path import parse_simple_request
from reader.delivery.generation_watcher import GenerationWatcher
from reader.delivery.http.messages import READ_HEADERS
from reader.delivery.served_generation import ServedGeneration
from reader.delivery.wsgi_door import WsgiDoor
from reader.i18n.negotiation import negotiate
from reader.library.model import LanguageTag

Fields: TypeAlias = list[tuple[str, str]]
Ask: TypeAlias = Callable[[str, Fields], None]

_CONFIGURED: Final = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
_FIELDS: Final = _CONFIGURED["limit_request_fields"]
_FIELD_BYTES: Final = _CONFIGURED["limit_request_field_size"]
# How many fields are sent, and how long each line is. Each step is at most eight times the one
# before; the last is all that the server lets through.
STEPS: Final = (
    (1, _FIELD_BYTES // 16),
    (1, _FIELD_BYTES // 2),
    (4, _FIELD_BYTES),
    (_FIELDS // 2, _FIELD_BYTES),
    (_FIELDS, _FIELD_BYTES),
)
LARGEST_SECONDS: Final = 0.005
# Eight times as much takes eight times as long, or 64 times if time is quadratic: between the two.
GROWTH: Final = 24
# A shorter time says more of the machine than of the header.
SMALLEST_SECONDS: Final = 0.000_2
ATTEMPTS: Final = 10

# What a value must begin with to be read at all; any other begins with a word that no cache knows.
LEADS: Final[Mapping[str, str]] = {
    "range": "bytes=",
    "if-none-match": '"',
    "if-range": '"',
    "available-dictionary": ":",
    "cookie": "a=",
}
PIECES: Final = (
    *(
        "-",
        "_",
        ",",
        ";",
        '"',
        "=",
        " ",
        "\t",
        "*",
        "0",
        "a",
        "aa-",
        "aa_",
        "a-",
        "a,",
        "a;",
        "a=",
        "a ",
    ),
    *("a;q=1,", "aa-aa;q=0.5, ", '"",', 'W/"a", ', "a=1; ", "0-1,", "1 ", "+1 ", "1:"),
)
# What the application reads by itself, or might.
OTHERS: Final = (
    "host",
    "connection",
    "upgrade",
    "cookie",
    "content-type",
    "user-agent",
    "referer",
    "x-forwarded-for",
)
# Where each header matters: a page, a file, two that are negotiated, one of the application.
TARGETS: Final = (PAGE, "/en/fridge.txt", "/", "/nowhere", "/healthz")


@pytest.fixture(scope="module")
def serving(
    tiny_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GenerationWatcher[ServedGeneration]]:
    """Serve the tiny site with the real negotiation and the real application behind it."""
    application = make_app(tmp_path_factory.mktemp("application"))
    offered = tuple(map(LanguageTag, ("en", "es")))
    found = current(tiny_root).get()
    assert found
    served = replace(found, application=application, negotiate=partial(negotiate, offered=offered))
    yield GenerationWatcher(tiny_root / "pointer", lambda _: served)


@pytest.fixture(scope="module", params=["asgi", "at once", "wsgi"])
def ask(
    request: pytest.FixtureRequest, serving: GenerationWatcher[ServedGeneration]
) -> Iterator[Ask]:
    """Return what asks a door, as its server would."""
    if request.param == "wsgi":
        yield partial(ask_wsgi, WsgiDoor(serving))
        return
    door = AsgiDoor(serving)
    if request.param == "at once":
        yield partial(ask_at_once, door)
        return
    with asyncio.Runner() as runner:
        yield partial(ask_asgi, runner, door)


def ask_asgi(runner: asyncio.Runner, door: AsgiDoor, target: str, fields: Fields) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        assert message.get("status", 200) < 500

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": target,
        "query_string": b"",
    }
    runner.run(
        door(
            {**scope, "headers": [(name.encode(), value.encode()) for name, value in fields]},
            receive,
            send,
        )
    )


def ask_at_once(door: AsgiDoor, target: str, fields: Fields) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
    request = parse_simple_request(f"GET {target} HTTP/1.1\r\n{lines}\r\n".encode())
    response = request and door.static_response(request)
    assert response is None or response.status < 500


def ask_wsgi(door: WsgiDoor, target: str, fields: Fields) -> None:
    lines: dict[str, list[str]] = {}
    for name, value in fields:
        lines.setdefault(name.upper().replace("-", "_"), []).append(value)
    environ = {
        name if name.startswith("CONTENT_") else f"HTTP_{name}": ",".join(values)
        for name, values in lines.items()
    }
    given = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": target,
        "QUERY_STRING": "",
        "SERVER_NAME": "x",
        "SERVER_PORT": "80",
    }
    given |= {"SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http"}

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        assert headers
        assert int(status[:3]) < 500

    door({**given, **environ, "wsgi.input": io.BytesIO()}, start)  # type: ignore[arg-type]


_WORDS: Final = ("".join(letters) for letters in product("bcdefghijklmnop", repeat=6))


def fields_of(names: tuple[str, ...], piece: str, step: tuple[int, int]) -> Fields:
    """Return fields with these names in turn, of one length and unlike all before if possible."""
    number, length = step
    made = []
    for name in islice(_in_turn(names), number):
        lead = LEADS.get(name) or next(_WORDS)
        room = length - len(f"{name}: \r\n")
        made.append((name, (lead + piece * room)[:room]))
    return made


def _in_turn(names: tuple[str, ...]) -> Iterator[str]:
    return (names[index % len(names)] for index in count())


def seconds(ask: Ask, target: str, fields: Fields) -> float:
    begun = process_time()
    ask(target, fields)
    return process_time() - begun


def is_kept(ask: Ask, target: str, names: tuple[str, ...], piece: str) -> bool:
    """Return whether both bounds hold, by the least time that each step took in a few attempts."""
    least = [float("inf")] * len(STEPS)
    for _ in range(ATTEMPTS):
        for index, step in enumerate(STEPS):
            least[index] = min(least[index], seconds(ask, target, fields_of(names, piece, step)))
        grows = [
            larger > GROWTH * max(smaller, SMALLEST_SECONDS) for smaller, larger in pairwise(least)
        ]
        if not any(grows) and least[-1] <= LARGEST_SECONDS:
            return True
    return False


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "names", [*((name,) for name in (*READ_HEADERS, *OTHERS)), READ_HEADERS], ids=" ".join
)
def test_a_header_is_read_in_linear_time_and_the_largest_within_five_milliseconds(ask, names):
    assert [
        (target, piece)
        for target in TARGETS
        for piece in PIECES
        if not is_kept(ask, target, names, piece)
    ] == []
