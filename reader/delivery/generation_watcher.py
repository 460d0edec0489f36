"""Follow a pointer file: always the generation it names, or the last one that could be opened."""

from __future__ import annotations

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
# Opening may have failed for a reason that passes, such as no free memory. It is logged once all the same.
_LOOKS_BETWEEN_TRIES: Final = 20


class GenerationWatcher(Generic[T]):
    """The value a pointer file names. The file's first line is an identifier; ``open_value`` makes the value of it.

    Every process looks for itself: at its first ``get``, also after a fork, and then every ``poll_seconds`` in a
    thread of its own. A value that was replaced stays usable for whoever holds it. Nothing here ever raises.
    """

    def __init__(
        self, pointer: Path, open_value: Callable[[str], T], *, poll_seconds: float = 0.5
    ) -> None:
        self._pointer = pointer
        self._open_value = open_value
        self._poll_seconds = poll_seconds
        self._held: tuple[str, T] | None = None
        self._fault: tuple[str, str] | None = None
        self._looks_to_wait = 0
        # By process, because a lock that a thread of the parent held at the fork would never open again.
        self._locks: dict[int, threading.Lock] = {}
        self._follower_of = 0

    def get(self) -> T | None:
        """Return the current value, or None when none could be opened yet. Takes well under a microsecond."""
        if self._follower_of != os.getpid():
            self._follow()
        held = self._held
        return held[1] if held else None

    @property
    def identifier(self) -> str | None:
        """What the pointer said when the current value was opened."""
        held = self._held
        return held[0] if held else None

    @property
    def fault(self) -> str | None:
        """Why the value the pointer names now is not the current one; None when it is. Free of paths."""
        fault = self._fault
        return fault[1] if fault else None

    def refresh(self) -> T | None:
        """Look at the pointer now and return the current value. Starts no thread, so a parent may call it before it forks."""
        with self._lock():
            self._look(patient=False)
        held = self._held
        return held[1] if held else None

    def _lock(self) -> threading.Lock:
        return self._locks.setdefault(os.getpid(), threading.Lock())

    def _follow(self) -> None:
        """Look at the pointer for the first time in this process, and start looking again and again."""
        with self._lock():
            if self._follower_of == os.getpid():
                return
            self._look(patient=False)
            arguments = (weakref.ref(self), self._poll_seconds)
            threading.Thread(
                target=_look_again_and_again, args=arguments, name="current", daemon=True
            ).start()
            self._follower_of = os.getpid()

    def look_again(self) -> None:
        """Look at the pointer as the thread does: an identifier that failed is tried again only now and then."""
        with self._lock():
            self._look(patient=True)

    def _look(self, *, patient: bool) -> None:
        identifier = _read(self._pointer)
        if identifier is None:
            self._fail("", "The pointer names no generation.")
        elif self._held and self._held[0] == identifier:
            self._fault = None
        elif patient and self._fault and self._fault[0] == identifier and self._looks_to_wait > 0:
            self._looks_to_wait -= 1
        else:
            self._switch(identifier)

    def _switch(self, identifier: str) -> None:
        try:
            value = self._open_value(identifier)
        except Exception as error:  # whatever is wrong with it, the old one goes on
            self._fail(
                identifier,
                f"Generation {identifier} cannot be opened: {type(error).__name__}.",
                error,
            )
        else:
            self._held = (identifier, value)
            self._fault = None

    def _fail(self, identifier: str, sentence: str, error: Exception | None = None) -> None:
        if self._fault != (identifier, sentence):
            _LOG.error("%s %s", sentence, error or "")
        self._fault = (identifier, sentence)
        self._looks_to_wait = _LOOKS_BETWEEN_TRIES


def _read(pointer: Path) -> str | None:
    """Return the identifier in the first line, or None when there is none: it becomes the name of a folder."""
    try:
        with pointer.open("rb") as file:
            first_line = file.read(_POINTER_BYTES).partition(b"\n")[0]
    except OSError:
        return None
    identifier = first_line.strip().decode("ascii", "replace")
    return identifier if _IDENTIFIER.fullmatch(identifier) else None


def _look_again_and_again(
    reference: weakref.ref[GenerationWatcher[T]], poll_seconds: float
) -> None:
    """Run in a thread until nobody holds the value's follower any more."""
    while True:
        time.sleep(poll_seconds)
        current = reference()
        if current is None:
            return
        current.look_again()
        del current
