"""A terminal of 24 lines of 80 columns: keys go to a program, and its screen is read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import pyte
from support.waiting import PATIENCE_SECONDS, wait_for

LINES: Final = 24
COLUMNS: Final = 80
# What is drawn in two pieces comes within this time.
SETTLING_SECONDS: Final = 0.05


class Terminal:
    """A running program and its screen.

    Every wait is for what the screen says, and raises AssertionError with the screen after a time.
    """

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int) -> None:
        self._process = process
        self._keyboard = keyboard
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def lines(self) -> list[str]:
        """What the screen shows."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The words of the screen on one line."""
        return " ".join(" ".join(self.lines).split())

    @property
    def page(self) -> str:
        """The same without the first and the last line, which are for the title and for input."""
        return " ".join(" ".join(self.lines[1:-1]).split())

    @property
    def at_cursor(self) -> str:
        """The line that the cursor is on."""
        return self.lines[self._screen.cursor.y]

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor is."""
        return self._screen.cursor.y, self._screen.cursor.x

    @property
    def on_page(self) -> bool:
        """Whether the cursor is between the first and the last line."""
        return 0 < self._screen.cursor.y < LINES - 1

    def found(self, pattern: str) -> str:
        """Return the group of a pattern that the page has."""
        return next(re.finditer(pattern, self.page))[1]

    def type(self, keys: str) -> Self:
        """Press keys, without a pause between them."""
        os.write(self._keyboard, keys.encode())
        return self

    def until(self, seen: Callable[[Terminal], object], what: str) -> Self:
        """Wait until the screen is as wanted. ``what`` says in words what was waited for."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while True:
            while self._drawn(0):
                pass
            if seen(self):
                return self
            if not self._drawn(limit - time.monotonic()):
                raise AssertionError(
                    "\n".join((f"never saw {what}; the screen shows:", *self.lines))
                )

    def settled(self) -> Self:
        """Wait until nothing more is drawn: until then the cursor is at what was drawn last."""
        wait_for(lambda: not self._drawn(SETTLING_SECONDS) and self._waits())
        return self

    def until_it_says(self, *words: str) -> Self:
        """Wait until all of these words stand on the screen."""
        return self.until(
            lambda terminal: all(each in terminal.text for each in words),
            " and ".join(map(repr, words)),
        )

    def _waits(self) -> bool:
        """Return whether the program has taken every key and sleeps; others may run before it."""
        process = Path("/proc") / str(self._process.pid)
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        terminal = os.open(process / "fd" / "0", os.O_RDONLY | os.O_NOCTTY)
        try:
            (untaken,) = struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)))
        finally:
            os.close(terminal)
        return state == "S" and not untaken

    def _drawn(self, seconds: float) -> bool:
        """Draw what the program writes within this time, and say whether it wrote anything."""
        if not select.select([self._keyboard], [], [], max(0, seconds))[0]:
            return False
        try:
            written = os.read(self._keyboard, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            raise AssertionError(
                "\n".join((f"{self._process.args} has ended; the screen shows:", *self.lines))
            ) from None
        self._stream.feed(written)
        return True


@contextmanager
def running(command: Sequence[str], home: Path) -> Iterator[Terminal]:
    """Start a program at a terminal of its own, in UTF-8, with ``home`` for its settings."""
    keyboard, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        ["setsid", "--ctty", *command],
        stdin=end,
        stdout=end,
        stderr=end,
        cwd=home,
        env=environment(home),
    )
    os.close(end)
    try:
        yield Terminal(process, keyboard)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program for text, without what the machine's owner has set."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "linux",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }
