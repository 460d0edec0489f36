"""Do many like things on every core, in processes forked from this one.

Rendering holds the interpreter lock, so threads would leave cores idle. What is to be done is there in every fork, library and templates
included; only what was made is sent back.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Final, TypeVar

P = TypeVar("P")
T = TypeVar("T")

# So many pieces at a time: enough not to wait for one another, few enough to end together and to keep little waiting for its turn.
_BUNDLE: Final = 4


def on_every_core(
    pieces: Sequence[P], work: Callable[[P], T], cores: int = os.cpu_count() or 1
) -> Iterator[T]:
    """Yield what ``work`` makes of each piece, in their order. What is made has to be picklable; pieces and work need not be.

    Raises what ``work`` raised, with its own traceback as a note, and ChildProcessError where a fork was ended from outside.
    """
    bundles = tuple(pieces[start : start + _BUNDLE] for start in range(0, len(pieces), _BUNDLE))
    forked = min(cores, len(bundles))
    if forked <= 1:
        yield from map(work, pieces)
        return
    with ExitStack() as forks:
        lines = [forks.enter_context(_forked(bundles, work)) for _ in range(forked)]
        waiting = deque(range(len(bundles)))
        made: dict[int, list[T]] = {}
        for line in lines:
            line.send(waiting.popleft())
        for number in range(len(bundles)):
            while number not in made:
                ready = wait(lines)
                for line in (line for line in lines if line in ready):
                    done, made[done] = _received(line)
                    if waiting:
                        line.send(waiting.popleft())
            yield from made.pop(number)


@contextmanager
def _forked(bundles: Sequence[Sequence[P]], work: Callable[[P], T]) -> Iterator[Connection]:
    """Fork this process, and end the fork when it is no longer needed. It takes numbers of bundles; see ``_serve``."""
    fork = get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_serve, args=(ours, theirs, bundles, work), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def _serve(
    ours: Connection, theirs: Connection, bundles: Sequence[Sequence[P]], work: Callable[[P], T]
) -> None:
    """Answer the number of a bundle with that number, what was made of it, and why it could not be made; until nobody asks any more."""
    ours.close()
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the process that forked is interrupted too, and closes the line
    gc.freeze()  # looking for garbage among what all forks share would give each a copy of it
    with suppress(EOFError, OSError):
        while True:
            number = theirs.recv()
            try:
                theirs.send((number, [work(piece) for piece in bundles[number]], None))
            except Exception as fault:
                fault.add_note(traceback.format_exc())
                theirs.send((number, [], fault))


def _received(line: Connection) -> tuple[int, list[T]]:
    try:
        number, made, fault = line.recv()
    except EOFError:
        raise ChildProcessError(
            "A process that was forked to use every core was ended from outside."
        ) from None
    if fault:
        raise fault
    return number, made
