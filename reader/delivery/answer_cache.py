"""Keep the application's last answers for a minute: what many ask for is computed once.

An answer is found by its address and the codings that the reader takes, and by nothing of who
asked. It is kept no longer than a browser would keep it, and only in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from http import HTTPMethod, HTTPStatus
from time import monotonic
from typing import Final, TypeAlias

from reader.delivery.http.messages import READ_METHODS, Request, Response

Clock: TypeAlias = Callable[[], float]  # seconds, monotonic

SECONDS: Final = 60.0
_OVERHEAD_BYTES: Final = 1_500  # of headers, key and table entries

_Key: TypeAlias = tuple[str, str, str]


class AnswerCache:
    """Whole responses to GET, the oldest dropped first. They take at most ``max_bytes``.

    ``of`` is what they were made from: another one empties the cache.
    """

    def __init__(self, max_bytes: int, clock: Clock = monotonic) -> None:
        self._max_bytes = max_bytes
        self._clock = clock
        self._of: object = None
        self._size_bytes = 0
        self._answers: OrderedDict[_Key, tuple[float, Response]] = OrderedDict()

    def get(self, of: object, request: Request) -> Response | None:
        """Return the answer to a request, or None."""
        if of is not self._of or request.method not in READ_METHODS or request.has_body:
            return None
        put, response = self._answers.get(_key(request), (0.0, None))
        return response if response and self._clock() - put < SECONDS else None

    def put(self, of: object, request: Request, response: Response) -> None:
        """Keep an answer that a browser may keep, and that depends on nothing else."""
        if not _may_be_kept(request, response):
            return
        if of is not self._of:
            self._of, self._size_bytes = of, 0
            self._answers.clear()
        self._drop(_key(request))
        self._answers[_key(request)] = (self._clock(), response)
        self._size_bytes += _size(response)
        while self._size_bytes > self._max_bytes:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: _Key) -> None:
        if key in self._answers:
            self._size_bytes -= _size(self._answers.pop(key)[1])


def _key(request: Request) -> _Key:
    return request.path, request.query, request.headers.get("accept-encoding", "")


def _size(response: Response) -> int:
    return len(response.body) + _OVERHEAD_BYTES


def _may_be_kept(request: Request, response: Response) -> bool:
    named = dict(response.headers)
    caching = named.get("cache-control", "no-store")
    return (
        request.method == HTTPMethod.GET
        and not request.has_body
        and response.status == HTTPStatus.OK
        and "no-store" not in caching
        and "no-cache" not in caching
        and named.get("vary", "Accept-Encoding") == "Accept-Encoding"
        and "set-cookie" not in named
    )
