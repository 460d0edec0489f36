"""Call the application in a few threads, in fair turns, and keep its last answers.

Forms that readers send have a thread and a line of their own.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep, thread_time
from typing import TYPE_CHECKING, Final

from reader.delivery import dynamic_responder
from reader.delivery.answer_cache import AnswerCache
from reader.delivery.connection_limits import Limits
from reader.delivery.fair_queue import Client, FairQueue, QueueFullError
from reader.delivery.http.messages import Request, Response
from reader.delivery.served_generation import ServedGeneration

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# After a form its thread rests so many times as long as that took of the processor.
_REST: Final = 14.0
# Where other programs keep a form waiting for the processor, they keep readers waiting, too: then
# the rest is longer, but not so long that those in line are turned away.
_LONGEST_WAIT_SECONDS: Final = 0.01
# Of the thread that reads it: nanoseconds on a processor and waiting for one, and how often.
# Source: Linux, Documentation/scheduler/sched-stats.rst.
_SCHEDULE: Final = Path("/proc/thread-self/schedstat")


class ApplicationPool:
    """The threads that call the application. To be used in one event loop at a time."""

    def __init__(self, limits: Limits) -> None:
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="application")
        self._queue = FairQueue(limits.threads, limits.waiting)
        self._turn_seconds = limits.turn_seconds
        self._answers = AnswerCache(limits.answer_bytes)

    def busy(self) -> int:
        """Return how many requests the application has, running or waiting."""
        return len(self._queue)

    def kept(self, generation: ServedGeneration, request: Request) -> Response | None:
        """Return an answer that was made a moment ago, as this request gets it, or None."""
        response = self._answers.get(generation, request)
        return dynamic_responder.conditional(response, request) if response else None

    async def respond(
        self,
        generation: ServedGeneration,
        request: Request,
        environ: WSGIEnvironment,
        body: bytes,
        client: Client,
    ) -> Response:
        """Return the application's response. Raises QueueFullError if it would come too late."""
        try:
            async with asyncio.timeout(self._turn_seconds):
                await self._queue.enter(client)
        except TimeoutError:
            raise QueueFullError from None
        if kept := self.kept(generation, request):  # made while this one waited
            self._queue.leave(client, 0.0)
            return kept
        loop, started = asyncio.get_running_loop(), monotonic()

        def leave(_: object) -> None:
            with suppress(RuntimeError):  # the loop has ended, and the queue with it
                loop.call_soon_threadsafe(self._queue.leave, client, monotonic() - started)

        future = self._threads.submit(dynamic_responder.respond, generation, request, environ, body)
        future.add_done_callback(leave)  # also if the request was cancelled while it ran
        response = await asyncio.wrap_future(future)
        self._answers.put(generation, request, response)
        return response


class FormLine:
    """Take forms one at a time, in the order in which they came.

    It took minutes to type, so a second more is nothing to its writer if many send at once: whoever
    reads meanwhile goes first. To be used in one event loop at a time.
    """

    def __init__(self, limits: Limits) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="forms")
        self._limits = limits
        self._waiting = self._waiting_bytes = 0
        self._rested = 0.0

    async def respond(
        self, generation: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
    ) -> Response:
        """Return the application's response. Raises QueueFullError: then it was not called."""
        limits, size = self._limits, len(body)
        is_full = self._waiting >= limits.forms_waiting
        if is_full or self._waiting_bytes + size > limits.forms_bytes:
            raise QueueFullError
        self._waiting += 1
        self._waiting_bytes += size
        future = self._thread.submit(self._take, generation, request, environ, body)
        # It cancels nothing that has begun: nobody may hear that what is kept was not sent.
        end = asyncio.get_running_loop().call_later(limits.form_turn_seconds, future.cancel)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if future.cancelled() and not (task and task.cancelling()):
                raise QueueFullError from None
            raise
        finally:
            end.cancel()
            self._waiting -= 1
            self._waiting_bytes -= size

    def _take(
        self, generation: ServedGeneration, request: Request, environ: WSGIEnvironment, body: bytes
    ) -> Response:
        sleep(max(0.0, self._rested - monotonic()))
        used, waited = thread_time(), _waited_seconds()
        try:
            return dynamic_responder.respond(generation, request, environ, body)
        finally:
            used, waited = thread_time() - used, _waited_seconds() - waited
            self._rested = monotonic() + _REST * (used + min(waited, _LONGEST_WAIT_SECONDS))


def _waited_seconds() -> float:
    """Return how long this thread has waited for a processor; 0 where no system says so."""
    try:
        return int(_SCHEDULE.read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
