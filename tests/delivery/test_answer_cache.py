"""What is kept of answers, for how long, and for whom."""

from __future__ import annotations

import pytest

from reader.delivery.answer_cache import SECONDS, AnswerCache
from reader.delivery.http.messages import Request, Response

KEEP = ("cache-control", "private,max-age=60")


def request(query: str = "q=a", method: str = "GET", **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method=method, path="/en/search", query=query, headers=named)


def answer(*headers: tuple[str, str], status: int = 200, body: bytes = b"found") -> Response:
    return Response(status=status, headers=headers or (KEEP,), body=body)


class Times:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_same_address_and_codings_get_the_same_answer_for_a_minute() -> None:
    times = Times()
    cache = AnswerCache(10_000, times)
    cache.put("one", request(accept_encoding="br"), answer())
    assert cache.get("one", request(accept_encoding="br")) == answer()
    assert cache.get("one", request(method="HEAD", accept_encoding="br")) == answer()
    assert cache.get("one", request(accept_encoding="gzip")) is None
    assert cache.get("one", request("q=b", accept_encoding="br")) is None
    assert cache.get("one", request(method="POST", accept_encoding="br")) is None
    times.now = SECONDS
    assert cache.get("one", request(accept_encoding="br")) is None


def test_another_generation_has_answers_of_its_own() -> None:
    cache = AnswerCache(10_000)
    cache.put("one", request(), answer())
    assert cache.get("two", request()) is None
    cache.put("two", request("q=b"), answer())
    assert cache.get("one", request()) is None


@pytest.mark.parametrize(
    "kept",
    [
        answer(status=404),
        answer(("cache-control", "no-store")),
        answer(("content-type", "text/html")),
        answer(KEEP, ("vary", "Accept-Encoding, Accept-Language")),
        answer(KEEP, ("set-cookie", "a=b")),
    ],
)
def test_an_answer_that_a_browser_may_not_keep_or_that_is_for_one_reader_is_not_kept(
    kept: Response,
) -> None:
    cache = AnswerCache(10_000)
    cache.put("one", request(), kept)
    assert cache.get("one", request()) is None


@pytest.mark.parametrize("asked", [request(method="HEAD"), request(content_length="3")])
def test_only_an_answer_to_get_without_a_body_is_kept(asked: Request) -> None:
    cache = AnswerCache(10_000)
    cache.put("one", asked, answer())
    assert cache.get("one", request()) is None


def test_the_oldest_answers_make_room() -> None:
    cache = AnswerCache(10_000)
    for number in range(10):
        cache.put("one", request(f"q={number}"), answer(body=b"x" * 1_000))
    kept = [number for number in range(10) if cache.get("one", request(f"q={number}"))]
    assert kept == [6, 7, 8, 9]
    cache.put("one", request("q=9"), answer(body=b"y" * 1_000))
    assert cache.get("one", request("q=6"))
