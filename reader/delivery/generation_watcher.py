"""Watch the pointer file, and open the generation that it names."""

from __future__ import annotations

import gc
import logging
import os
import re
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_LOG: Final = logging.getLogger(__name__)
_POINTER_BYTES: Final = 4096
_IDENTIFIER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}")
# Opening may fail for a reason that passes, such as a lack of memory. It is logged only once.
_POLLS_BETWEEN_RETRIES: Final = 20
# The requests that still use a value that was replaced have ended by then.
_POLLS_UNTIL_COLLECTION: Final = 4


class GenerationWatcher(Generic[T]):
    """The value that a pointer file names, or the last one that could be opened.

    The first line of the file is an identifier, of which ``open_value`` makes the value. Every
    process reads it for itself: at its first ``get``, also after a fork, and then every
    ``poll_seconds`` in a thread. A value that was replaced can still be used; once nobody does,
    ``collect_garbage`` frees its memory. Nothing here raises.
    """

    def __init__(
        self,
        pointer: Path,
        open_value: Callable[[str], T],
        *,
        poll_seconds: float = 0.5,
        collect_garbage: Callable[[], object] = gc.collect,
    ) -> None:
        self._pointer = pointer
        self._open_value = open_value
        self._poll_seconds = poll_seconds
        self._free_memory = collect_garbage
        self._current: tuple[str, T] | None = None
        self._fault: tuple[str, str] | None = None
        self._polls_until_retry = 0
        self._polls_until_collection = 0
        # By process: a lock that a thread of the parent held at the fork is never released.
        self._locks: dict[int, threading.Lock] = {}
        self._polling_pid = 0

    def get(self) -> T | None:
        """Return the current value, or None if none could be opened. Takes under a microsecond."""
        if self._polling_pid != os.getpid():
            self._start_polling()
        current = self._current
        return current[1] if current else None

    @property
    def identifier(self) -> str | None:
        """The identifier of the current value."""
        current = self._current
        return current[0] if current else None

    @property
    def fault(self) -> str | None:
        """Why the current value is not the one that the pointer names, or None. Free of paths."""
        fault = self._fault
        return fault[1] if fault else None

    def refresh(self) -> T | None:
        """Read the pointer now and return the current value.

        Starts no thread, so a parent may call it before it forks.
        """
        with self._lock():
            self._read_pointer(retry=True)
        current = self._current
        return current[1] if current else None

    def _lock(self) -> threading.Lock:
        return self._locks.setdefault(os.getpid(), threading.Lock())

    def _start_polling(self) -> None:
        """Read the pointer for the first time in this process, and start the thread."""
        with self._lock():
            if self._polling_pid == os.getpid():
                return
            self._read_pointer(retry=True)
            arguments = (weakref.ref(self), self._poll_seconds)
            threading.Thread(
                target=_poll_forever, args=arguments, name="generation watcher", daemon=True
            ).start()
            self._polling_pid = os.getpid()

    def poll(self) -> None:
        """Read the pointer as the thread does, retrying an identifier that failed now and then."""
        with self._lock():
            self._read_pointer(retry=False)
        self._collect_garbage()

    def _read_pointer(self, *, retry: bool) -> None:
        identifier = _first_line(self._pointer)
        if identifier is None:
            self._fail("", "The pointer names no generation.")
        elif self._current and self._current[0] == identifier:
            self._fault = None
        elif (
            not retry
            and self._fault
            and self._fault[0] == identifier
            and self._polls_until_retry > 0
        ):
            self._polls_until_retry -= 1
        else:
            self._switch(identifier)

    def _switch(self, identifier: str) -> None:
        if self._polls_until_collection:
            # Another switch comes soon after the last one: never keep three values at a time.
            self._polls_until_collection = 0
            self._free_memory()
        try:
            value = self._open_value(identifier)
        except Exception as error:  # whatever is wrong with it, the old one stays
            self._fail(
                identifier,
                f"Generation {identifier} cannot be opened: {type(error).__name__}.",
                error,
            )
        else:
            if self._current:
                self._polls_until_collection = _POLLS_UNTIL_COLLECTION
            self._current = (identifier, value)
            self._fault = None

    def _collect_garbage(self) -> None:
        """Free a value that was replaced: an application is full of cycles.

        Left alone, the garbage collector looks at old objects once they are a quarter more, which
        may be some values later.
        """
        if self._polls_until_collection:
            self._polls_until_collection -= 1
            if not self._polls_until_collection:
                self._free_memory()

    def _fail(self, identifier: str, sentence: str, error: Exception | None = None) -> None:
        if self._fault != (identifier, sentence):
            _LOG.error("%s %s", sentence, error or "")
        self._fault = (identifier, sentence)
        self._polls_until_retry = _POLLS_BETWEEN_RETRIES


def _first_line(pointer: Path) -> str | None:
    """Return the first line if it is an identifier, which becomes a folder's name, or None."""
    try:
        with pointer.open("rb") as file:
            first_line = file.read(_POINTER_BYTES).partition(b"\n")[0]
    except OSError:
        return None
    identifier = first_line.strip().decode("ascii", "replace")
    return identifier if _IDENTIFIER.fullmatch(identifier) else None


def _poll_forever(reference: weakref.ref[GenerationWatcher[T]], poll_seconds: float) -> None:
    """Poll until nothing refers to the watcher any more."""
    while True:
        time.sleep(poll_seconds)
        watcher = reference()
        if watcher is None:
            return
        watcher.poll()
        del watcher
