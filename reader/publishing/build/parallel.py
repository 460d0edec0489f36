"""Do the same work on many items on every core, in processes forked from this one.

Rendering holds the interpreter lock, so threads would leave cores idle. A fork inherits what the
work needs, library and templates included; only results are sent back.
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

from reader.publishing.garbage_collector import return_freed_memory

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough items for processes not to wait for one another, and few enough for all to end together and
# for few results to wait for their turn.
_CHUNK_SIZE: Final = 4
# For each process, so many chunks may be done before it is their turn. A slow one holds up the
# others then; otherwise their results, all bodies of a site perhaps, would wait in memory.
MOST_CHUNKS_AHEAD: Final = 8
# A few pages are made before two forks of a process with a large library have started, and what
# both write to afterwards is in memory once for each.
_FEWEST_FOR_FORKS: Final = 32


def parallel_map(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    processes: int = os.cpu_count() or 1,
    chunk_size: int = _CHUNK_SIZE,
) -> Iterator[Result]:
    """Yield the result of ``work`` for each item, in order. Only results have to be picklable.

    Raises what ``work`` raised, with its own traceback as a note, and ChildProcessError if a fork
    was ended from outside.
    """
    chunks = tuple(items[at : at + chunk_size] for at in range(0, len(items), chunk_size))
    forks = min(processes, len(chunks))
    if forks <= 1:
        yield from map(work, items)
        return
    with ExitStack() as stack:
        idle = [stack.enter_context(_fork(work, chunks)) for _ in range(forks)]
        busy: list[Connection] = []
        waiting = deque(range(len(chunks)))
        results: dict[int, list[Result]] = {}
        for number in range(len(chunks)):
            last = number + forks * MOST_CHUNKS_AHEAD
            while True:
                while idle and waiting and waiting[0] < last:
                    busy.append(idle.pop())
                    busy[-1].send(waiting.popleft())
                if number in results:
                    break
                for connection in [each for each in wait(busy) if isinstance(each, Connection)]:
                    done, results[done] = _receive(connection)
                    busy.remove(connection)
                    idle.append(connection)
            yield from results.pop(number)


def map_pages(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield the result of ``work`` for each item, in order; of few, without other processes."""
    if len(items) < _FEWEST_FOR_FORKS:
        return map(work, items)
    return parallel_map(work, items)


@contextmanager
def _fork(work: Callable[[Item], Result], chunks: Sequence[Sequence[Item]]) -> Iterator[Connection]:
    """Fork this process and yield the connection to it; see ``_run`` for what it takes."""
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(ours, theirs, work, chunks), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    except BaseException:
        process.terminate()  # it may have a minute to go, for nobody
        raise
    finally:
        ours.close()
        process.join()


def _run(
    ours: Connection,
    theirs: Connection,
    work: Callable[[Item], Result],
    chunks: Sequence[Sequence[Item]],
) -> None:
    """Answer each number of a chunk with number, results and fault, until the other end closes."""
    ours.close()
    # The parent is interrupted too, and closes the connection.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A garbage collection would write to what all forks share, and give each a copy of it.
    gc.freeze()
    gc.enable()
    with suppress(EOFError, OSError):
        while True:
            number = theirs.recv()
            try:
                theirs.send((number, [work(item) for item in chunks[number]], None))
            except Exception as fault:
                fault.add_note(traceback.format_exc())
                theirs.send((number, [], fault))
            # What it has freed lies between what it shares, and would stay: 30 MB in each fork of a
            # build of 1,000 documents in two languages.
            return_freed_memory()


def _receive(connection: Connection) -> tuple[int, list[Result]]:
    try:
        number, results, fault = connection.recv()
    except EOFError:
        raise ChildProcessError(
            "A process that was forked to use every core was ended from outside."
        ) from None
    if fault:
        raise fault
    return number, results
