"""Orca and Firefox on a virtual screen: pages are opened, keys pressed, words written down.

Everything starts anew in a folder: the home, the screen, the session bus.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from screen_reader.orca.page_texts import PageTexts
from screen_reader.orca.rules import Heard
from support.firefox import Marionette, firefox

SPEECH: Final = Path(__file__).parent / "speech"
# Orca is a program of Debian's own Python, whatever python3 is first on the path.
SYSTEM_PYTHON: Final = "/usr/bin/python3"
# As it is for somebody with a screen reader, and no script runs.
READING: Final = {"accessibility.force_disabled": -1, "javascript.enabled": False}
SCREEN: Final = "900x1000x24"
# In seconds: how long Orca may be silent before it is taken to be done, and how long it is silent
# after what is awaited.
PATIENCE_SECONDS: Final = 15.0
SILENCE_SECONDS: Final = 0.5
# More than any page has: Orca is asked until it begins at the top again.
MOST_LANDMARKS: Final = 20
# Of a long text Orca says at a landmark what fits into a line of the screen.
FIRST_LETTERS: Final = 10
READY: Final = "Screen reader on."
AROUND: Final = "Wrapping to top."


@dataclass(frozen=True, slots=True)
class Spoken:
    """The file into which Orca's phrases are written."""

    file: Path

    def until_silence(self, start: int, awaited: str = "") -> tuple[str, ...]:
        """Return what is said from a place in the file on, until silence after ``awaited``.

        On a machine under load Orca falls silent in the middle of things; if what is awaited never
        comes, patience ends.
        """
        size, changed, said = start, time.monotonic(), ()
        while True:
            time.sleep(0.05)
            if (now := self.size()) != size:
                size, changed, said = now, time.monotonic(), self._said(start)
            done = any(awaited in " ".join(phrase.split()) for phrase in said)
            if time.monotonic() - changed > (SILENCE_SECONDS if done else PATIENCE_SECONDS):
                return said

    def _said(self, start: int) -> tuple[str, ...]:
        lines = self.file.read_bytes()[start:].decode().splitlines()
        return tuple(phrase for phrase in map(json.loads, lines) if phrase)

    def size(self) -> int:
        """Return the place in the file where what comes next will stand, in bytes."""
        return self.file.stat().st_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A person at this screen: what is opened and pressed, and what is then heard."""

    browser: Marionette
    spoken: Spoken
    environment: Mapping[str, str]

    def read(self, address: str, written: PageTexts) -> Heard:
        """Open a page, hear it until its last text is said, then go from landmark to landmark."""
        start = self.spoken.size()
        self.browser.visit(address)
        page = self.spoken.until_silence(start, written.last)
        return Heard(page=page, landmarks=tuple(self._landmarks(written.landmarks)))

    def _landmarks(self, expected: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """From the end of the page, yield what Orca says of the first landmark and of all after it.

        Raises AssertionError if it does not begin at the top, or never does again.
        """
        for number in range(MOST_LANDMARKS):
            awaited = expected[number][:FIRST_LETTERS] if number < len(expected) else AROUND
            start = self.spoken.size()
            subprocess.run(["xdotool", "key", "m"], env=self.environment, check=True)
            said = self.spoken.until_silence(start, awaited)
            if number and AROUND in said:
                return
            assert number or AROUND in said, said
            yield tuple(phrase for phrase in said if phrase != AROUND)
        raise AssertionError(f"Orca finds {MOST_LANDMARKS} landmarks")


@contextmanager
def listening(folder: Path) -> Iterator[Listener]:
    """Start everything in a folder; end it after the block."""
    home, runtime, spoken = folder / "home", folder / "runtime", folder / "spoken"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    spoken.touch()
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "GNOME_ACCESSIBILITY": "1",
        "GSETTINGS_BACKEND": "memory",
        "SPOKEN": str(spoken),
    }
    with ExitStack() as started:
        environment["DISPLAY"] = started.enter_context(_screen())
        environment["DBUS_SESSION_BUS_ADDRESS"] = started.enter_context(_bus(environment))
        started.enter_context(_running(["openbox"], environment))
        orca = [SYSTEM_PYTHON, SPEECH / "start_orca.py"]
        started.enter_context(_running(orca, environment))
        said = Spoken(spoken)
        said.until_silence(0, READY)
        at = said.size()
        browser = started.enter_context(firefox(folder / "profile", environment, READING))
        said.until_silence(at)
        yield Listener(browser=browser, spoken=said, environment=environment)


@contextmanager
def _screen() -> Iterator[str]:
    """Start a virtual screen and yield its name, which no other has."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with _running(command, os.environ, pass_fds=[writer]):
        os.close(writer)
        with os.fdopen(reader) as name:
            yield f":{name.readline().strip()}"


@contextmanager
def _bus(environment: Mapping[str, str]) -> Iterator[str]:
    """Start a session bus and yield its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with _running(command, environment, stdout=subprocess.PIPE) as bus:
        yield bus.stdout.readline().decode().strip()


@contextmanager
def _running(
    command: list[str | Path], environment: Mapping[str, str], **options: object
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and kill it after the block: Orca waits for an answer when it is asked."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **{**quiet, **options}) as process:
        try:
            yield process
        finally:
            process.kill()
